import type { OtherPartner } from "../situation.ts";
import type { CriterionOf } from "./criterion-of.ts";
import type { Evidence } from "./evidence.ts";
import { counted, outcomeOf, type Verdict, verdict } from "./verdict.ts";

type Capacity = CriterionOf<"capacity">;

/** Entering keeps the count of some stages within a maximum. Who was refused for want of a place keeps its turn. */
export function examineCapacity(criterion: Capacity, evidence: Evidence): Verdict {
  const active = evidence.others.filter(({ onHold, exited }) => !onHold && !exited);
  const inside = active.filter(({ stage }) => stage !== null && criterion.stages.includes(stage));
  const ahead = active.filter((other) => !inside.includes(other) && isAhead(other, criterion, evidence));
  const outcome = outcomeOf(inside.length + ahead.length + 1 <= criterion.max);
  const places = counted(criterion.max, "place");
  const waiting = ahead.length === 0 ? "" : `, and ${counted(ahead.length, "partner")} waiting came first`;
  return verdict(outcome, {
    title: `At most ${counted(criterion.max, "partner")} in ${stageNames(criterion, evidence)}`,
    because: `${inside.length} of ${places} taken${waiting}`,
    remedy:
      outcome === "met"
        ? null
        : "Wait until a partner leaves these stages or is put on hold: this one keeps its turn",
    metBy: "place",
  });
}

function isAhead({ id, waiting }: OtherPartner, { stages }: Capacity, { movedAt, self }: Evidence): boolean {
  if (waiting === null || !stages.includes(waiting.stage)) return false;
  return waiting.since < movedAt || (waiting.since === movedAt && id < self);
}

function stageNames({ stages }: Capacity, { playbook }: Evidence): string {
  return stages.map((id) => playbook.stages.find((stage) => stage.id === id)?.name ?? id).join(" and ");
}
