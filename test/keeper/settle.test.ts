import { describe, expect, it } from "@jest/globals";
import type { EffectAct } from "../../src/core/effect.ts";
import type { CardId, CommentId, FieldId, IssueId, PartnerId, ProjectId } from "../../src/core/ids.ts";
import type { Partner } from "../../src/core/partner/partner.ts";
import { writeMarker } from "../../src/core/text/marker.ts";
import { type Evidence, settle, type Verdict } from "../../src/keeper/settle.ts";
import type { LedgerRow } from "../../src/keeper/store.ts";
import { aCard, aComment, after, anIssue, aPartner, column, now, text } from "../support/situation.ts";

const card = "PVTI_1" as CardId;
const project = "PVT_1" as ProjectId;
const issue = "I_1" as IssueId;
const comment = "IC_1" as CommentId;

const moveBack: EffectAct = {
  ...{ kind: "set-status", card, project, field: "field-status" as FieldId },
  ...{ option: column("outreach"), judged: column("onboarding") },
};
const marked = writeMarker({ v: 1, key: "why", kind: "refusal" });
const explanation: EffectAct = { kind: "comment", issue, body: marked, content: "refusal" };
const setField: EffectAct = {
  ...{ kind: "set-field", card, project, field: "field-organisation" as FieldId },
  value: { kind: "text", text: "Acme" },
};

function sent(act: EffectAct, key = "why", ago = 120_000): LedgerRow {
  const effect = { key, ...act };
  return { id: key, partner: "1" as PartnerId, effect, state: "sent", sentAt: after(now, -ago) };
}

function recorded(act: EffectAct, key = "why"): LedgerRow {
  return { ...sent(act, key), state: "recorded", sentAt: null };
}

function evidence(partner: Partner, changes: Partial<Evidence> = {}): Evidence {
  return {
    ...{ partner, echoes: [], opened: [], now },
    fieldKey: (field) => field.replace("field-", ""),
    ...changes,
  };
}

function verdicts(rows: readonly LedgerRow[], found: Evidence): readonly Verdict["kind"][] {
  return settle(rows, found).map(({ verdict }) => verdict.kind);
}

const at = (stage: string | null, ago = 600_000): Partner =>
  aPartner({ card: aCard({ stage, movedAt: after(now, -ago) }) });

interface Case {
  readonly act: EffectAct;
  readonly partner: Partner;
  readonly verdict: Verdict["kind"];
}

describe("settle", () => {
  it.each([
    ["confirms a move that shows", { act: moveBack, partner: at("outreach"), verdict: "confirmed" }],
    [
      "repeats a move that does not show after a minute",
      { act: moveBack, partner: at("onboarding"), verdict: "send" },
    ],
    [
      "drops a move when the card stands elsewhere",
      { act: moveBack, partner: at("graduation"), verdict: "drop" },
    ],
    [
      "drops a move when the card was moved to the same column again",
      { act: moveBack, partner: at("onboarding", 5_000), verdict: "drop" },
    ],
    [
      "drops a move when the card is gone",
      { act: moveBack, partner: aPartner({ card: null }), verdict: "drop" },
    ],
    ["repeats a comment that does not show", { act: explanation, partner: at("outreach"), verdict: "send" }],
    [
      "drops a comment when the issue is gone",
      { act: explanation, partner: aPartner({ issue: null }), verdict: "drop" },
    ],
    [
      "confirms a field that bears the value",
      { act: setField, partner: at("outreach"), verdict: "confirmed" },
    ],
    [
      "drops a field that somebody changed after us",
      {
        act: setField,
        partner: aPartner({ card: aCard({ fields: { organisation: { ...text("Bolt"), updatedAt: now } } }) }),
        verdict: "drop",
      },
    ],
    [
      "repeats a field that is empty",
      { act: setField, partner: aPartner({ card: aCard({ fields: {} }) }), verdict: "send" },
    ],
    [
      "confirms an added card",
      { act: { kind: "add-to-board", issue, project }, partner: at("outreach"), verdict: "confirmed" },
    ],
    [
      "repeats a missing card",
      { act: { kind: "add-to-board", issue, project }, partner: aPartner({ card: null }), verdict: "send" },
    ],
    [
      "repeats a reaction",
      { act: { kind: "react", comment, reaction: "EYES" }, partner: at("outreach"), verdict: "send" },
    ],
    [
      "confirms a closed issue",
      { act: { kind: "close-issue", issue, as: "completed" }, partner: closed(), verdict: "confirmed" },
    ],
    ["repeats a reopening", { act: { kind: "reopen-issue", issue }, partner: closed(), verdict: "send" }],
  ] satisfies [string, Case][])("%s", (_what, { act, partner, verdict }) => {
    expect(verdicts([sent(act)], evidence(partner))).toEqual([verdict]);
  });

  it("finds a comment by the key in its marker, among ours only", () => {
    const theirs = aComment({ body: marked });
    const ours = { ...theirs, id: "IC_2" as CommentId, ours: true };
    const withComments = (...comments: (typeof ours)[]): Partner =>
      aPartner({ issue: anIssue({ comments }) });

    expect(verdicts([sent(explanation)], evidence(withComments(theirs)))).toEqual(["send"]);
    expect(settle([sent(explanation)], evidence(withComments(theirs, ours)))[0]?.verdict).toEqual({
      kind: "confirmed",
      id: "IC_2",
    });
  });

  it("knows its sync note from another partner's note of the same day, which has the same key", () => {
    const noteOf = (partner: string): string =>
      writeMarker({ v: 1, key: "sync/2026-12-07", kind: "sync-note", of: partner });
    const opening: EffectAct = {
      ...{ kind: "open-issue", repository: "R_1", title: "Sync with Acme: 2026-12-07" },
      ...{ body: noteOf("I_1"), labels: [], assignees: [], parent: issue },
    };
    const theirs = { id: "I_8" as IssueId, body: noteOf("I_2") };
    const ours = { id: "I_9" as IssueId, body: noteOf("I_1") };
    const verdict = (...opened: (typeof ours)[]): Verdict | undefined =>
      settle([sent(opening, "sync/2026-12-07")], evidence(at("outreach"), { opened }))[0]?.verdict;

    expect(verdict(theirs)).toEqual({ kind: "send" });
    expect(verdict(theirs, ours)).toEqual({ kind: "confirmed", id: "I_9" });
  });

  it("knows an edited and a minimised comment by its text and state", () => {
    const body = "one\r\ntwo\n";
    const partner = aPartner({ issue: anIssue({ comments: [aComment({ body, minimised: true })] }) });

    expect(verdicts([sent({ kind: "edit-comment", comment, body: "one\ntwo" })], evidence(partner))).toEqual([
      "confirmed",
    ]);
    expect(verdicts([sent({ kind: "minimise", comment, as: "outdated" })], evidence(partner))).toEqual([
      "confirmed",
    ]);
  });

  it("waits a minute after sending before the absence of a write counts", () => {
    const [first] = settle([sent(moveBack, "why", 59_000)], evidence(at("onboarding")));

    expect(first?.verdict).toEqual({ kind: "wait", until: after(now, 1_000) });
  });

  it("confirms within that minute what shows, or what came back as an echo", () => {
    const row = sent(moveBack, "why", 5_000);
    const echo = { at: now, card, field: "field-status" as FieldId, to: column("outreach") };

    expect(verdicts([row], evidence(at("outreach")))).toEqual(["confirmed"]);
    expect(verdicts([row], evidence(at("onboarding"), { echoes: [echo] }))).toEqual(["confirmed"]);
  });

  it("sends at once what was recorded and never sent", () => {
    expect(verdicts([recorded(moveBack), recorded(explanation)], evidence(at("onboarding")))).toEqual([
      "send",
      "send",
    ]);
  });

  it("drops an explanation together with the move back that it explains", () => {
    const rows = [recorded(moveBack, "back"), recorded(explanation)];

    expect(verdicts(rows, evidence(at("graduation")))).toEqual(["drop", "drop"]);
  });

  it("sends an explanation whose move back was made", () => {
    const rows = [sent(moveBack, "back"), sent(explanation)];

    expect(verdicts(rows, evidence(at("outreach")))).toEqual(["confirmed", "send"]);
  });
});

function closed(): Partner {
  return aPartner({ issue: anIssue({ state: "closed" }) });
}
