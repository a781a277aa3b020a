import { invited, renderNoRepository, type SyncNote } from "../words/sync-note.ts";
import { ownerOf } from "../partner/people.ts";
import type { Rule, Ruling, Situation } from "../situation.ts";
import { nextSync, occasionsOf, opensAt, seriesOf, syncingSince, type PlannedSync } from "../sync/series.ts";
import type { Instant } from "../time/time.ts";
import { dayOf } from "../time/zone.ts";
import { followNote } from "./sync-note-in-play.ts";
import { openIssue } from "./open-sync-note.ts";
import { nothing, ruling } from "./ruling.ts";

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
  const next = nextSync(history.syncs, series, dayOf(now, playbook.timeZone));
  if (next === null || partner.issue?.locked !== false) return nothing;
  const dueAt = opensAt(next.on, playbook);
  if (now < dueAt) return ruling(situation, { dueAt });
  const first = dayOf(since, playbook.timeZone);
  const occasions = occasionsOf(next.on, first, { syncs: history.syncs, playbook });
  return openNote(situation, { ...next, occasions, key: noteKey(next), mentioned: invited(situation) });
}

function openNote(situation: Situation, note: SyncNote): Ruling {
  if (situation.noteRepository === null) return nowhere(situation, note);
  const { planned, on, occasions, key, mentioned } = note;
  return ruling(situation, {
    entries: [{ kind: "sync", fact: { what: "opened", key, planned, on, occasions, mentioned } }],
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
