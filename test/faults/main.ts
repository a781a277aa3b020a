import { parseArgs } from "node:util";
import { attacks } from "./attacks/attacks.ts";
import { killings } from "./kills/kills.ts";
import { machinery } from "./machinery/machinery.ts";
import { mutants } from "./mutants/mutants.ts";
import { all, few, type Amounts, type Chapter, type Order } from "./order.ts";
import { writeReport } from "./report.ts";
import { sequences } from "./sequences/sequences.ts";
import { summary } from "./table.ts";
import { addTally, emptyTally, type Tally } from "./tally.ts";

/** The programme, in the order in which it is played. */
const chapters: Readonly<Record<string, Chapter>> = { sequences, kills: killings, machinery, attacks };

const MINUTE = 60_000;
const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    mutants: { type: "boolean", default: false },
    only: { type: "string" },
    seed: { type: "string", default: "1" },
    processes: { type: "string", default: "2" },
    minutes: { type: "string" },
    report: { type: "boolean", default: false },
    ...{ sequences: { type: "string" }, kills: { type: "string" }, ambiguous: { type: "string" } },
    ...{ duplicates: { type: "string" }, fuzz: { type: "string" } },
  },
});

function order(): Order {
  const usual = values.quick ? few : all;
  const amount = (name: keyof Amounts): number => Number(values[name] ?? usual[name]);
  return {
    seed: Number(values.seed),
    quick: values.quick,
    amounts: {
      ...{ sequences: amount("sequences"), kills: amount("kills"), ambiguous: amount("ambiguous") },
      ...{ duplicates: amount("duplicates"), fuzz: amount("fuzz") },
    },
    processes: Math.max(1, Number(values.processes)),
    within: Number(values.minutes ?? (values.quick ? 0.5 : 60)) * MINUTE,
    progress: (line) => {
      process.stderr.write(`${line}\n`);
    },
  };
}

async function programme(): Promise<Tally> {
  const asked = order();
  const chosen = Object.entries(values.mutants ? { mutants } : chapters).filter(
    ([name]) => values.only === undefined || values.only === name,
  );
  if (chosen.length === 0) throw new Error(`chapters are ${Object.keys(chapters).join(", ")}`);
  const tally = emptyTally();
  for (const [name, chapter] of chosen) {
    asked.progress(`── ${name}`);
    addTally(tally, await chapter(asked));
  }
  return tally;
}

const tally = await programme();
const { invariants, faults, kills } = tally;
process.stdout.write(`${summary(tally)}\n`);
if (values.report)
  await writeReport("docs/reliability.md", tally, `npm run faults -- ${process.argv.slice(2).join(" ")}`);
if (values.json) process.stdout.write(`${JSON.stringify({ invariants, faults, kills })}\n`);
const isBroken = Object.values(invariants).some(({ violations }) => violations > 0);
process.exitCode = isBroken || tally.mutants.some(({ caughtBy }) => caughtBy === null) ? 1 : 0;
