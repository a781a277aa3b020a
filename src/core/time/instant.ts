import { DateTime } from "luxon";
import type { Day, Instant } from "./time.ts";

const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/i;
const CALENDAR_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Reads `2026-11-22T21:42:00Z`; a time without zone or offset means nothing here and gives null. */
export function parseInstant(text: string): Instant | null {
  if (!WITH_OFFSET.test(text)) return null;
  const read = DateTime.fromISO(text.toUpperCase(), { zone: "utc" });
  return read.isValid ? (read.toMillis() as Instant) : null;
}

/** `2026-11-22T21:42:00.000Z`; the inverse of `parseInstant`. */
export function formatInstant(instant: Instant): string {
  return new Date(instant).toISOString();
}

/** Reads `2026-11-22`, a date that the calendar has; anything else gives null. */
export function parseDay(text: string): Day | null {
  if (!CALENDAR_DATE.test(text) || text.startsWith("0000")) return null;
  return DateTime.fromISO(text, { zone: "utc" }).isValid ? (text as Day) : null;
}
