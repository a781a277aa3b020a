import type { Instant } from "../core/time/time.ts";

/** Time, handed in. In the sandbox it is virtual: it may jump forward and run at another speed. */
export interface Clock {
  now(): Instant;
  /** Resolves at `until`, earlier when `signal` aborts. A jump of the clock past `until` resolves it too. */
  sleep(until: Instant, signal: AbortSignal): Promise<void>;
}
