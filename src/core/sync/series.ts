import type { History } from "../history/history.ts";
import type { Playbook } from "../playbook/playbook.ts";
import { addSpan, addWorkingDays, daysBetween } from "../time/calendar.ts";
import type { Day, Instant, Span } from "../time/time.ts";
import { atHour, dayOf } from "../time/zone.ts";
import type { Occasion, Syncs } from "./record.ts";

/** Every two weeks, the first one two weeks after entering. */
export const TWO_WEEKS: Span = { months: 0, weeks: 2, days: 0 };
const MONTH: Span = { months: 1, weeks: 0, days: 0 };
const QUARTER: Span = { months: 3, weeks: 0, days: 0 };
/** Away for no longer than this, a partner goes on where it was. */
const SAME_STAY_MS = 7 * 86_400_000;
/** A series is not followed further than this: nobody plans so many syncs. */
const MOST_STEPS = 10_000;

/** A sync: where the series has it, and when it is held. */
export interface PlannedSync {
  readonly planned: Day;
  readonly on: Day;
}

/** Since when the partner has been in the stages that hold syncs; null: it is in none of them. */
export function syncingSince({ visits }: History, playbook: Playbook): Instant | null {
  const stages = playbook.sync?.stages ?? [];
  const last = visits.at(-1);
  if (last?.leftAt !== null || !stages.includes(last.stage)) return null;
  let { enteredAt } = last;
  for (const visit of visits
    .filter(({ stage }) => stages.includes(stage))
    .toReversed()
    .slice(1)) {
    if (visit.leftAt === null || enteredAt - visit.leftAt > SAME_STAY_MS) break;
    enteredAt = visit.enteredAt;
  }
  return enteredAt;
}

/** The series in force: the one that somebody set, else the one that follows from entering the stage. */
export function seriesOf(
  history: History,
  playbook: Playbook,
): { readonly from: Day; readonly every: Span } | null {
  if (history.syncs.series !== null) return history.syncs.series;
  const since = syncingSince(history, playbook);
  if (since === null) return null;
  return { from: addSpan(dayOf(since, playbook.timeZone), TWO_WEEKS), every: TWO_WEEKS };
}

/**
 * The next sync to come: the first of the series that is not dealt with and not past. Each is counted from the
 * series' own beginning, so that neither a moved sync nor a short month moves those after it.
 */
export function nextSync(
  { doneUntil, moved }: Syncs,
  series: { readonly from: Day; readonly every: Span },
  today: Day,
): PlannedSync | null {
  for (let step = firstStep(series, today); step < MOST_STEPS; step += 1) {
    const planned = addSpan(series.from, times(series.every, step));
    if (doneUntil !== null && planned <= doneUntil) continue;
    const on = moved?.planned === planned ? moved.on : planned;
    if (on >= today) return { planned, on };
  }
  return null;
}

/** Two steps before today at the earliest: one may have been moved to a later day. */
function firstStep({ from, every }: { readonly from: Day; readonly every: Span }, today: Day): number {
  const length = every.months * 31 + every.weeks * 7 + every.days;
  return Math.max(0, Math.floor(daysBetween(from, today) / length) - 2);
}

function times({ months, weeks, days }: Span, count: number): Span {
  return { months: months * count, weeks: weeks * count, days: days * count };
}

/** When the note of a sync is opened: two working days before, at the hour of reminders. */
export function opensAt(on: Day, playbook: Playbook): Instant {
  return workingDaysFrom(on, -2, playbook);
}

/** The hour of reminders, so many working days before or after the day. */
export function workingDaysFrom(day: Day, count: number, playbook: Playbook): Instant {
  return atHour(addWorkingDays(day, count, playbook), playbook.reminderHour, playbook.timeZone);
}

/**
 * What is due within five working days of a sync, counted in months from entering the stage: the monthly
 * retrospective and the quarterly review.
 */
export function occasionsOf(
  on: Day,
  since: Day,
  { syncs: { held }, playbook }: { readonly syncs: Syncs; readonly playbook: Playbook },
): readonly Occasion[] {
  const due: readonly Occasion[] = ["retrospective", "review"];
  return due.filter((occasion) => {
    const every = occasion === "review" ? QUARTER : MONTH;
    const last = held[occasion];
    return near(on, since, { every, playbook }).some((day) => last === null || !isNear(last, day, playbook));
  });
}

function near(
  on: Day,
  since: Day,
  { every, playbook }: { readonly every: Span; readonly playbook: Playbook },
): readonly Day[] {
  const about = Math.floor(daysBetween(since, on) / (every.months * 31));
  return [about - 1, about, about + 1, about + 2]
    .filter((count) => count > 0)
    .map((count) => addSpan(since, times(every, count)))
    .filter((day) => isNear(on, day, playbook));
}

function isNear(one: Day, other: Day, playbook: Playbook): boolean {
  return addWorkingDays(other, -5, playbook) <= one && one <= addWorkingDays(other, 5, playbook);
}
