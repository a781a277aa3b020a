import type { Instant } from "../core/time/time.ts";
import type { Clock } from "./clock.ts";

/** Wakes one sleeper. A ring while nobody sleeps is kept, so that none is lost. */
export interface Bell {
  ring(): void;
  /** Until a ring, `until`, or an abort. */
  wait(until: Instant, signal: AbortSignal): Promise<void>;
}

/** A bell on this clock. */
export function createBell(clock: Clock): Bell {
  let rung = false;
  let wake: (() => void) | null = null;
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    wait: async (until, signal) => {
      const alarm = new AbortController();
      wake = () => {
        alarm.abort();
      };
      if (!rung) await clock.sleep(until, AbortSignal.any([signal, alarm.signal]));
      rung = false;
      wake = null;
    },
  };
}
