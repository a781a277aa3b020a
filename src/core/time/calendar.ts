import { DateTime } from "luxon";
import type { Day, Instant, Span } from "./time.ts";

const DAY = 86_400_000;
const LAST_DAY = "9999-12-31" as Day;

/** Which days count as working days. The playbook is one. */
export interface WorkCalendar {
  /** ISO weekdays, 1 = Monday. */
  readonly workingDays: readonly number[];
  readonly holidays: readonly Day[];
  /** Both ends belong to the pause. */
  readonly pauses: readonly { readonly from: Day; readonly to: Day }[];
}

/** `day` + `span`: months first, clamped to the end of the month, then weeks and days. */
export function addSpan(day: Day, { months, weeks, days }: Span): Day {
  return addDays(addMonths(day, months), weeks * 7 + days);
}

/** The moment `span` after `instant` by the calendar of `zone`: the same time of day, months clamped. */
export function addSpanToInstant(instant: Instant, span: Span, zone: string): Instant {
  return DateTime.fromMillis(instant, { zone })
    .plus({ ...span })
    .toMillis() as Instant;
}

/** `day` + `days`, which may be negative. */
export function addDays(day: Day, days: number): Day {
  const reached = Math.min(Date.parse(day) + days * DAY, Date.parse(LAST_DAY));
  return asDay(new Date(reached));
}

/** Whole days from `from` to `to`; negative when `to` comes first. */
export function daysBetween(from: Day, to: Day): number {
  return (Date.parse(to) - Date.parse(from)) / DAY;
}

/** Whether people work on `day`: a working weekday, no holiday, no pause. */
export function isWorkingDay(day: Day, calendar: WorkCalendar): boolean {
  const weekday = new Date(day).getUTCDay() || 7;
  return (
    calendar.workingDays.includes(weekday) &&
    !calendar.holidays.includes(day) &&
    !calendar.pauses.some(({ from, to }) => from <= day && day <= to)
  );
}

/** `day` itself if people work on it, else the next day on which they do. */
export function nextWorkingDay(day: Day, calendar: WorkCalendar): Day {
  return step(day, 1, calendar);
}

/**
 * The `count`-th working day after `day`, or before it when `count` is negative. Zero gives `day` itself or,
 * if nobody works on it, the next working day.
 */
export function addWorkingDays(day: Day, count: number, calendar: WorkCalendar): Day {
  const direction = count < 0 ? -1 : 1;
  let reached = count === 0 ? nextWorkingDay(day, calendar) : day;
  for (let left = Math.abs(count); left > 0; left -= 1) {
    reached = step(addDays(reached, direction), direction, calendar);
  }
  return reached;
}

/** A calendar in which nobody ever works has no next working day: the day stays what it was. */
function step(day: Day, direction: 1 | -1, calendar: WorkCalendar): Day {
  if (!calendar.workingDays.some((weekday) => weekday >= 1 && weekday <= 7)) return day;
  let reached = day;
  while (!isWorkingDay(reached, calendar) && reached < LAST_DAY) reached = addDays(reached, direction);
  return reached;
}

function addMonths(day: Day, months: number): Day {
  const reached = new Date(day);
  const date = reached.getUTCDate();
  reached.setUTCMonth(reached.getUTCMonth() + months, 1);
  const end = new Date(reached);
  end.setUTCMonth(end.getUTCMonth() + 1, 0);
  reached.setUTCDate(Math.min(date, end.getUTCDate()));
  return reached.getTime() > Date.parse(LAST_DAY) ? LAST_DAY : asDay(reached);
}

function asDay(date: Date): Day {
  return date.toISOString().slice(0, 10) as Day;
}
