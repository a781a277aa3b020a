import type { Stop } from "../history/history.ts";
import type { Playbook } from "../playbook/playbook.ts";
import type { Situation } from "../situation.ts";
import {
  addDays,
  addSpan,
  addWorkingDays,
  daysBetween,
  isWorkingDay,
  nextWorkingDay,
} from "../time/calendar.ts";
import type { Day, Instant, Span } from "../time/time.ts";
import { atHour, dayOf } from "../time/zone.ts";

type Timed = Pick<Situation, "history" | "playbook">;

/** When a touch `span` after its anchor is due; null while its clock stands still. */
export function dueAfter(situation: Timed, anchor: Day, span: Partial<Span>): Instant | null {
  const day = dayAfter(situation, anchor, span);
  return day === null ? null : reminderTime(day, situation.playbook);
}

/** The day `span` after an anchor, later by the days its clock stood still, working or not; null while it does. */
export function dayAfter({ history, playbook }: Timed, anchor: Day, span: Partial<Span>): Day | null {
  const day = addSpan(anchor, { months: 0, weeks: 0, days: 0, ...span });
  return movedBy(inDays(history.stops, playbook.timeZone), anchor, day);
}

/** When a touch `count` working days after its anchor is due; null while its clock stands still. */
export function dueAfterWorkingDays(situation: Timed, anchor: Day, count: number): Instant | null {
  const { history, playbook } = situation;
  // The anchor itself need be no working day: stopped days are added before one is looked for.
  const day = count === 0 ? anchor : addWorkingDays(anchor, count, playbook);
  const moved = movedBy(inDays(history.stops, playbook.timeZone), anchor, day);
  return moved === null ? null : reminderTime(moved, playbook);
}

/** The moment on `day`, or on the next working day, at which reminders are posted. */
export function reminderTime(day: Day, playbook: Playbook): Instant {
  return atHour(nextWorkingDay(day, playbook), playbook.reminderHour, playbook.timeZone);
}

/** The first moment from `at` on at which reminders are posted. */
export function reminderAfter(at: Instant, playbook: Playbook): Instant {
  const day = dayOf(at, playbook.timeZone);
  const sameDay = reminderTime(day, playbook);
  return sameDay >= at ? sameDay : reminderTime(addDays(day, 1), playbook);
}

/** Three quarters of the way from the anchor to a target, in whole days and not before. */
export function threeQuarters(anchor: Day, span: Span): Partial<Span> {
  return { days: Math.ceil((daysBetween(anchor, addSpan(anchor, span)) * 3) / 4) };
}

/** Whether reminders are posted at this moment: on working days, from the configured hour on. */
export function isReminderTime(now: Instant, playbook: Playbook): boolean {
  const today = dayOf(now, playbook.timeZone);
  return isWorkingDay(today, playbook) && now >= atHour(today, playbook.reminderHour, playbook.timeZone);
}

interface StoppedDays {
  readonly from: Day;
  readonly to: Day | null;
}

/** Days that begin while a clock stands still do not count: the end moves by as many. */
function movedBy(stops: readonly StoppedDays[], anchor: Day, day: Day): Day | null {
  let reached = day;
  for (const { from, to } of stops) {
    if (from > reached || (to !== null && to <= anchor)) continue;
    if (to === null) return null;
    reached = addDays(reached, daysBetween(from < anchor ? anchor : from, to));
  }
  return reached;
}

/** In order, and without counting a day twice that was both held and snoozed. */
function inDays(stops: readonly Stop[], zone: string): readonly StoppedDays[] {
  const sorted = stops
    .map(({ from, to }): StoppedDays => ({
      from: dayOf(from, zone),
      to: to === null ? null : dayOf(to, zone),
    }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  return sorted.reduce<readonly StoppedDays[]>((merged, stop) => {
    const last = merged.at(-1);
    if (last === undefined || (last.to !== null && stop.from > last.to)) return [...merged, stop];
    return [...merged.slice(0, -1), { from: last.from, to: laterEnd(last.to, stop.to) }];
  }, []);
}

function laterEnd(a: Day | null, b: Day | null): Day | null {
  if (a === null || b === null) return null;
  return a > b ? a : b;
}
