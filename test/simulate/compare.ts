import type { Touch } from "./oracle/expect.ts";
import type { Seen } from "./read-posted.ts";

export interface Comparison {
  readonly expected: number;
  readonly seen: number;
  /** A line for each, with day and reason. */
  readonly missed: readonly string[];
  readonly doubled: readonly string[];
}

/** What should have been read against what was read, touch for touch. */
export function compare(expected: readonly Touch[], seen: readonly Seen[]): Comparison {
  const left = new Map<string, number>();
  for (const one of seen) left.set(nameOf(one), (left.get(nameOf(one)) ?? 0) + 1);
  const missed: string[] = [];
  for (const touch of expected) {
    const name = nameOf(touch);
    const count = left.get(name) ?? 0;
    if (count === 0) missed.push(`${name} (${touch.why})`);
    else left.set(name, count - 1);
  }
  const doubled = [...left].flatMap(([name, count]) => Array<string>(count).fill(name));
  return { expected: expected.length, seen: seen.length, missed, doubled };
}

function nameOf({ day, touch, to }: Pick<Seen, "day" | "touch" | "to">): string {
  return `${day} ${touch} → ${[...to].sort().join(", ") || "nobody"}`;
}
