import type { Instant } from "../core/time/time.ts";
import type { Failure } from "./failure.ts";

/** What becomes of a partner whose pass failed. `until` null parks it as a dead letter. */
export interface RetryDecision {
  readonly until: Instant | null;
}

const policy = {
  /** GitHub may be down for hours: tries are cheap and far apart by then. */
  transient: { tries: 30, base: 2_000, longest: 600_000 },
  /** The same input fails the same way: a few tries, in case it was not the same. */
  lasting: { tries: 5, base: 5_000, longest: 300_000 },
} as const;

/** `jitter` is a number in [0, 1) drawn by the caller. `attempts` counts the failures before this one. */
export function decideRetry(
  failure: Failure,
  { attempts, now, jitter }: { readonly attempts: number; readonly now: Instant; readonly jitter: number },
): RetryDecision {
  const { tries, base, longest } = failure.kind === "transient" ? policy.transient : policy.lasting;
  if (attempts + 1 >= tries) return { until: null };
  const delay = Math.min(longest, base * 2 ** attempts);
  return { until: Math.round(now + delay * (0.5 + jitter / 2)) as Instant };
}
