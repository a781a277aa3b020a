import { writeFile } from "node:fs/promises";
import { format } from "prettier";
import { inOrder, table } from "./table.ts";
import type { Tally } from "./tally.ts";

/** What each invariant says, in a line. */
const meanings: Readonly<Record<string, string>> = {
  I1: "what was acknowledged is stored: nothing is lost",
  I2: "a comment, a field write, a sync note for one decision: once",
  I3: "at rest every card stands where the rules put it, as an independent model says",
  I4: "each touch in one comment, on time",
  I5: "no storm after downtime",
  I6: "slows down rather than fights over a card",
  I7: "the webhook of an own write causes no request",
  I8: "the order, doubling and delay of webhooks do not matter",
  I9: "no Status is written on a value known to be outdated; who was overwritten is judged",
  I10: "lost webhooks change nothing in the end",
  I11: "an unanswered write is repeated only after a minute and a look",
  I12: "GitHub's limits are kept; no move back without its explanation",
  I13: "a bad playbook stays contained",
  I14: "a partner that fails delays nobody else, and its tries end",
  I15: "one request of an installation at a time",
  I16: "mentions reach only who belongs to the partner",
  I17: "what people write chooses neither place nor recipient",
  I18: "a command counts once, as it was created",
  I19: "forged and replayed deliveries do nothing",
  I20: "no secret and no address in logs, database or answers",
  I21: "nothing is called but GitHub and the database",
  I22: "an installation's token reaches its own account only; who is suspended is not asked",
  I23: "stays alive, small and responsive",
  I24: "upgrades keep what was promised",
  I25: "one process writes to the embedded database",
  I26: "without secret, key or id it does not start",
  I27: "nothing internal where others read, no e-mail address anywhere",
};

/** Writes the page about a run of the programme. */
export async function writeReport(file: string, tally: Tally, command: string): Promise<void> {
  const { invariants, faults, runs, kills, uncounted, mutants } = tally;
  const judged = inOrder(tally).map((name) => {
    const { checked, violations } = invariants[name] ?? { checked: 0, violations: 0 };
    return [name, meanings[name] ?? "", checked, violations] as const;
  });
  const text = [
    "# Reliability",
    `Written by \`${command}\`: every number is of that run. A judgement counts only if it could have failed; a run whose planned fault did not fire does not count (${String(uncounted)} did not).`,
    "## Invariants",
    table(["Invariant", "What it says", "Checked", "Violations"], judged),
    "## Runs",
    table(["What was played", "Times"], [...Object.entries(runs), ["SIGKILL of the real process", kills]]),
    "## Faults that fired",
    table(["Fault", "Times"], Object.entries(faults).sort()),
    ...(mutants.length === 0
      ? []
      : [
          "## Bugs put in on purpose",
          table(
            ["Bug", "Caught by"],
            mutants.map(({ name, caughtBy }) => [name, caughtBy ?? "nothing"]),
          ),
        ]),
  ].join("\n\n");
  await writeFile(file, await format(text, { parser: "markdown", printWidth: 110 }));
}
