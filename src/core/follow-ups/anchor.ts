import type { Visit } from "../history/history.ts";
import type { StageId } from "../ids.ts";
import type { Situation } from "../situation.ts";
import type { Day, Instant } from "../time/time.ts";
import { dayOf } from "../time/zone.ts";

/** Who is back in a stage within this time goes on where the clocks were. */
const continuesWithin = 7 * 24 * 60 * 60_000;

/** When the series of a stage began: with the last visit that was not just a return; null: never there. */
export function enteredAt({ history }: Pick<Situation, "history">, stage: StageId): Instant | null {
  const visits = history.visits.filter((visit) => visit.stage === stage);
  return (
    visits.reduce<Visit | null>((first, visit, index) => {
      const before = visits[index - 1]?.leftAt ?? null;
      const returns = first !== null && before !== null && visit.enteredAt - before <= continuesWithin;
      return returns ? first : visit;
    }, null)?.enteredAt ?? null
  );
}

/** The day from which the series of a stage count; null: never there. */
export function anchorOf(situation: Pick<Situation, "history" | "playbook">, stage: StageId): Day | null {
  const at = enteredAt(situation, stage);
  return at === null ? null : dayOf(at, situation.playbook.timeZone);
}
