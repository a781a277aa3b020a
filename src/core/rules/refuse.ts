import type { Effect } from "../effect.ts";
import type { Actor } from "../history/entry.ts";
import { sameLogin, type CommentId, type OptionId, type StageId } from "../ids.ts";
import { firstStage, optionalStage, optionOf } from "../playbook/stages.ts";
import type { Ruling, Situation } from "../situation.ts";
import type { Instant } from "../time/time.ts";
import { renderMassDrag } from "../words/mass-drag.ts";
import { renderRefusal } from "../words/refusal.ts";
import { renderStop } from "../words/stop.ts";
import { decideCap } from "./caps.ts";
import { ticksOf } from "./evidence-of.ts";
import type { Verdict } from "./judge.ts";
import { explanationOf, isSummary, summaryKey } from "./mass-drag.ts";
import { moverOfCard } from "./mover.ts";
import { both, nothing, ruling } from "./ruling.ts";
import { setStatus } from "./set-status.ts";
import { stageCommentFor } from "./stage-comment.ts";

/** A move that is not earned. */
export interface Attempt {
  readonly verdict: Exclude<Verdict, { kind: "earned" | "back" }>;
  /** Null: no stage. */
  readonly target: StageId | null;
  readonly option: OptionId | null;
}

/** The same person trying the same again within this time has the comment updated instead of a new one. */
const sameAttemptFor = 60 * 60_000;

/** Moves the card back and explains, as far as the caps allow: now, later, or not any more. */
export function refuse(situation: Situation, attempt: Attempt): Ruling {
  const { history, now } = situation;
  const { stoodDown, delayed } = history;
  if (stoodDown !== null && stoodDown.option === attempt.option) return nothing;
  if (delayed !== null && delayed.option === attempt.option && now < delayed.until) {
    return ruling(situation, { dueAt: delayed.until });
  }
  const by = moverOfCard(situation, attempt.option);
  const cap = decideCap(history.movesBack, by, now);
  if (cap.kind === "stop") return standDown(situation, attempt, { by, because: cap.because });
  if (cap.kind === "later") return delay(situation, attempt, { by, until: cap.until });
  return both(
    record(situation, attempt, { by, undone: true }),
    ruling(situation, {
      effects: [...putBack(situation), ...explain(situation, attempt, { by, until: null })],
    }),
  );
}

/** The card stands in its stage again already, because our write overwrote the person's: explains only. */
export function refuseWithoutUndoing(situation: Situation, attempt: Attempt): Ruling {
  const by = situation.hints.findLast((hint) => hint.kind === "status")?.sender ?? null;
  const person = by?.bot === true ? null : by;
  return both(
    record(situation, attempt, { by: person, undone: false }),
    ruling(situation, { effects: explain(situation, attempt, { by: person, until: null }) }),
  );
}

function record(
  situation: Situation,
  { verdict, target, option }: Attempt,
  { by, undone }: { by: Actor | null; undone: boolean },
): Ruling {
  const missing =
    verdict.kind === "gate" && verdict.decision.kind === "closed" ? verdict.decision.missing : [];
  return ruling(situation, {
    entries: [
      {
        kind: "refused",
        target,
        option,
        by,
        missing: verdict.kind === "gate" ? missing.map(({ key }) => key) : [verdict.kind],
        waits: missing.length > 0 && missing.every(({ metBy }) => metBy === "place"),
        undone,
        movedAt: situation.partner.card?.status?.updatedAt ?? situation.now,
        comment: commentKey(situation, { target, by }),
      },
    ],
  });
}

function putBack(situation: Situation): readonly Effect[] {
  const { history, playbook, board } = situation;
  const home = optionOf(board, history.stage ?? firstStage(playbook).id);
  return setStatus(situation, `back/${String(history.refusals + 1)}`, home);
}

/** The comment to update, or the number of a new one; null where there is none to write. */
function commentKey(
  situation: Situation,
  attempt: { target: StageId | null; by: Actor | null },
): string | null {
  const { partner, history } = situation;
  const number = history.refusals + 1;
  if (partner.issue === null || partner.issue.locked) return null;
  switch (explanationOf(situation, attempt.by)) {
    case "summarised":
      return null;
    case "summary":
      return summaryKey(number);
    case "own":
      return repeats(situation, attempt) ? (history.refusal?.comment ?? null) : `refusal/${String(number)}`;
  }
}

function repeats(
  { history, now }: Situation,
  { target, by }: { target: StageId | null; by: Actor | null },
): boolean {
  const last = history.refusal;
  if (last?.comment == null || isSummary(last.comment) || !history.posted.has(last.comment)) return false;
  if (last.target !== target || now - last.at >= sameAttemptFor) return false;
  return by === null || last.by === null ? by === last.by : sameLogin(by.login, last.by.login);
}

/** Explains in a new comment, or in the one that stands already. `until`: when the card will go back, if it has to wait. */
function explain(
  situation: Situation,
  attempt: Attempt,
  { by, until }: { by: Actor | null; until: Instant | null },
): readonly Effect[] {
  const { partner, history } = situation;
  const key = commentKey(situation, { target: attempt.target, by });
  if (key === null || partner.issue === null) return [];
  const body = isSummary(key)
    ? renderMassDrag({ key, by })
    : renderRefusal(situation, { ...attempt, by, key, until });
  const standing = history.posted.get(key);
  if (standing !== undefined) {
    const edit = until === null ? `again/${String(history.refusals + 1)}` : `${key}/until/${String(until)}`;
    return [{ key: edit, kind: "edit-comment", comment: standing as CommentId, body }];
  }
  return [
    { key, kind: "comment", issue: partner.issue.id, body, content: "refusal" },
    ...minimiseLast(situation, "outdated"),
    ...checklistsToTick(situation, attempt),
  ];
}

/** The explanation of the last refusal, folded away. */
export function minimiseLast({ history }: Situation, as: "outdated" | "resolved"): readonly Effect[] {
  const key = history.refusal?.comment ?? null;
  const comment = key === null ? undefined : history.posted.get(key);
  if (key === null || comment === undefined) return [];
  return [{ key: `${key}/${as}`, kind: "minimise", comment: comment as CommentId, as }];
}

/**
 * An adopted partner may have no checklist anywhere: it is posted with the first refusal, since there it is needed.
 * One whose body has the section keeps to that.
 */
function checklistsToTick(situation: Situation, { verdict }: Attempt): readonly Effect[] {
  const visit = situation.history.visits.at(-1);
  const stage = optionalStage(situation.playbook, visit?.stage ?? null);
  if (verdict.kind !== "gate" || visit?.adopted !== true || stage === null) return [];
  const ticks = ticksOf(situation);
  const homeless = stage.checklists.some(({ id }) => ticks.placeOf(stage.id, id) === "nowhere");
  return homeless ? stageCommentFor(situation, stage.id) : [];
}

function delay(
  situation: Situation,
  attempt: Attempt,
  { by, until }: { by: Actor | null; until: Instant },
): Ruling {
  return ruling(situation, {
    entries: [{ kind: "delayed", option: attempt.option, until }],
    effects: explain(situation, attempt, { by, until }),
    dueAt: until,
  });
}

function standDown(
  situation: Situation,
  { option }: Attempt,
  { by, because }: { by: Actor | null; because: "bot" | "daily-cap" },
): Ruling {
  const { partner, history } = situation;
  const entries = [{ kind: "stood-down", because, option } as const];
  if (history.stoodDown !== null || partner.issue === null || partner.issue.locked) {
    return ruling(situation, { entries });
  }
  const key = `stop/${String(history.refusals)}`;
  const body = renderStop(situation, { key, because, by });
  return ruling(situation, {
    entries,
    effects: [{ key, kind: "comment", issue: partner.issue.id, body, content: "refusal" }],
  });
}
