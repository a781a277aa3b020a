import { describe, expect, it } from "@jest/globals";
import type { PartnerId } from "../../../src/core/ids.ts";
import { plan } from "../../../src/core/plan.ts";
import type { OtherPartner, Situation } from "../../../src/core/situation.ts";
import {
  aCard,
  after,
  anIssue,
  anOther,
  aPartner,
  aSituation,
  login,
  minutes,
  now,
} from "../../support/situation.ts";
import { acts, bodyOf } from "../../support/rulings.ts";

const tom = { login: login("tom"), bot: false };
const back = (id: number, changes: Partial<NonNullable<OtherPartner["movedBack"]>> = {}): OtherPartner =>
  anOther({
    id: String(id) as PartnerId,
    movedBack: { at: after(now, -minutes(1)), by: tom.login, summary: false, ...changes },
  });
const others = (count: number): readonly OtherPartner[] =>
  Array.from({ length: count }, (_, index) => back(index + 2));

/** Tom drags this card too, to where it may not stand. */
function draggedAfter(programme: readonly OtherPartner[]): Situation {
  const statusEvents = [{ from: "Identification", to: "Outreach", by: tom, automated: false, at: now }];
  return aSituation({
    partner: aPartner({ card: aCard({ stage: "outreach" }), issue: anIssue({ statusEvents }) }),
    programme: { others: programme },
  });
}

describe("a mass drag", () => {
  it("has the first ten cards explained one by one", () => {
    expect(bodyOf(plan(draggedAfter(others(9))))).toContain("### ↩️ Moved back to Identification");
  });

  it("gets one summary with the eleventh card", () => {
    const ruling = plan(draggedAfter(others(10)));

    expect(acts(ruling)).toEqual(["set-status", "comment"]);
    expect(bodyOf(ruling)).toContain("@tom moved more than 10 cards within 10 minutes");
  });

  it("has every later card back without a word", () => {
    expect(acts(plan(draggedAfter([...others(10), back(20, { summary: true })])))).toEqual(["set-status"]);
  });

  it.each<{ who: string; programme: readonly OtherPartner[] }>([
    { who: "other people", programme: others(10).map((other) => ({ ...other, movedBack: null })) },
    {
      who: "somebody else",
      programme: Array.from({ length: 10 }, (_, id) => back(id + 2, { by: login("maria") })),
    },
    {
      who: "the same person earlier",
      programme: Array.from({ length: 10 }, (_, id) => back(id + 2, { at: after(now, -minutes(10)) })),
    },
  ])("is not made by $who", ({ programme }) => {
    expect(bodyOf(plan(draggedAfter(programme)))).toContain("Moved back to Identification");
  });
});
