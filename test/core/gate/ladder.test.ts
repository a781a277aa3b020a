import { describe, expect, it } from "@jest/globals";
import { option } from "../../support/situation.ts";
import { examined } from "./an-evidence.ts";

describe("the ladder", () => {
  it("ticks the box of a level that the board shows, and of those below", () => {
    const fields = { adoptionLevel: option("L2") };

    expect(examined("{checked: onboarding.l0}", { fields })).toMatchObject({
      outcome: "met",
      because: "Adoption level is L2",
    });
    expect(examined("{checked: onboarding.l1}", { fields }).outcome).toBe("met");
  });

  it("does not tick the box of a higher level", () => {
    expect(examined("{checked: onboarding.l1}", { fields: { adoptionLevel: option("L0") } }).outcome).toBe(
      "missing",
    );
  });

  it("takes ticked boxes for the level", () => {
    const ticked = ["onboarding.l0", "onboarding.l1"];

    const finding = examined("{field: adoptionLevel, atLeast: L1}", { ticked });

    expect(finding).toMatchObject({ outcome: "met", because: "L1 is ticked" });
  });

  it("ticks the box of the very level", () => {
    expect(examined("{checked: onboarding.l1}", { fields: { adoptionLevel: option("L1") } })).toMatchObject({
      outcome: "met",
      because: "Adoption level is L1",
    });
  });

  it("finds nothing skipped where the board shows the lower level", () => {
    const climbing = { ticked: ["onboarding.l1"], fields: { adoptionLevel: option("L0") } };

    expect(examined("{field: adoptionLevel, atLeast: L1}", climbing).outcome).toBe("met");
  });

  it("warns of a level that skips one, and refuses nothing", () => {
    const ticked = ["onboarding.l1"];

    expect(examined("{checked: onboarding.l0}", { ticked })).toMatchObject({
      outcome: "warning",
      because: "Not ticked itself, but L1 is, which needs it first",
    });
    expect(examined("{field: adoptionLevel, atLeast: L1}", { ticked })).toMatchObject({
      outcome: "warning",
      because: "L1 is ticked, but not L0 before it",
    });
  });
});
