import type { Instant } from "../../src/core/time/time.ts";
import type { Clock } from "../../src/keeper/clock.ts";

/** A clock that moves when told to; whoever sleeps on it makes it jump. */
export interface ManualClock extends Clock {
  advance(milliseconds: number): void;
}

/** Starts on a Tuesday morning. */
export function aClock(start = Date.parse("2026-11-24T09:00:00Z")): ManualClock {
  let now = start;
  return {
    now: () => now as Instant,
    advance: (milliseconds) => {
      now += milliseconds;
    },
    sleep: (until) => {
      now = Math.max(now, until);
      return Promise.resolve();
    },
  };
}
