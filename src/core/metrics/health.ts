import { enteredAt } from "../follow-ups/anchor.ts";
import { sooner } from "../rules/ruling.ts";
import type { Situation } from "../situation.ts";
import type { Instant } from "../time/time.ts";
import { measuresOf } from "./measures.ts";

/** How a partner does, in the order of the field's options: the best first. */
export const HEALTH = ["On track", "At risk", "Off track"] as const;
export type Health = (typeof HEALTH)[number];

export interface Diagnosis {
  readonly health: Health;
  /** What speaks against it, in words. */
  readonly because: readonly string[];
  /** When the clock alone may change the answer; null: never. */
  readonly until: Instant | null;
}

/** A partner that is new in its stage need not know its numbers yet. */
const SETTLING_MS = 21 * 24 * 60 * 60_000;

/**
 * On track: no target is missed. At risk: one is, or nobody knows how much the product is used three weeks after
 * the partner became active. Off track: two or more are missed. Null: not in a stage that is measured, or on hold.
 */
export function diagnose(situation: Situation): Diagnosis | null {
  const since = activeSince(situation);
  if (since === null) return null;
  const measures = measuresOf(situation);
  const missed = measures.filter(({ met }) => met === false);
  const settled = (since + SETTLING_MS) as Instant;
  const unknown = measures.filter(
    ({ key, met }) => key === "runs" && met === null && situation.now >= settled,
  );
  const clocks = [...measures.map(({ until }) => until), settled > situation.now ? settled : null];
  return {
    health: verdict(missed.length, unknown.length),
    because: [...missed, ...unknown].map(({ words }) => words),
    until: clocks.reduce(sooner, null),
  };
}

function verdict(missed: number, unknown: number): Health {
  if (missed > 1) return "Off track";
  return missed + unknown > 0 ? "At risk" : "On track";
}

/** Since when the partner is in a stage whose partners are counted; null: it is in none, gone, or on hold. */
function activeSince(situation: Situation): Instant | null {
  const { history, playbook } = situation;
  const counted = playbook.capacity?.stages ?? playbook.sync?.stages ?? [];
  if (history.stage === null || history.hold !== null || history.exit !== null) return null;
  return counted.includes(history.stage) ? enteredAt(situation, history.stage) : null;
}
