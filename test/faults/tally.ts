import type { Played } from "./model/play.ts";

/** A sequence that broke something, to be played again. */
export interface Example {
  readonly seed: number;
  readonly steps: unknown;
  readonly violations: readonly string[];
}

/** Sums over sequences; it goes from process to process as plain data. */
export interface Tally {
  sequences: number;
  /** Sequences whose planned faults did not all fire. */
  uncounted: number;
  kills: number;
  invariants: Record<string, { checked: number; violations: number }>;
  faults: Record<string, number>;
  examples: Example[];
  add(played: Played, name: string): void;
  merge(other: Omit<Tally, "add" | "merge">): void;
}

/** Nothing counted yet. */
export function emptyTally(): Tally {
  const tally: Tally = {
    ...{ sequences: 0, uncounted: 0, kills: 0, invariants: {}, faults: {}, examples: [] },
    add: ({ found, fired, counts }) => {
      const broken = Object.values(found).some(({ violations }) => violations.length > 0);
      if (!counts && !broken) {
        tally.uncounted += 1;
        return;
      }
      tally.sequences += 1;
      for (const [name, { checked, violations }] of Object.entries(found))
        if (name !== "settles") note(tally, name, { checked, violations: violations.length });
      for (const [name, times] of Object.entries(fired))
        tally.faults[name] = (tally.faults[name] ?? 0) + times;
    },
    merge: (other) => {
      tally.sequences += other.sequences;
      tally.uncounted += other.uncounted;
      tally.kills += other.kills;
      tally.examples.push(...other.examples);
      for (const [name, numbers] of Object.entries(other.invariants)) note(tally, name, numbers);
      for (const [name, times] of Object.entries(other.faults))
        tally.faults[name] = (tally.faults[name] ?? 0) + times;
    },
  };
  return tally;
}

function note(
  { invariants }: Tally,
  name: string,
  { checked, violations }: { readonly checked: number; readonly violations: number },
): void {
  const before = invariants[name] ?? { checked: 0, violations: 0 };
  invariants[name] = { checked: before.checked + checked, violations: before.violations + violations };
}
