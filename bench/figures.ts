/** What a run found: flat names with their unit in them. */
export type Figures = Readonly<Record<string, number>>;

/** How much is done of everything. */
export interface Size {
  /** One round of full load, in real milliseconds, and how many rounds. */
  readonly loadMs: number;
  readonly rounds: number;
  /** Deliveries at the steady rate. */
  readonly steady: number;
  readonly moves: number;
  readonly naiveMoves: number;
  readonly kills: number;
  readonly ambiguous: number;
  readonly naiveAmbiguous: number;
  readonly starts: number;
  /** Cards on the crowded board. */
  readonly crowd: number;
  /** Partners when memory is measured. */
  readonly partners: number;
}

/** A run that counts. */
export const full: Size = {
  ...{ loadMs: 3_000, rounds: 3, steady: 1_800, moves: 24, naiveMoves: 4, kills: 3 },
  ...{ ambiguous: 40, naiveAmbiguous: 4, starts: 3, crowd: 1_000, partners: 10_000 },
};

/** Everything once, small: shows that the bench works, proves nothing about speed. */
export const smoke: Size = {
  ...{ loadMs: 300, rounds: 1, steady: 150, moves: 6, naiveMoves: 1, kills: 1 },
  ...{ ambiguous: 2, naiveAmbiguous: 1, starts: 1, crowd: 40, partners: 60 },
};

/** The value below which `share` of them lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The one in the middle. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Their mean. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
