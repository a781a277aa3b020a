import type { Day, Setting, When } from "../life/act.ts";

const DAY_MS = 86_400_000;

/** Days are counted, in no zone at all: a number for each. */
function number(day: Day): number {
  return Date.parse(day) / DAY_MS;
}

const names = new Map<number, Day>();

/** A life asks for the same few days over and over. */
function named(day: number): Day {
  const name = names.get(day) ?? new Date(day * DAY_MS).toISOString().slice(0, 10);
  names.set(day, name);
  return name;
}

/** So many days or calendar months later; the end of a shorter month stands for its missing days. */
export function plus(day: Day, span: { readonly days?: number; readonly months?: number }): Day {
  const { days = 0, months = 0 } = span;
  const later = months === 0 ? day : monthsLater(day, months);
  return days === 0 ? later : named(number(later) + days);
}

function monthsLater(day: Day, months: number): Day {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return named(Date.UTC(year, month - 1 + months, Math.min(date, last)) / DAY_MS);
}

/** How many days from one to the other. */
export function daysFrom(one: Day, other: Day): number {
  return number(other) - number(one);
}

/** The day of a moment. */
export function dayOf(when: When): Day {
  return when.slice(0, 10);
}

/** Whether one moment is at most so many days after the other. */
export function within(earlier: When, later: When, days: number): boolean {
  return Date.parse(`${later}Z`) - Date.parse(`${earlier}Z`) <= days * DAY_MS;
}

/** Monday to Friday, no holiday, no pause. */
export function works(day: Day, { holidays, pauses }: Pick<Setting, "holidays" | "pauses">): boolean {
  const weekday = (number(day) + 4) % 7; // 1970-01-01 was a Thursday; 0 is Sunday
  if (weekday === 0 || weekday === 6 || holidays.includes(day)) return false;
  return !pauses.some(([from, to]) => from <= day && day <= to);
}

/** The day itself if work is done on it, else the next on which it is. */
export function workingFrom(day: Day, setting: Setting): Day {
  let found = day;
  while (!works(found, setting)) found = plus(found, { days: 1 });
  return found;
}

/** So many working days after a day; before it, if negative. */
export function workingDays(day: Day, count: number, setting: Setting): Day {
  let found = day;
  for (let left = Math.abs(count); left > 0;) {
    found = plus(found, { days: Math.sign(count) });
    if (works(found, setting)) left -= 1;
  }
  return found;
}
