import type { Theatre } from "./theatre.ts";

/** 09:00 UTC of the next working day, when reminders go out; virtual ms. */
export function nextMorning({ pieces: { clock } }: Theatre): number {
  const next = new Date(clock.now());
  do next.setUTCDate(next.getUTCDate() + 1);
  while ([0, 6].includes(next.getUTCDay()));
  return next.setUTCHours(9, 0, 0, 0);
}

/** The day of a moment in UTC, as a date field is written. */
export function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
