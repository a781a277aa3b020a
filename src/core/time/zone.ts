import { IANAZone } from "luxon";
import { offsetAt } from "./offset.ts";
import type { Day, Instant } from "./time.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+/-]*$/;

/** Whether `zone` names a zone of the IANA database, such as `Europe/Berlin` or `UTC`. */
export function isTimeZone(zone: string): boolean {
  return zone.length <= 64 && ZONE_NAME.test(zone) && IANAZone.isValidZone(zone);
}

/** The calendar date on which `instant` falls in `zone`. */
export function dayOf(instant: Instant, zone: string): Day {
  return asDay(new Date(instant + offsetAt(instant, zone)));
}

/** The first moment of `day` in `zone`: midnight, or where the clocks skip midnight, the moment after the gap. */
export function startOfDay(day: Day, zone: string): Instant {
  return atHour(day, 0, zone);
}

/**
 * The moment at which clocks in `zone` show `hour` on `day`. In a gap it is the first moment after the gap;
 * in a fold, where the hour comes twice, its first time. A day that the zone skipped begins with the next one.
 */
export function atHour(day: Day, hour: number, zone: string): Instant {
  const wall = Date.parse(`${day}T00:00:00Z`) + hour * HOUR;
  const before = wall - offsetAt(wall - DAY, zone);
  const after = wall - offsetAt(wall + DAY, zone);
  const shown = [before, after].filter((moment) => moment + offsetAt(moment, zone) === wall);
  return asInstant(shown.length > 0 ? Math.min(...shown) : endOfGap(wall, [before, after], zone));
}

/** `wall` is shown by no clock: the clocks jump over it between the two readings of it. */
function endOfGap(wall: number, [late, early]: readonly [number, number], zone: string): number {
  let skipped = Math.min(early, late) - MINUTE;
  let reached = Math.max(early, late) + MINUTE;
  while (reached - skipped > 1) {
    const middle = Math.floor((skipped + reached) / 2);
    if (middle + offsetAt(middle, zone) >= wall) reached = middle;
    else skipped = middle;
  }
  return reached;
}

function asDay(date: Date): Day {
  return date.toISOString().slice(0, 10) as Day;
}

function asInstant(milliseconds: number): Instant {
  return milliseconds as Instant;
}
