/** The pair of moments and the speed that together say what time it is: virtual + (now − real) × speed. */
export interface ClockReading {
  /** Virtual time in ms since the epoch. */
  readonly virtual: number;
  /** The machine's time at that moment. */
  readonly real: number;
  /** Virtual seconds per real second; 0 stands still. */
  readonly speed: number;
}

/** The sandbox's time. It never runs backwards. */
export interface VirtualClock {
  now(): number;
  /** What another process needs to tell the same time. */
  reading(): ClockReading;
  /** Jumps forward to `to` (an earlier moment changes nothing) and runs at `speed` from there. */
  set(change: { readonly to?: number; readonly speed?: number }): void;
  /** Resolves at virtual `until`, after a jump past it, or when `signal` aborts. */
  sleep(until: number, signal: AbortSignal): Promise<void>;
}

const LONGEST_TIMER = 2 ** 31 - 1;

/** A clock that shows `base` now and runs at `speed` by the machine's time `real`. */
export function createClock(start: {
  readonly base: number;
  readonly speed: number;
  readonly real: () => number;
}): VirtualClock {
  let pinned: ClockReading = { virtual: start.base, real: start.real(), speed: start.speed };
  const wakers = new Set<() => void>();
  const now = (): number => Math.floor(pinned.virtual + (start.real() - pinned.real) * pinned.speed);

  return {
    now,
    reading: () => pinned,
    set: ({ to, speed }) => {
      const virtual = Math.max(now(), to ?? 0);
      pinned = { virtual, real: start.real(), speed: speed ?? pinned.speed };
      for (const wake of [...wakers]) wake();
    },
    sleep: (until, signal) =>
      new Promise((resolve) => {
        let timer: NodeJS.Timeout | undefined;
        const finish = (): void => {
          clearTimeout(timer);
          wakers.delete(look);
          signal.removeEventListener("abort", finish);
          resolve();
        };
        const look = (): void => {
          clearTimeout(timer);
          const left = until - now();
          if (left <= 0 || signal.aborted) finish();
          else if (pinned.speed > 0)
            timer = setTimeout(look, Math.min(Math.ceil(left / pinned.speed), LONGEST_TIMER));
        };
        wakers.add(look);
        signal.addEventListener("abort", finish);
        look();
      }),
  };
}
