import type { Effect } from "../effect.ts";
import type { Finding } from "../gate/finding.ts";
import type { StageId } from "../ids.ts";
import type { Refusal } from "../history/history.ts";
import { optionalStage, optionOf, placeOf } from "../playbook/stages.ts";
import type { Rule, Ruling, Situation } from "../situation.ts";
import type { Instant } from "../time/time.ts";
import { renderMovedOn, renderMayMove } from "../words/moved-on.ts";
import { columnOf } from "./column.ts";
import { judge, type Verdict } from "./judge.ts";
import { minimiseLast } from "./refuse.ts";
import { nothing, ruling } from "./ruling.ts";
import { setStatus } from "./set-status.ts";

/** So long a refused target is remembered. */
const remembered = 14 * 24 * 60 * 60_000;

interface Wanted {
  readonly target: StageId;
  readonly refusal: Refusal;
}

/**
 * Being moved back gets you through: when the last missing criterion of a remembered target is met, the card moves
 * on by itself or the people are told that it may, as the playbook's `auto` says.
 */
export const through: Rule = (situation) => {
  const { history, now } = situation;
  const wanted = wantedOf(situation);
  if (wanted === null || refusedJustNow(situation)) return wake(situation, wanted);
  if (now - wanted.refusal.at > remembered) {
    return ruling(situation, { entries: [{ kind: "forgotten", target: wanted.target }] });
  }
  if (!standsAtHome(situation) || history.stoodDown !== null) return nothing;
  const verdict = judge(situation, wanted.target);
  if (verdict.kind === "earned") return met(situation, wanted, verdict);
  return verdict.kind === "gate" ? progress(situation, wanted, verdict) : nothing;
};

function wantedOf({ history, playbook }: Situation): Wanted | null {
  const { refusal } = history;
  if (refusal?.target == null || placeOf(playbook, refusal.target) <= placeOf(playbook, history.stage))
    return null;
  return { target: refusal.target, refusal };
}

function refusedJustNow({ history, now }: Situation): boolean {
  return history.refusal?.at === now;
}

/** Just refused: the clock alone may change the answer later. */
function wake(situation: Situation, wanted: Wanted | null): Ruling {
  if (wanted === null) return nothing;
  const verdict = judge(situation, wanted.target);
  return verdict.kind === "gate" ? ruling(situation, { dueAt: nextLook(wanted, verdict) }) : nothing;
}

/** Never on top of a move that this pass is still dealing with. */
function standsAtHome(situation: Situation): boolean {
  const column = columnOf(situation);
  return column.kind === "stage" && column.stage === situation.history.stage;
}

function progress(situation: Situation, wanted: Wanted, verdict: Extract<Verdict, { kind: "gate" }>): Ruling {
  const missing = verdict.decision.kind === "closed" ? verdict.decision.missing : [];
  const keys = missing.map(({ key }) => key);
  const dueAt = nextLook(wanted, verdict);
  if (keys.join() === wanted.refusal.missing.join()) return ruling(situation, { dueAt });
  const waits = missing.every(({ metBy }) => metBy === "place");
  return ruling(situation, {
    entries: [{ kind: "progress", target: wanted.target, missing: keys, waits }],
    dueAt,
  });
}

function nextLook({ refusal }: Wanted, { decision }: Extract<Verdict, { kind: "gate" }>): Instant {
  const expires = (refusal.at + remembered + 1) as Instant;
  return decision.wakeAt !== null && decision.wakeAt < expires ? decision.wakeAt : expires;
}

function met(situation: Situation, wanted: Wanted, verdict: Extract<Verdict, { kind: "earned" }>): Ruling {
  if (wanted.refusal.toldAt !== null) return nothing;
  switch (wayThrough(situation, wanted, verdict.decision.findings)) {
    case "move":
      return moveOn(situation, wanted);
    case "tell":
      return tell(situation, wanted);
    case "silence":
      return ruling(situation, {
        entries: [{ kind: "forgotten", target: wanted.target }],
        effects: minimiseLast(situation, "resolved"),
      });
  }
}

function wayThrough(
  { playbook }: Situation,
  { target, refusal }: Wanted,
  findings: readonly Finding[],
): "move" | "tell" | "silence" {
  if (playbook.auto === "off") return "silence";
  if (playbook.auto === "notify" || optionalStage(playbook, target)?.moveOn === "tell") return "tell";
  if (playbook.auto === "always") return "move";
  const last = findings.filter(({ key }) => refusal.missing.includes(key));
  return last.every(({ metBy }) => metBy === "person") ? "move" : "tell";
}

function moveOn(situation: Situation, { target, refusal }: Wanted): Ruling {
  const { history, board } = situation;
  const number = String(history.refusals);
  const key = `through/${number}`;
  return ruling(situation, {
    entries: [{ kind: "entered", stage: target, from: history.stage, by: refusal.by, via: "auto" }],
    effects: [
      ...setStatus(situation, `on/${number}`, optionOf(board, target)),
      ...comment(situation, key, renderMovedOn(situation, { key, target, by: refusal.by })),
      ...minimiseLast(situation, "resolved"),
    ],
  });
}

function tell(situation: Situation, { target, refusal }: Wanted): Ruling {
  const key = `told/${String(situation.history.refusals)}`;
  return ruling(situation, {
    entries: [{ kind: "told", target }],
    effects: [
      ...comment(situation, key, renderMayMove(situation, { key, target, by: refusal.by })),
      ...minimiseLast(situation, "resolved"),
    ],
    dueAt: (refusal.at + remembered + 1) as Instant,
  });
}

function comment({ partner }: Situation, key: string, body: string): readonly Effect[] {
  if (partner.issue === null || partner.issue.locked) return [];
  return [{ key, kind: "comment", issue: partner.issue.id, body, content: "answer" }];
}
