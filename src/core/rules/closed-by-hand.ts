import type { EntryFact, Actor } from "../history/entry.ts";
import type { Effect } from "../effect.ts";
import type { ChecklistItem } from "../playbook/playbook.ts";
import type { Issue } from "../partner/partner.ts";
import { isRefused } from "../partner/permission.ts";
import { placeOf, optionalStage } from "../playbook/stages.ts";
import type { Ruling, Situation } from "../situation.ts";
import type { Instant } from "../time/time.ts";
import { renderClosedEarly, renderStaysClosed, renderStillUndone, renderWhy } from "../words/leaving.ts";
import { decideCap } from "./caps.ts";
import { ticksOf } from "./evidence-of.ts";
import { ruling } from "./ruling.ts";
import { setField } from "./set-field.ts";

/** GitHub shows within this time that the issue is open again. */
const shownWithin = 60_000;

/** Somebody closed the issue: as duplicate, as not planned, or as completed, which comes after the last stage only. */
export function closedByHand(situation: Situation, issue: Issue): Ruling {
  const by = closerOf(situation, issue);
  if (issue.closedAs === "duplicate") return leave(situation, { why: "merged", by });
  if (issue.closedAs !== "completed") return askWhy(situation, by);
  const { history, playbook } = situation;
  const graduated = placeOf(playbook, history.stage) === playbook.stages.length - 1;
  if (graduated || history.stage === null)
    return leave(situation, { why: "completed", by }, undone(situation));
  return playbook.mode === "observe" ? observe(situation, by) : undo(situation, issue, by);
}

/** Who closed it: the timeline first, else the sender of the last delivery, else nobody is named. */
function closerOf({ hints }: Situation, { closer }: Issue): Actor | null {
  const sender = hints.findLast((hint) => hint.kind === "other")?.sender ?? null;
  const person = closer ?? sender;
  return person === null ? null : { login: person.login, bot: person.bot };
}

interface Left {
  readonly why: "merged" | "completed" | "unknown";
  readonly by: Actor | null;
  readonly reason?: string;
}

function leave(
  situation: Situation,
  { why, by, reason = "" }: Left,
  effects: readonly Effect[] = [],
): Ruling {
  const left: EntryFact = { kind: "exited", by: by?.login ?? null, why, reason };
  const known = why === "unknown" || situation.playbook.mode === "observe";
  const key = `${exitKey(situation)}/exitReason`;
  const noted = known
    ? []
    : setField(situation, key, { field: "exitReason", value: { kind: "text", text: why } });
  return ruling(situation, { entries: [left], effects: [...noted, ...effects] });
}

/** Closed as not planned: unless the card says why already, it is asked for once. */
function askWhy(situation: Situation, by: Actor | null): Ruling {
  const field = situation.partner.card?.fields["exitReason"];
  const said = field?.kind === "text" ? field.text.trim() : "";
  if (said !== "") return leave(situation, { why: "unknown", by, reason: said });
  const key = `${exitKey(situation)}/why`;
  return leave(situation, { why: "unknown", by }, say(situation, key, renderWhy(situation, { key, by })));
}

function exitKey({ history }: Situation): string {
  return `left/${String(history.stops.filter(({ why }) => why === "exit").length + 1)}`;
}

function say({ partner, history }: Situation, key: string, body: string): readonly Effect[] {
  if (partner.issue === null || partner.issue.locked || history.posted.has(key)) return [];
  return [{ key, kind: "comment", issue: partner.issue.id, body, content: "answer" }];
}

function observe(situation: Situation, by: Actor | null): Ruling {
  const left = leave(situation, { why: "completed", by });
  const would = ruling(situation, {
    entries: [{ kind: "observed", target: situation.history.stage, missing: ["completed"] }],
  });
  return { ...left, entries: [...would.entries, ...left.entries] };
}

/** Completed too early: the issue is opened again and told why, under the same caps as a move back. */
function undo(situation: Situation, issue: Issue, by: Actor | null): Ruling {
  const { history, now } = situation;
  const last = history.reopenings.at(-1) ?? null;
  if (last !== null && last.closedAt === issue.closedAt) {
    return stillClosed(situation, Math.max(last.at, history.postedAt ?? 0), by);
  }
  const number = String(history.reopenings.length + 1);
  const key = `completed/${number}`;
  const cap = decideCap(history.reopenings, by, now);
  if (cap.kind === "stop") {
    const stays = `${key}/stays`;
    return leave(
      situation,
      { why: "completed", by },
      say(situation, stays, renderStaysClosed(situation, { key: stays, by, because: cap.because })),
    );
  }
  const until = cap.kind === "later" ? cap.until : null;
  const explanation = say(situation, key, renderClosedEarly(situation, { key, by, until }));
  if (until !== null) return ruling(situation, { effects: explanation, dueAt: until });
  return ruling(situation, {
    entries: [{ kind: "reopening", by, closedAt: issue.closedAt }],
    effects: [{ key: `${key}/reopen`, kind: "reopen-issue", issue: issue.id }, ...explanation],
    dueAt: (now + shownWithin) as Instant,
  });
}

/** GitHub does not show it open yet; if it never does, it could not be opened, and the partner has left. */
function stillClosed(situation: Situation, since: number, by: Actor | null): Ruling {
  const dueAt = (since + shownWithin) as Instant;
  if (situation.now < dueAt) return ruling(situation, { dueAt });
  return leave(situation, { why: "completed", by });
}

/** What the last stage leaves to be done, if anything is. */
function undone(situation: Situation): readonly Effect[] {
  const { history, playbook, audience } = situation;
  const stage = optionalStage(playbook, history.stage);
  if (stage === null || playbook.mode === "observe") return [];
  const ticks = ticksOf(situation);
  const items = stage.checklists
    .filter(({ internal }) => audience === "team" || !internal)
    .flatMap(({ id, items: all }) => all.filter((item) => !ticks.isTicked(stage.id, id, item.id).ticked))
    .filter((item) => isWanted(situation, item));
  const key = `${exitKey(situation)}/undone`;
  return items.length === 0 ? [] : say(situation, key, renderStillUndone(key, items));
}

/** A partner who declined has it done. */
function isWanted({ partner }: Situation, { permission, optional }: ChecklistItem): boolean {
  return !optional && !(permission !== null && isRefused(partner, permission));
}
