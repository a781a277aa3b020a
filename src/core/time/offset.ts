import { IANAZone } from "luxon";

const MINUTE = 60_000;
const DAY = 86_400_000;
const MOST_DAYS = 4000;
const MOST_ZONES = 1000;

/** Zone → days since the epoch → offset at that day's beginning in UTC. Asking the platform is slow. */
const known = new Map<string, Map<number, number>>();

/**
 * Milliseconds by which clocks in `zone` are ahead of UTC. No zone has ever changed its clocks twice within 24
 * hours, so where both ends of a day agree, the day does.
 */
export function offsetAt(moment: number, zone: string): number {
  const day = Math.floor(moment / DAY);
  const offset = offsetOn(day, zone);
  return offset === offsetOn(day + 1, zone) ? offset : askOffset(moment, zone);
}

function offsetOn(day: number, zone: string): number {
  const days = daysOf(zone);
  const offset = days.get(day) ?? askOffset(day * DAY, zone);
  if (days.size >= MOST_DAYS) days.clear();
  days.set(day, offset);
  return offset;
}

function daysOf(zone: string): Map<number, number> {
  const days = known.get(zone) ?? new Map<number, number>();
  if (known.size >= MOST_ZONES) known.clear();
  known.set(zone, days);
  return days;
}

function askOffset(moment: number, zone: string): number {
  return IANAZone.create(zone).offset(moment) * MINUTE;
}
