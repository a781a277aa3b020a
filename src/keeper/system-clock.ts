import type { Instant } from "../core/time/time.ts";
import type { Clock } from "./clock.ts";

/** Node forgets timers longer than this. */
const LONGEST_TIMER = 2_147_483_647;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now() as Instant,
  sleep: (until, signal) => sleepReal(Math.min(until - Date.now(), LONGEST_TIMER), signal),
};

/** Resolves after real milliseconds, or at once when `signal` aborts. Never keeps the process alive. */
export function sleepReal(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted || milliseconds <= 0) {
      resolve();
      return;
    }
    const wake = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    timer.unref();
    signal.addEventListener("abort", wake);
  });
}
