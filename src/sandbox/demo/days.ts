const DAY = 24 * 60 * 60_000;

/** The day (`YYYY-MM-DD`, UTC) so many days later. */
export function daysLater(day: string, count: number): string {
  return new Date(Date.parse(day) + count * DAY).toISOString().slice(0, 10);
}

/** The day itself or, at a weekend, the Monday after. */
export function workingDay(day: string): string {
  const weekday = new Date(day).getUTCDay();
  return daysLater(day, weekday === 6 ? 2 : weekday === 0 ? 1 : 0);
}

/** An ISO duration from `now` to 10:00 UTC of a day, an hour after reminders are posted. */
export function untilTen(day: string, now: string): string {
  return `PT${String(Math.ceil((Date.parse(`${day}T10:00:00Z`) - Date.parse(now)) / 1000))}S`;
}
