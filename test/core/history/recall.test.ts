import fc from "fast-check";
import { describe, expect, it } from "@jest/globals";
import { blank, recall, remember } from "../../../src/core/history/recall.ts";
import type { EntryFact } from "../../../src/core/history/entry.ts";
import type { CommentId } from "../../../src/core/ids.ts";
import { aHistory, column, inStage, login, minutes, now, stage } from "../../support/situation.ts";

const refused = {
  kind: "refused",
  target: stage("onboarding"),
  option: column("onboarding"),
  by: { login: login("maria"), bot: false },
  missing: ["a"],
  waits: false,
  undone: true,
  movedAt: now,
  comment: "refusal/1",
} as const satisfies EntryFact;

describe("recall", () => {
  it("knows nothing of a partner without entries", () => {
    expect(recall([])).toEqual(blank);
  });

  it("closes the last visit when the next stage is entered", () => {
    const { stage: current, visits } = inStage("outreach");

    expect(current).toBe("outreach");
    expect(visits.map(({ stage: id, leftAt }) => [id, leftAt !== null])).toEqual([
      ["identification", true],
      ["outreach", false],
    ]);
    expect(visits[0]?.leftAt).toBe(visits[1]?.enteredAt);
  });

  it("remembers a refused target until the card enters a stage", () => {
    expect(inStage("outreach", refused).refusal?.target).toBe("onboarding");
    const moved = inStage("outreach", refused, {
      kind: "entered",
      stage: stage("identification"),
      from: stage("outreach"),
      by: null,
      via: "backward",
    });

    expect(moved.refusal).toBeNull();
  });

  it.each<{ what: string; fact: EntryFact }>([
    { what: "a hold", fact: { kind: "held", by: login("maria"), until: null, reason: "summer" } },
    { what: "an exit", fact: { kind: "exited", by: null, why: "declined", reason: "" } },
    { what: "a card that is left alone", fact: { kind: "forgotten", target: stage("onboarding") } },
  ])("forgets the refused target on $what", ({ fact }) => {
    expect(inStage("outreach", refused, fact).refusal).toBeNull();
  });

  it("counts as a move back only what was undone", () => {
    const history = inStage("outreach", refused, { ...refused, undone: false });

    expect(history.movesBack).toHaveLength(1);
    expect(history.refusals).toBe(2);
  });

  it("finds comments of ours by their effect's key, and knows answered commands", () => {
    const history = aHistory(
      { kind: "appeared", stage: stage("identification") },
      { kind: "posted", key: "stage/identification", id: "IC_7" },
      {
        kind: "commanded",
        comment: "IC_8" as CommentId,
        by: login("maria"),
        command: "help",
        outcome: "done",
      },
    );

    expect(history.posted.get("stage/identification")).toBe("IC_7");
    expect(history.answered.has("IC_8" as CommentId)).toBe(true);
  });

  it("comes to the same in one go as entry by entry", () => {
    const facts = fc.array(fc.constantFrom(...everyKind), { maxLength: 30 });
    fc.assert(
      fc.property(facts, (chosen) => {
        const entries = chosen.map((fact, index) => ({ at: (now + minutes(index)) as typeof now, ...fact }));
        const half = Math.floor(entries.length / 2);

        expect(entries.slice(half).reduce(remember, recall(entries.slice(0, half)))).toEqual(recall(entries));
      }),
    );
  });

  it("has at most one open visit, the one of the stage on record", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...everyKind), { maxLength: 30 }), (facts) => {
        const { visits, stage: current } = aHistory(...facts);
        const open = visits.filter(({ leftAt }) => leftAt === null);

        expect(open.map(({ stage: id }) => id)).toEqual(current === null ? [] : [current]);
      }),
    );
  });
});

const everyKind: readonly EntryFact[] = [
  { kind: "adopted", stage: null },
  { kind: "appeared", stage: stage("identification") },
  { kind: "entered", stage: stage("outreach"), from: null, by: null, via: "move" },
  { kind: "entered", stage: stage("onboarding"), from: null, by: null, via: "override" },
  refused,
  { kind: "progress", target: stage("onboarding"), missing: [], waits: true },
  { kind: "held", by: login("maria"), until: null, reason: "" },
  { kind: "resumed", by: null },
  { kind: "exited", by: null, why: "declined", reason: "" },
  { kind: "reopened", stage: stage("identification") },
];
