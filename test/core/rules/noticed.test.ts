import { describe, expect, it } from "@jest/globals";
import { remember } from "../../../src/core/history/recall.ts";
import { noticed } from "../../../src/core/rules/noticed.ts";
import type { Situation } from "../../../src/core/situation.ts";
import {
  aCard,
  after,
  anIssue,
  aPartner,
  aSituation,
  days,
  inStage,
  login,
  now,
  text,
  ticked,
} from "../../support/situation.ts";

/** That situation a day after everything in it was seen. */
function seen(): Situation {
  const before = aSituation({ history: inStage("onboarding") });
  const history = noticed(before).entries.reduce(remember, before.history);
  return { ...before, history, now: after(now, days(1)) };
}

describe("what people do without a word", () => {
  it("is not heard of when it is seen for the first time", () => {
    const first = aSituation({ history: inStage("onboarding") });

    expect(seen().history.heardAt).toBe(first.history.heardAt);
  });

  it.each([
    ["a tick", { issue: anIssue({ body: ticked("onboarding", 1) }) }],
    ["another owner", { issue: anIssue({ assignees: [login("tom")] }) }],
    ["no owner any more", { issue: anIssue({ assignees: [] }) }],
    ["a field that is written", { card: aCard({ fields: { ...aCard().fields, nextAction: text("Call") } }) }],
    ["a field that is cleared", { card: aCard({ fields: {} }) }],
  ])("is heard of: %s", (_what, changes) => {
    const situation = { ...seen(), partner: aPartner(changes) };

    const { heardAt } = noticed(situation).entries.reduce(remember, situation.history);

    expect(heardAt).toBe(situation.now);
  });

  it.each(["health", "exitReason", "lastSync", "lastSyncNotes"])(
    "is not the field %s, which Stagekeeper writes of its own accord",
    (field) => {
      const card = aCard({ fields: { ...aCard().fields, [field]: text("On track") } });

      expect(noticed({ ...seen(), partner: aPartner({ card }) }).entries).toEqual([]);
    },
  );
});
