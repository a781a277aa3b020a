import type { EntryFact } from "../history/entry.ts";
import type { Ruling, Situation } from "../situation.ts";
import type { Instant } from "../time/time.ts";

/** A rule that has nothing to say. */
export const nothing: Ruling = { entries: [], effects: [], dueAt: null, wakes: [] };

/** A ruling of these facts, as of now; what is left out is empty. */
export function ruling(
  { now }: Pick<Situation, "now">,
  { entries = [], ...rest }: Partial<Omit<Ruling, "entries">> & { readonly entries?: readonly EntryFact[] },
): Ruling {
  return { ...nothing, ...rest, entries: entries.map((fact) => ({ at: now, ...fact })) };
}

/** Both, one after the other. */
export function both(first: Ruling, second: Ruling): Ruling {
  return {
    entries: [...first.entries, ...second.entries],
    effects: [...first.effects, ...second.effects],
    dueAt: sooner(first.dueAt, second.dueAt),
    wakes: [...new Set([...first.wakes, ...second.wakes])],
  };
}

/** The earlier of two moments; null means never. */
export function sooner(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
