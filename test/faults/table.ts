import type { Tally } from "./tally.ts";

/** Rows of a Markdown table: a name and its numbers. */
export type Rows = readonly (readonly [string, ...(number | string)[]])[];

/** A Markdown table; numbers are flush right. */
export function table(head: readonly [string, ...string[]], rows: Rows): string {
  const line = (cells: readonly (number | string)[]): string => `| ${cells.map(String).join(" | ")} |`;
  return [
    line(head),
    line(head.map((_, index) => (isOfNumbers(rows, index) ? "---:" : "---"))),
    ...rows.map(line),
  ].join("\n");
}

function isOfNumbers(rows: Rows, column: number): boolean {
  return rows.every((row) => typeof row[column] === "number");
}

/** I1, I2, … I10: in the order of their numbers. */
export function inOrder({ invariants }: Pick<Tally, "invariants">): readonly string[] {
  const number = (name: string): number => Number(name.replace(/\D/g, ""));
  return Object.keys(invariants).sort((a, b) => number(a) - number(b) || a.localeCompare(b));
}

/** What fired, by name. */
export function firedOf({ faults }: Pick<Tally, "faults">): Rows {
  return Object.entries(faults)
    .filter(([, times]) => times > 0)
    .sort(([a], [b]) => a.localeCompare(b));
}

/** What a run of the programme prints. */
export function summary(tally: Tally): string {
  const { invariants, runs, uncounted, kills, examples, mutants } = tally;
  const judged = inOrder(tally).map(
    (name) => [name, invariants[name]?.checked ?? 0, invariants[name]?.violations ?? 0] as const,
  );
  return [
    ...examples.map(
      ({ kind, seed, steps, violations }) =>
        `${kind}, seed ${String(seed)}\n  ${violations.join("\n  ")}\n  least steps: ${JSON.stringify(steps)}\n`,
    ),
    table(["Invariant", "Checked", "Violations"], judged),
    table(["Fault", "Fired"], firedOf(tally)),
    ...(mutants.length === 0
      ? []
      : [
          table(
            ["Mutant", "Caught by"],
            mutants.map(({ name, caughtBy }) => [name, caughtBy ?? "nothing"]),
          ),
        ]),
    table(["Runs", "Number"], Object.entries(runs)),
    `${String(kills)} kills; ${String(uncounted)} runs not counted (a planned fault did not fire).`,
  ].join("\n\n");
}
