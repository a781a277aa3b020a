import type { Ruling, Situation } from "./situation.ts";

/** Decides everything about one partner: what goes on record, what is done on GitHub, when to look again. */
export function plan(situation: Situation): Ruling {
  void situation;
  return { entries: [], effects: [], dueAt: null, wakes: [] };
}
