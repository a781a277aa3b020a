import { invited, renderNoRepository, type SyncNote } from "../words/sync-note.ts";
import { ownerOf } from "../partner/people.ts";
import type { Rule, Ruling, Situation } from "../situation.ts";
import { isNear, nextApart, occasionsOf } from "../sync/occasions.ts";
import { nextSync, opensAt, seriesOf, syncingSince, type PlannedSync } from "../sync/series.ts";
import { addWorkingDays, nextWorkingDay } from "../time/calendar.ts";
import type { Day, Instant } from "../time/time.ts";
import { dayOf } from "../time/zone.ts";
import { followNote } from "./sync-note-in-play.ts";
import { openIssue } from "./open-sync-note.ts";
import { both, nothing, ruling } from "./ruling.ts";

/** GitHub's limit of sub-issues. */
const MOST_SUB_ISSUES = 100;
/** A new issue is looked at again after this: whom it reached, and from then on what becomes of it. */
const SETTLED_AFTER_MS = 60_000;

/** Opens the note of the next sync two working days before it, and follows the one that is open: one at a time. */
export const syncNotes: Rule = (situation) => {
  const { history, playbook, partner } = situation;
  if (playbook.sync === null || !history.onRecord || partner.issue === null) return nothing;
  const { note } = history.syncs;
  return note === null ? openNext(situation) : followNote(situation, note);
};

function openNext(situation: Situation): Ruling {
  const { history, playbook, partner, now } = situation;
  const since = syncingSince(history, playbook);
  const series = seriesOf(history, playbook);
  if (since === null || series === null || history.hold !== null || history.exit !== null) return nothing;
  if (partner.issue?.locked !== false) return nothing;
  const next = nextSync(history.syncs, series, dayOf(now, playbook.timeZone));
  return both(openSync(situation, since, next), openApart(situation, since, next));
}

function openSync(situation: Situation, since: Day, next: PlannedSync | null): Ruling {
  if (next === null) return nothing;
  const { history, playbook, now } = situation;
  const dueAt = opensAt(next.on, playbook);
  if (now < dueAt) return ruling(situation, { dueAt });
  const occasions = occasionsOf(next.on, since, { syncs: history.syncs, playbook });
  const mentioned = invited(situation);
  return openNote(situation, { ...next, occasions, key: noteKey(next), mentioned, apart: false });
}

/** A retrospective or review that no sync comes near gets an issue of its own. */
function openApart(situation: Situation, since: Day, next: PlannedSync | null): Ruling {
  const { history, playbook, now } = situation;
  const today = dayOf(now, playbook.timeZone);
  const apart = nextApart(today, since, { syncs: history.syncs, playbook });
  if (apart === null || (next !== null && now >= opensAt(next.on, playbook))) return nothing;
  const { planned, occasions } = apart;
  const dueAt = opensAt(nextWorkingDay(planned, playbook), playbook);
  if (now < dueAt) return ruling(situation, { dueAt });
  if (isNear(next?.on ?? null, planned, playbook)) return nothing;
  const soonest = addWorkingDays(today, playbook.cadences.sync.opens, playbook);
  const on = soonest > planned ? soonest : nextWorkingDay(planned, playbook);
  const key = `sync/${planned}/${occasions.join("-")}`;
  return openNote(situation, { planned, on, occasions, key, mentioned: invited(situation), apart: true });
}

function openNote(situation: Situation, note: SyncNote): Ruling {
  if (situation.noteRepository === null) return nowhere(situation, note);
  const { planned, on, occasions, key, mentioned, apart } = note;
  return ruling(situation, {
    entries: [{ kind: "sync", fact: { what: "opened", key, planned, on, occasions, mentioned, apart } }],
    effects: openIssue(situation, note, hasRoom(situation)),
    dueAt: (situation.now + SETTLED_AFTER_MS) as Instant,
  });
}

function hasRoom({ partner }: Situation): boolean {
  const children = (partner.issue?.linked ?? []).filter(({ relation }) => relation === "sub-issue");
  return children.length + (partner.issue?.hiddenLinked ?? 0) < MOST_SUB_ISSUES;
}

/** Told once; the sync itself is passed over when its day is over. */
function nowhere(situation: Situation, { on }: PlannedSync): Ruling {
  const { partner, history } = situation;
  const key = `sync/nowhere/${String(history.visits.length)}`;
  const dueAt = opensAt(on, situation.playbook) + 86_400_000;
  const later = ruling(situation, { dueAt: Math.max(dueAt, situation.now + 86_400_000) as Instant });
  if (partner.issue === null || history.posted.has(key)) return later;
  const body = renderNoRepository(key, ownerOf(partner));
  return { ...later, effects: [{ key, kind: "comment", issue: partner.issue.id, body, content: "answer" }] };
}

function noteKey({ planned }: PlannedSync): string {
  return `sync/${planned}`;
}
