import { stayOf } from "../follow-ups/anchor.ts";
import type { History } from "../history/history.ts";
import type { Playbook } from "../playbook/playbook.ts";
import { addSpan, addWorkingDays, daysBetween } from "../time/calendar.ts";
import type { Day, Instant, Span } from "../time/time.ts";
import { atHour, dayOf } from "../time/zone.ts";
import type { Syncs } from "./record.ts";

/** A series is not followed further than this: nobody plans so many syncs. */
const MOST_STEPS = 10_000;

/** A sync: where the series has it, and when it is held. */
export interface PlannedSync {
  readonly planned: Day;
  readonly on: Day;
}

/** The day since which the partner has been in the stages that hold syncs; null: it is in none of them. */
export function syncingSince({ visits }: History, playbook: Playbook): Day | null {
  const stages = playbook.sync?.stages ?? [];
  const last = visits.at(-1);
  if (last?.leftAt !== null || !stages.includes(last.stage)) return null;
  const stay = stayOf(visits, stages);
  return stay === null ? null : (stay.enteredOn ?? dayOf(stay.enteredAt, playbook.timeZone));
}

/** The series in force: the one that somebody set, else the one that follows from entering the stage. */
export function seriesOf(
  history: History,
  playbook: Playbook,
): { readonly from: Day; readonly every: Span } | null {
  if (history.syncs.series !== null) return history.syncs.series;
  const since = syncingSince(history, playbook);
  const { first, every } = playbook.cadences.sync;
  return since === null ? null : { from: addSpan(since, first), every };
}

/**
 * The next sync to come: the first of the series that is not dealt with and not past. Each is counted from the
 * series' own beginning, so that neither a moved sync nor a short month moves those after it.
 */
export function nextSync(
  { doneUntil, skippedUntil, moved }: Syncs,
  series: { readonly from: Day; readonly every: Span },
  today: Day,
): PlannedSync | null {
  // One that was moved is still to come, however long ago it was planned.
  const first = moved === null ? firstStep(series, today) : 0;
  for (let step = first; step < MOST_STEPS; step += 1) {
    const planned = addSpan(series.from, times(series.every, step));
    if (planned <= (doneUntil ?? "") || planned <= (skippedUntil ?? "")) continue;
    const on = moved?.planned === planned ? moved.on : planned;
    if (on >= today) return { planned, on };
  }
  return null;
}

/** A step or two before today: months are counted as long as they can be. */
function firstStep({ from, every }: { readonly from: Day; readonly every: Span }, today: Day): number {
  const length = every.months * 31 + every.weeks * 7 + every.days;
  return Math.max(0, Math.floor(daysBetween(from, today) / length) - 2);
}

function times({ months, weeks, days }: Span, count: number): Span {
  return { months: months * count, weeks: weeks * count, days: days * count };
}

/** When the note of a meeting is opened: so many working days before, at the hour of reminders. */
export function opensAt(on: Day, playbook: Playbook): Instant {
  const day = addWorkingDays(on, -playbook.cadences.sync.opens, playbook);
  return atHour(day, playbook.reminderHour, playbook.timeZone);
}
