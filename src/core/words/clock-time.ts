import { DateTime } from "luxon";
import type { Instant } from "../time/time.ts";

/** "14:05 (Europe/Berlin)": a time of day in the pipeline's zone. */
export function clockTime(at: Instant, zone: string): string {
  return `${DateTime.fromMillis(at, { zone }).toFormat("HH:mm")} (${zone})`;
}
