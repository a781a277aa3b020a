import type { Visit } from "../history/history.ts";
import type { StageId } from "../ids.ts";
import type { Situation } from "../situation.ts";
import type { Day, Instant } from "../time/time.ts";
import { dayOf } from "../time/zone.ts";

/** Who is back in a stage within this time goes on where the clocks were. */
const continuesWithin = 7 * 24 * 60 * 60_000;

/** The visit with which the stay in these stages began: the last that was not just a return; null: never there. */
export function stayOf(visits: readonly Visit[], stages: readonly StageId[]): Visit | null {
  const there = visits.filter(({ stage }) => stages.includes(stage));
  return there.reduce<Visit | null>((first, visit, index) => {
    const before = there[index - 1]?.leftAt ?? null;
    const returns = first !== null && before !== null && visit.enteredAt - before <= continuesWithin;
    return returns ? first : visit;
  }, null);
}

/** When the series of a stage began; null: never there. */
export function enteredAt({ history }: Pick<Situation, "history">, stage: StageId): Instant | null {
  return stayOf(history.visits, [stage])?.enteredAt ?? null;
}

/** The day from which the series of a stage count; null: never there. */
export function anchorOf(
  { history, playbook }: Pick<Situation, "history" | "playbook">,
  stage: StageId,
): Day | null {
  const stay = stayOf(history.visits, [stage]);
  return stay === null ? null : (stay.enteredOn ?? dayOf(stay.enteredAt, playbook.timeZone));
}
