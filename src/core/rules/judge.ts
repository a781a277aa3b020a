import type { StageId } from "../ids.ts";
import { decideGate, type GateDecision } from "../gate/decide-gate.ts";
import { placeOf } from "../playbook/stages.ts";
import type { Situation } from "../situation.ts";
import type { Instant } from "../time/time.ts";
import { evidenceOf } from "./evidence-of.ts";

/** What is to be said of a card that stands, or wants to stand, in a stage other than the one on record. */
export type Verdict =
  | { readonly kind: "earned"; readonly decision: GateDecision }
  | { readonly kind: "back" }
  | { readonly kind: "gate"; readonly decision: GateDecision }
  | { readonly kind: "no-way-back" }
  | { readonly kind: "held"; readonly reason: string }
  | { readonly kind: "exited" }
  | { readonly kind: "draft" }
  /** The Status was cleared (`name` null) or is a column that is no stage. */
  | { readonly kind: "no-stage"; readonly name: string | null };

/** Judges entering `target` from the stage on record, by the look at hand. */
export function judge(situation: Situation, target: StageId): Verdict {
  const { partner, history, playbook } = situation;
  if (isBackward(situation, target)) {
    return playbook.backward === "allow" ? { kind: "back" } : { kind: "no-way-back" };
  }
  if (partner.issue === null) return { kind: "draft" };
  if (history.exit !== null) return { kind: "exited" };
  if (history.hold !== null) return { kind: "held", reason: history.hold.reason };
  const decision = decideGate(evidenceOf(situation, movedAt(situation, target)), history.stage, target);
  return decision.kind === "open" ? { kind: "earned", decision } : { kind: "gate", decision };
}

function isBackward({ history, playbook }: Situation, target: StageId): boolean {
  return placeOf(playbook, target) < placeOf(playbook, history.stage);
}

/** A partner that waits keeps its turn: the time of the move that was refused for want of a place. */
function movedAt({ partner, history, now }: Situation, target: StageId): Instant {
  const { refusal } = history;
  if (refusal?.target === target && refusal.waits) return refusal.movedAt;
  return partner.card?.status?.updatedAt ?? now;
}
