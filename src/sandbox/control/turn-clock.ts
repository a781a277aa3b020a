import { DateTime, Duration } from "luxon";
import { SandboxError } from "../sandbox-error.ts";

/** A change of the clock as ordered. */
export interface ClockOrder {
  readonly advance?: string | undefined;
  readonly speed?: number | undefined;
}

const FASTEST = 100_000;
const FARTHEST_YEARS = 20;

/** Where the clock is to stand; calendar months are counted in UTC. */
export function readClockOrder(
  { advance, speed }: ClockOrder,
  now: number,
): { readonly to?: number; readonly speed?: number } {
  return { ...(advance === undefined ? {} : { to: target(advance, now) }), ...checkedSpeed(speed) };
}

function target(advance: string, now: number): number {
  const duration = Duration.fromISO(advance);
  if (!duration.isValid) throw bad(`advance is not an ISO duration such as P3D or PT1H30M: ${advance}`);
  const to = DateTime.fromMillis(now, { zone: "utc" }).plus(duration);
  if (to.toMillis() < now) throw bad("advance goes backwards; the clock only runs forward");
  if (to > DateTime.fromMillis(now, { zone: "utc" }).plus({ years: FARTHEST_YEARS }))
    throw bad(`advance goes farther than ${String(FARTHEST_YEARS)} years`);
  return to.toMillis();
}

function checkedSpeed(speed: number | undefined): { readonly speed?: number } {
  if (speed === undefined) return {};
  if (!Number.isFinite(speed) || speed < 0 || speed > FASTEST)
    throw bad(`speed is a number from 0 (stands still) to ${String(FASTEST)}`);
  return { speed };
}

function bad(message: string): SandboxError {
  return new SandboxError("bad-clock", { message, status: 400 });
}
