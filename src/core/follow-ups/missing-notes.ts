import type { NoteIssue } from "../partner/partner.ts";
import type { Situation } from "../situation.ts";
import { collectNotes } from "../sync/write-back.ts";
import { notesMissing } from "../words/due.ts";
import { meetingOf } from "../words/sync-note.ts";
import { dueAfterWorkingDays } from "./clock.ts";
import { type Cadence, type Touch, touchKey } from "./touch.ts";
import type { NoteInPlay } from "../sync/record.ts";
import type { Instant } from "../time/time.ts";
import { dayOf } from "../time/zone.ts";

const CADENCE = "missing-notes";

/** After a sync whose note nobody has written into: the owner is asked, until somebody does. */
export const missingNotes: Cadence = ({ situation }) => {
  const { note } = situation.history.syncs;
  const issue = note === null ? undefined : issueOf(situation, note);
  if (note === null || issue?.state !== "open" || collectNotes(situation, issue).touched) return [];
  return situation.playbook.cadences.sync.asked.flatMap((days, index): readonly Touch[] => {
    const dueAt = dueAfterWorkingDays(situation, note.on, days);
    const words = notesMissing(meetingOf(note), note.on, issue.url);
    return dueAt === null ? [] : [{ ...asked(note, index), dueAt, ...words }];
  });
};

/** The issue of the note in play, as the look shows it. */
export function issueOf({ history, partner }: Situation, { key }: NoteInPlay): NoteIssue | undefined {
  const id = history.posted.get(key);
  return (partner.notes ?? []).find((note) => note.id === id);
}

/** When it counts as missed: at its day, but never sooner after the last question than the playbook has between them. */
export function missedAt(situation: Situation, note: NoteInPlay): Instant | null {
  const { asked: days, missed } = situation.playbook.cadences.sync;
  const planned = dueAfterWorkingDays(situation, note.on, missed);
  const last = days.length - 1;
  const key = touchKey(asked(note, last));
  const told = situation.history.reminders.find(({ touches }) => touches.includes(key));
  if (told === undefined || planned === null) return planned;
  const day = dayOf(told.at, situation.playbook.timeZone);
  const spared = dueAfterWorkingDays(situation, day, missed - (days[last] ?? missed));
  return spared === null || spared < planned ? planned : spared;
}

/** A sync that is held on another day is asked for anew. */
function asked({ key, on }: NoteInPlay, index: number): Pick<Touch, "cadence" | "step" | "anchor"> {
  return { cadence: CADENCE, step: String(index + 1), anchor: `${key}/${on}` };
}
