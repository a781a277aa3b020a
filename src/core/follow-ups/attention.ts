import type { Situation } from "../situation.ts";

/** So many reminders in a row without an answer; the last of them mentions the lead. */
const PATIENCE = 3;

/** How many reminders in a row nobody reacted to. */
export function unanswered({ history: { heardAt, reminders } }: Pick<Situation, "history">): number {
  return reminders.filter(({ at }) => at >= (heardAt ?? 0)).length;
}

/** After two unanswered reminders the next one mentions the lead as well. */
export function callsLead(situation: Situation): boolean {
  return unanswered(situation) === PATIENCE - 1;
}

/** After that nothing is said until something changes. */
export function isSilent(situation: Situation): boolean {
  return unanswered(situation) >= PATIENCE;
}
