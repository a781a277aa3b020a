import type { Effect } from "../core/effect.ts";

/** What the keeper counts. */
export interface Meter {
  pass(outcome: PassOutcome): void;
  effect(kind: Effect["kind"], outcome: "confirmed" | "dropped" | "refused" | "in-doubt"): void;
  sweep(outcome: "swept" | "off" | "no-playbook" | "unreadable" | "failed"): void;
  limited(milliseconds: number): void;
  failure(kind: string): void;
  redelivered(count: number): void;
  /** Pipelines with something that somebody has to put right. */
  trouble(pipeline: string, problems: number): void;
}

/** How a pass over one partner ended. */
export type PassOutcome =
  "quiet" | "decided" | "settled" | "stale" | "waits" | "gone" | "off" | "paused" | "failed" | "parked";
