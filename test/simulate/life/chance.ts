/** A stream of chance: the same seed gives the same life. */
export interface Chance {
  /** From 0 (included) to 1. */
  next(): number;
  /** Whole, both ends included. */
  between(least: number, most: number): number;
  /** True in so many of a hundred cases. */
  percent(share: number): boolean;
  oneOf<const T>(all: readonly [T, ...T[]]): T;
}

/** Mulberry32: 32 bits of state, enough to tell lives apart. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    between,
    percent: (share) => next() * 100 < share,
    oneOf: ([first, ...rest]) => [first, ...rest][between(0, rest.length)] ?? first,
  };
}
