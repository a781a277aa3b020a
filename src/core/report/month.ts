import { addSpan } from "../time/calendar.ts";
import type { Day, Instant } from "../time/time.ts";
import { startOfDay } from "../time/zone.ts";

/** A calendar month of the pipeline's zone, as far as it has come: `from` belongs to it, `to` does not. */
export interface Month {
  /** `YYYY-MM`. */
  readonly name: string;
  readonly from: Instant;
  readonly to: Instant;
  /** The month is not over yet: `to` is now. */
  readonly running: boolean;
}

/** Whether a text names a month. */
export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/** Null: it has not begun. */
export function monthOf(name: string, zone: string, now: Instant): Month | null {
  const first = `${name}-01` as Day;
  const from = startOfDay(first, zone);
  const end = startOfDay(addSpan(first, { months: 1, weeks: 0, days: 0 }), zone);
  if (from > now) return null;
  return { name, from, to: end > now ? now : end, running: end > now };
}

/** Whether a moment lies in the month. */
export function isWithin({ from, to }: Month, at: Instant): boolean {
  return at >= from && at < to;
}
