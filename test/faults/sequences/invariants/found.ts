import type { Found } from "../../tally.ts";

/** One judgement a case. */
export function found<T>(cases: readonly T[], wrong: (one: T) => boolean, say: (one: T) => string): Found {
  return { checked: cases.length, violations: cases.filter(wrong).map(say) };
}

/** Several checks of one invariant. */
export function sum(...founds: readonly Found[]): Found {
  return {
    checked: founds.reduce((total, { checked }) => total + checked, 0),
    violations: founds.flatMap(({ violations }) => violations),
  };
}
