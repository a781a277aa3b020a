import type { EntryFact } from "../history/entry.ts";
import type { Rule } from "../situation.ts";
import type { Instant } from "../time/time.ts";
import { nothing, ruling } from "./ruling.ts";

/** A hold with a day ends by itself when that day begins, also when that is seen only later. */
export const hold: Rule = (situation) => {
  const until = situation.history.hold?.until ?? null;
  if (until === null) return nothing;
  const over: EntryFact & { readonly at: Instant } = { at: until, kind: "resumed", by: null };
  return situation.now >= until
    ? ruling(situation, { entries: [over] })
    : ruling(situation, { dueAt: until });
};
