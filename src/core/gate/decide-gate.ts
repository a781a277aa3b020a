import type { StageId } from "../ids.ts";
import type { Criterion } from "../playbook/playbook.ts";
import { placeOf } from "../playbook/stages.ts";
import type { Instant } from "../time/time.ts";
import type { Evidence } from "./evidence.ts";
import { examine } from "./examine.ts";
import { earliest } from "./examine-nested.ts";
import type { Finding } from "./finding.ts";
import { contentOf } from "./same-criterion.ts";

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
  const { playbook } = evidence;
  const onTheWay = playbook.stages.slice(placeOf(playbook, from) + 1, placeOf(playbook, target) + 1);
  const asked = onTheWay.flatMap(({ id, gate }) => gate.map((criterion) => ({ stage: id, criterion })));
  const findings = eachOnce(asked).map(({ criterion, stage }) => examine(criterion, evidence, stage));
  const missing = findings.filter(({ outcome }) => outcome === "missing");
  const judged = {
    target,
    passed: onTheWay.map(({ id }) => id),
    findings,
    warnings: findings.filter(({ outcome }) => outcome === "warning"),
    wakeAt: earliest(findings),
  };
  return missing.length === 0 ? { kind: "open", ...judged } : { kind: "closed", missing, ...judged };
}

interface Asked {
  readonly stage: StageId;
  readonly criterion: Criterion;
}

/** What several gates ask for stands once, as strictly and as internally as any of them asks. */
function eachOnce(asked: readonly Asked[]): readonly Asked[] {
  const once = new Map<string, Asked>();
  for (const next of asked) {
    const content = contentOf(next.criterion);
    const first = once.get(content);
    once.set(content, first === undefined ? next : stricter(first, next));
  }
  return [...once.values()];
}

function stricter(first: Asked, next: Asked): Asked {
  const kept = first.criterion.warn && !next.criterion.warn ? next : first;
  const internal = first.criterion.internal || next.criterion.internal;
  return { ...kept, criterion: { ...kept.criterion, internal } };
}
