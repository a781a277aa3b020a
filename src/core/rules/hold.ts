import type { Rule } from "../situation.ts";
import { nothing, ruling } from "./ruling.ts";

/** A hold with a day ends by itself on that day. */
export const hold: Rule = (situation) => {
  const until = situation.history.hold?.until ?? null;
  if (until === null) return nothing;
  return situation.now >= until
    ? ruling(situation, { entries: [{ kind: "resumed", by: null }] })
    : ruling(situation, { dueAt: until });
};
