import { writeFile } from "node:fs/promises";
import { format } from "prettier";
import { firedOf, inOrder, table } from "./table.ts";
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

const NAMES = Object.keys(meanings);

/** What also holds an invariant that a short run may have no time for. */
const heldBy: Readonly<Record<string, readonly string[]>> = {
  I4: ["test/core/follow-ups/touches.test.ts", "test/scenarios/answered-meanwhile.test.ts"],
  I5: ["test/scenarios/crowd.test.ts"],
  I20: ["test/logger.test.ts", "test/web/front.test.ts"],
  I24: ["test/store/migrate.test.ts"],
};

/** Writes the page about a run of the programme, or about the bugs that were put in. */
export async function writeReport(tally: Tally, command: string): Promise<void> {
  const isAboutMutants = tally.mutants.length > 0;
  const file = isAboutMutants ? "docs/mutants.md" : "docs/reliability.md";
  const page = isAboutMutants ? mutantsPage(tally, command) : reliabilityPage(tally, command);
  await writeFile(file, await format(page, { parser: "markdown", printWidth: 110 }));
}

/** What was judged, how often, and what came of it. The same tally gives the same page. */
export function reliabilityPage(tally: Tally, command: string): string {
  const { invariants, runs, kills, places, uncounted } = tally;
  const judged = inOrder(tally).filter((name) => (invariants[name]?.checked ?? 0) > 0);
  const unjudged = NAMES.filter((name) => !judged.includes(name));
  return [
    "# Reliability",
    `Written by \`${command}\`; every number is of that run.`,
    HOW_TO_READ,
    "## Invariants",
    table(
      ["Invariant", "What it says", "Checked", "Violations"],
      judged.map((name) => {
        const { checked, violations } = invariants[name] ?? { checked: 0, violations: 0 };
        return [name, meanings[name] ?? "", checked, violations];
      }),
    ),
    ...(unjudged.length === 0 ? [] : [`This run did not judge ${unjudged.join(", ")}.`]),
    ...unjudged.flatMap((name) => {
      const tests = heldBy[name]?.map((file) => `\`${file}\``) ?? [];
      return tests.length === 0 ? [] : [`${name} is held by ${tests.join(" and ")} on every commit.`];
    }),
    ...broken(tally),
    "## What was played",
    table(["Runs", "Times"], Object.entries(runs)),
    ...(places === 0 ? [] : [placesTried(places, runs)]),
    `The real process was killed ${String(kills)} times with SIGKILL. ${String(uncounted)} runs do not count, because a fault that was planned found nothing to strike.`,
    "## Faults that fired",
    table(["Fault", "Times"], firedOf(tally)),
    "That the judges can fail is shown by [bugs put in on purpose](mutants.md).",
    "Next: [performance](performance.md) · [contents](../README.md#documentation)",
  ].join("\n\n");
}

const HOW_TO_READ = `An invariant is a sentence that has to stay true whatever happens. It is judged from what GitHub applied (even where the
answer was lost), from every request and delivery in order, from the final board and comments, and from the App's own database. What the
board should show is said by a small model of the rules that shares no code with the App.

**Checked** counts judgements that could have failed: a comment that might stand twice, a write that might come too early, a board that
might show something else. **Violations** counts those that did fail. A violation ends the command with exit code 1.

A sequence is a random course of moves, ticks, field edits, comments and faults on virtual time; it follows from its seed. It is played in
two ways. Most run in memory: the real handlers, keeper, core and GraphQL client, with a store in memory that passes the tests of the real
one, and the sandbox called as a function. Some run upon PostgreSQL, with Octokit and Probot, tokens and signatures. Both are judged by the
same model and checks. \`npm run faults -- --only memory --seed N --sequences 1 --processes 1\` plays number N again, and
\`--only sequences\` plays it upon PostgreSQL. What breaks an invariant is cut down to the least steps that break it. How many are played
upon PostgreSQL depends on the time; which, only on the seed. \`npm run faults -- --only memory --sequences 100000\` plays as many in memory.`;

function placesTried(places: number, runs: Tally["runs"]): string {
  const tried = String(runs["kills at a boundary"] ?? 0);
  return `The scenarios without a kill passed ${String(places)} places at which the App reads or writes; at ${tried} of them it was killed. The others lie beyond the end of later, shorter runs, or there was no time for them.`;
}

function broken({ examples }: Tally): readonly string[] {
  if (examples.length === 0) return [];
  const lines = examples.map(
    ({ kind, seed, violations }) => `- ${kind}, seed ${String(seed)}: ${violations.slice(0, 3).join("; ")}`,
  );
  return ["## What broke", lines.join("\n")];
}

/** Which invariant caught which bug. */
function mutantsPage({ mutants }: Tally, command: string): string {
  const missed = mutants.filter(({ caughtBy }) => caughtBy === null).length;
  return [
    "# Bugs put in on purpose",
    `Written by \`${command}\`. Each patch of \`test/mutants/\` is a bug that a reviewer could miss; it is put into a copy of the source, and the test that judges the invariant has to fail. ${String(mutants.length - missed)} of ${String(mutants.length)} were caught.`,
    table(
      ["Bug", "Caught by"],
      mutants.map(({ name, caughtBy }) => [name, caughtBy ?? "nothing"]),
    ),
    "Back to [reliability](reliability.md).",
  ].join("\n\n");
}
