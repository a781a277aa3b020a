import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { aProgramme, type Programme } from "../support/programme.ts";

const [borealis, cobalt, delta] = [2, 3, 4] as const;

describe("a board under Stagekeeper", () => {
  let programme: Programme;
  beforeAll(async () => {
    programme = await aProgramme();
  }, 60_000);
  afterAll(async () => {
    await programme.stop();
  });

  it("is adopted as it stands: nothing was moved, nothing posted, and only Health derived", () => {
    const written = programme.sandbox.journal().filter(({ actor }) => actor.startsWith("stagekeeper"));

    expect(written.filter(({ detail }) => detail["field"] !== "Health")).toEqual([]);
  });

  it("has a card that was not earned back, with one comment that names who tried and what is missing", async () => {
    await programme.after(() => programme.tomas.move(borealis, "Outreach"));

    const [comment = "", ...more] = (await programme.said(borealis)).filter((body) =>
      body.includes("Moved back"),
    );
    expect(await programme.tomas.column(borealis)).toBe("Identification");
    expect(comment).toContain("@tomas-brandt moved this card to **Outreach**");
    expect(comment).toContain("2 of 5; 1 more needed");
    expect(more).toEqual([]);
  }, 30_000);

  it("lets an override by a maintainer through, and not by others", async () => {
    await programme.after(() => programme.sandbox.turnClock({ advance: "PT1H" }));
    await programme.after(() => programme.tomas.move(delta, "Graduation"));
    await programme.after(() => programme.tomas.comment(delta, "/override because I say so"));
    const refused = await programme.tomas.column(delta);
    await programme.after(() => programme.mara.comment(delta, "/override agreed with the lead"));

    expect(refused).toBe("Onboarding");
    expect(await programme.tomas.column(delta)).toBe("Graduation");
  }, 30_000);

  it("is repaired after the App was killed while somebody moved a card", async () => {
    await programme.sandbox.killApp();
    await programme.tomas.move(cobalt, "Active Partnership");
    await programme.sandbox.startApp();
    await programme.after(() => programme.sandbox.turnClock({ advance: "PT16M" }));

    expect(await programme.tomas.column(cobalt)).toBe("Outreach");
  }, 30_000);

  it("is repaired when the webhook never came", async () => {
    await programme.after(() => programme.sandbox.turnClock({ advance: "PT1H" }));
    programme.sandbox.addFault({ kind: "drop", count: 1 });
    await programme.after(() => programme.tomas.move(cobalt, "Graduation"));
    const unseen = await programme.tomas.column(cobalt);
    await programme.after(() => programme.sandbox.turnClock({ advance: "PT16M" }));

    expect(unseen).toBe("Graduation");
    expect(await programme.tomas.column(cobalt)).toBe("Outreach");
  }, 30_000);

  it("gets one comment when a delivery comes twice and the answer to the write is lost", async () => {
    await programme.after(() => programme.sandbox.turnClock({ advance: "P1D" }));
    const before = (await programme.tomas.comments(cobalt)).length;
    programme.sandbox.addFault({ kind: "duplicate", count: 3 });
    programme.sandbox.addFault({ kind: "lost-answer", match: { operation: "Act" }, count: 1 });
    await programme.after(() => programme.tomas.move(cobalt, "Onboarding"));

    const lost = programme.sandbox.faults().find(({ order }) => order.kind === "lost-answer");
    expect(lost?.fired).toHaveLength(1);
    expect(await programme.tomas.column(cobalt)).toBe("Outreach");
    expect((await programme.tomas.comments(cobalt)).length).toBe(before + 1);
  }, 60_000);
});
