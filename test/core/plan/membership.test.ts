import { describe, expect, it } from "@jest/globals";
import { plan } from "../../support/as-seen.ts";
import { acts, facts, movedTo } from "../../support/rulings.ts";
import {
  aCard,
  afterwards,
  anIssue,
  aPartner,
  aSituation,
  column,
  login,
  now,
  unknown,
} from "../../support/situation.ts";

describe("plan, on a partner's first appearance,", () => {
  it("takes a card of a board that stood before as it stands, and says nothing", () => {
    const situation = movedTo("onboarding", { history: unknown, adopting: true });

    const ruling = plan(situation);

    expect(ruling.entries).toEqual([{ at: now, kind: "adopted", stage: "onboarding", on: "2026-11-24" }]);
    expect(ruling.effects).toEqual([]);
  });

  it("puts a new card without Status into the first stage, with its checklist", () => {
    const ruling = plan(
      movedTo("identification", { history: unknown, partner: aPartner({ card: aCard({ stage: null }) }) }),
    );

    expect(facts(ruling)).toEqual(["appeared"]);
    expect(ruling.effects).toMatchObject([
      { kind: "set-status", option: column("identification"), judged: null },
      { kind: "comment", key: "stage/identification" },
    ]);
  });

  it("lets every gate count for a card that becomes a partner in a later column", () => {
    const ruling = plan(movedTo("onboarding", { history: unknown }));

    expect(facts(ruling)).toEqual(["appeared", "refused"]);
    expect(ruling.effects).toContainEqual(
      expect.objectContaining({
        kind: "set-status",
        option: column("identification"),
        judged: column("onboarding"),
      }),
    );
  });

  it("puts a labelled issue on the board", () => {
    const ruling = plan(aSituation({ history: unknown, partner: aPartner({ card: null }) }));

    expect(acts(ruling)).toEqual(["add-to-board"]);
    expect(ruling.dueAt).toBe(now);
  });

  it("leaves an issue without the label alone", () => {
    const partner = aPartner({ issue: anIssue({ labels: ["bug"] }) });

    expect(plan(aSituation({ history: unknown, partner }))).toMatchObject({ entries: [], effects: [] });
  });

  it("lists an issue from outside as a candidate, once, until somebody who may write owns it", () => {
    const outside = { author: { login: login("carla"), bot: false } };
    const unowned = aSituation({
      history: unknown,
      partner: aPartner({ issue: anIssue({ ...outside, assignees: [] }) }),
    });

    const first = plan(unowned);
    const second = plan({ ...unowned, history: afterwards(unowned, first) });
    const owned = plan({ ...unowned, partner: aPartner({ issue: anIssue(outside) }) });

    expect(first).toMatchObject({ entries: [{ kind: "candidate", author: "carla" }], effects: [] });
    expect(second.entries).toEqual([]);
    expect(facts(owned)).toEqual(["appeared"]);
  });

  it("keeps a draft in the first stage without a word", () => {
    const card = aCard({ stage: "outreach", content: "draft" });

    const ruling = plan(aSituation({ history: unknown, partner: aPartner({ card, issue: null }) }));

    expect(facts(ruling)).toEqual(["appeared", "refused"]);
    expect(acts(ruling)).toEqual(["set-status"]);
  });
});

describe("plan, on a partner that is on record,", () => {
  it("does nothing for a card in its stage", () => {
    expect(plan(aSituation())).toMatchObject({ entries: [], effects: [], wakes: [] });
  });

  it("takes a card that was moved while Stagekeeper was switched off as it stands", () => {
    const ruling = plan(movedTo("onboarding", { adopting: true }));

    expect(ruling.entries).toMatchObject([{ kind: "adopted", stage: "onboarding" }]);
    expect(ruling.effects).toEqual([]);
  });

  it("keeps a partner that lost its label", () => {
    const partner = aPartner({ issue: anIssue({ labels: [] }), card: aCard({ stage: "onboarding" }) });

    expect(facts(plan(aSituation({ partner })))).toEqual(["refused"]);
  });

  it("takes a deleted card as an exit, and as a return when it is back", () => {
    const gone = aSituation({ partner: aPartner({ card: null }) });

    const left = plan(gone);
    const back = plan(aSituation({ history: afterwards(gone, left) }));

    expect(left.entries).toMatchObject([{ kind: "exited", why: "removed" }]);
    expect(back.entries).toMatchObject([{ kind: "reopened", stage: "identification" }]);
  });

  it("leaves archived cards and pull requests alone", () => {
    for (const changes of [{ archived: true }, { content: "pull-request" }] as const) {
      const card = aCard({ stage: "graduation", ...changes });

      expect(plan(aSituation({ partner: aPartner({ card }) })).effects).toEqual([]);
    }
  });
});
