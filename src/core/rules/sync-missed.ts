import { isReminderTime, reminderAfter } from "../follow-ups/clock.ts";
import { issueOf, missedAt } from "../follow-ups/missing-notes.ts";
import type { NoteIssue } from "../partner/partner.ts";
import type { Rule, Situation } from "../situation.ts";
import type { NoteInPlay } from "../sync/record.ts";
import { nextSync, opensAt, seriesOf, syncingSince } from "../sync/series.ts";
import { collectNotes } from "../sync/write-back.ts";
import type { Instant } from "../time/time.ts";
import { dayOf } from "../time/zone.ts";
import { both, nothing, ruling, sooner } from "./ruling.ts";
import { close, end, noted } from "./sync-note-in-play.ts";

/** A note that stays open after it was asked for: taken over as it is, or closed as missed. Comes after the asking. */
export const syncMissed: Rule = (situation) => {
  const { playbook, now } = situation;
  const open = openNote(situation);
  const over = open === null ? null : overAt(situation, open.play);
  if (open === null || over === null) return nothing;
  if (now < over) return ruling(situation, { dueAt: over });
  if (!isReminderTime(now, playbook)) {
    return ruling(situation, { dueAt: reminderAfter(now, playbook) });
  }
  const { play, issue } = open;
  const collected = collectNotes(situation, issue);
  const ended = collected.touched ? noted(situation, { play, issue, collected }) : end(situation, "missed");
  return both(ended, close(situation, play, issue.id));
};

function openNote(situation: Situation): { readonly play: NoteInPlay; readonly issue: NoteIssue } | null {
  const { syncs, hold, exit } = situation.history;
  if (syncs.note === null || hold !== null || exit !== null) return null;
  const issue = issueOf(situation, syncs.note);
  return issue?.state === "open" ? { play: syncs.note, issue } : null;
}

/** A meeting of its own makes room when the next sync's note is to be opened: in the stages that hold syncs. */
function overAt(situation: Situation, note: NoteInPlay): Instant | null {
  const { history, playbook, now } = situation;
  const series = seriesOf(history, playbook);
  const missed = missedAt(situation, note);
  if (!note.apart || series === null || syncingSince(history, playbook) === null) return missed;
  const next = nextSync(history.syncs, series, dayOf(now, playbook.timeZone));
  return next === null ? missed : sooner(missed, opensAt(next.on, playbook));
}
