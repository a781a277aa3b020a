import { isReminderTime, reminderAfter } from "../follow-ups/clock.ts";
import { issueOf, missedAt } from "../follow-ups/missing-notes.ts";
import type { Rule, Situation } from "../situation.ts";
import type { NoteInPlay } from "../sync/record.ts";
import { nextSync, opensAt, seriesOf } from "../sync/series.ts";
import { collectNotes } from "../sync/write-back.ts";
import type { Instant } from "../time/time.ts";
import { dayOf } from "../time/zone.ts";
import { both, nothing, ruling, sooner } from "./ruling.ts";
import { close, end, noted } from "./sync-note-in-play.ts";

/** A note that stays open after it was asked for: taken over as it is, or closed as missed. Comes after the asking. */
export const syncMissed: Rule = (situation) => {
  const { history, playbook, now } = situation;
  const { note } = history.syncs;
  const issue = note === null ? undefined : issueOf(situation, note);
  if (note === null || issue?.state !== "open" || history.hold !== null || history.exit !== null)
    return nothing;
  const over = overAt(situation, note);
  if (over === null) return nothing;
  const time = isReminderTime(now, playbook);
  if (now < over || !time) {
    return ruling(situation, { dueAt: now < over ? over : reminderAfter(now, playbook) });
  }
  const collected = collectNotes(situation, issue);
  const ended = collected.touched
    ? noted(situation, { play: note, issue, collected })
    : end(situation, "missed");
  return both(ended, close(situation, note, issue.id));
};

/** A meeting of its own makes room when the next sync's note is to be opened. */
function overAt(situation: Situation, note: NoteInPlay): Instant | null {
  const { history, playbook, now } = situation;
  const series = seriesOf(history, playbook);
  const missed = missedAt(situation, note);
  if (!note.apart || series === null) return missed;
  const next = nextSync(history.syncs, series, dayOf(now, playbook.timeZone));
  return next === null ? missed : sooner(missed, opensAt(next.on, playbook));
}
