import type { Tally } from "./tally.ts";

/** How much of each kind a run is to do. */
export interface Amounts {
  /** Model-based sequences: so many in memory, and as many upon the real record as there is time for. */
  readonly sequences: number;
  /** Random SIGKILLs of the real process. */
  readonly kills: number;
  /** Writes whose answer was lost. */
  readonly ambiguous: number;
  /** Pairs of the same delivery. */
  readonly duplicates: number;
  /** Payloads that nobody at GitHub ever sent. */
  readonly fuzz: number;
}

/** What a chapter of the programme is asked to do. */
export interface Order {
  readonly seed: number;
  /** The subset of every commit: what is enumerated is sampled. */
  readonly quick: boolean;
  readonly amounts: Amounts;
  /** Processes that may compute at once. */
  readonly processes: number;
  /**
   * Real milliseconds, counted from its first run, after which a chapter begins no new one. Each chapter has a part
   * that it plays on any machine, so that time decides how much is judged and never what.
   */
  readonly within: number;
  /** A line for whoever waits. */
  readonly progress: (line: string) => void;
}

/** A part of the programme: plays its runs and says what they came to. */
export type Chapter = (order: Order) => Promise<Tally>;

/** Parts of the programme's time. Attacks are always all played. */
const shares: Readonly<Record<string, number>> = {
  ...{ memory: 10, doubts: 5, sequences: 5, kills: 57, machinery: 18, attacks: 5 },
};

/** The part of the time that a chapter has, if these are played. */
export function shareOf(chapter: string, played: readonly string[]): number {
  const share = (name: string): number => shares[name] ?? 1;
  return share(chapter) / played.reduce((sum, name) => sum + share(name), 0);
}

/** The subset of every commit. */
export const few: Amounts = { sequences: 200, kills: 50, ambiguous: 200, duplicates: 500, fuzz: 5_000 };
/** The whole programme. */
export const all: Amounts = {
  ...{ sequences: 100_000, kills: 1_000, ambiguous: 10_000 },
  ...{ duplicates: 100_000, fuzz: 1_000_000 },
};
