import { plan as decide } from "../../src/core/plan.ts";
import { markOf } from "../../src/core/rules/noticed.ts";
import type { Ruling, Situation } from "../../src/core/situation.ts";

/** What is decided of a partner whose ticks, fields and owner were seen before. */
export function plan(situation: Situation): Ruling {
  const mark = situation.history.mark ?? markOf(situation);
  return decide({ ...situation, history: { ...situation.history, mark } });
}
