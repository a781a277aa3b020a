import { attacks } from "./attacks/attacks.ts";
import { killings } from "./kills/kills.ts";
import { machinery } from "./machinery/machinery.ts";
import { mutants } from "./mutants/mutants.ts";
import { readArguments, type Asked } from "./options.ts";
import { shareOf, type Chapter } from "./order.ts";
import { writeReport } from "./report.ts";
import { doubts, sequences, sequencesInMemory } from "./sequences/sequences.ts";
import { summary } from "./table.ts";
import { addTally, emptyTally, type Tally } from "./tally.ts";

/** The programme, in the order in which it is played. */
const programme: Readonly<Record<string, Chapter>> = {
  ...{ memory: sequencesInMemory, doubts, sequences, kills: killings, machinery, attacks },
};

const args = process.argv.slice(2);
const read = readArguments(args, Object.keys(programme));
if (read.kind === "wrong") {
  process.stderr.write(`${read.because}\n`);
  process.exitCode = 2;
} else process.exitCode = (await run(read.asked)) ? 0 : 1;

/** Plays what is asked for and says what it came to. False: something is broken, or a bug was not caught. */
async function run(asked: Asked): Promise<boolean> {
  const tally = await play(asked);
  const { invariants, faults, kills } = tally;
  process.stdout.write(`${summary(tally)}\n`);
  if (asked.report) await writeReport(tally, ["npm run faults --", ...args].join(" "));
  if (asked.json) process.stdout.write(`${JSON.stringify({ invariants, faults, kills })}\n`);
  const isKept = Object.values(invariants).every(({ violations }) => violations === 0);
  return isKept && tally.mutants.every(({ caughtBy }) => caughtBy !== null);
}

async function play({ chapters, within, ...order }: Asked): Promise<Tally> {
  const tally = emptyTally();
  const progress = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  for (const name of chapters) {
    const chapter = { ...programme, mutants }[name];
    progress(`── ${name}`);
    const share = { ...order, progress, within: within * shareOf(name, chapters) };
    if (chapter !== undefined) addTally(tally, await chapter(share));
  }
  return tally;
}
