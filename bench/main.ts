import { parseArgs } from "node:util";
import { acknowledging } from "./acknowledging.ts";
import { crowding } from "./crowding.ts";
import { documentOf } from "./document.ts";
import { doubtingBoth } from "./doubting.ts";
import { ending } from "./ending.ts";
import { type Figures, full, type Size, smoke } from "./figures.ts";
import { remembering } from "./remembering.ts";
import { keepPage, keepRun, keptRun, loadNow, machineNow } from "./run.ts";
import { isMet, targets } from "./targets.ts";
import { workingBoth } from "./working.ts";

type Measure = (size: Size) => Promise<Figures>;
const measures: Readonly<Record<string, Measure>> = {
  ...{ acknowledging, working: workingBoth, doubting: doubtingBoth, ending, crowding, remembering },
};

/**
 * Measures everything and keeps it; `--smoke` measures little and keeps nothing, `--docs` only writes the page,
 * `--only working,ending` leaves the rest out, and the page says so.
 */
async function bench(): Promise<void> {
  const options = {
    smoke: { type: "boolean" },
    docs: { type: "boolean" },
    only: { type: "string" },
  } as const;
  const { values } = parseArgs({ options });
  if (values.docs !== true) {
    const loadBefore = loadNow();
    const measuredAt = new Date().toISOString();
    const figures = await measure(values.smoke === true ? smoke : full, values.only?.split(",") ?? null);
    if (values.smoke === true) return;
    keepRun({ measuredAt, machine: machineNow(), loadBefore, loadAfter: loadNow(), figures });
  }
  const run = keptRun();
  keepPage(await documentOf(run));
  const met = targets.filter((target) => isMet(target, run.figures)).length;
  say(`bench: ${String(met)} of ${String(targets.length)} targets met; see docs/performance.md`);
}

async function measure(size: Size, only: readonly string[] | null): Promise<Figures> {
  let figures: Figures = {};
  for (const [name, one] of Object.entries(measures)) {
    if (only?.includes(name) === false) continue;
    progress(`${name} …`);
    const began = performance.now();
    const found = await one(size);
    progress(`${name}: ${String(Math.round((performance.now() - began) / 1000))} s`);
    for (const [figure, value] of Object.entries(found)) say(`${figure.padEnd(48)} ${String(value)}`);
    figures = { ...figures, ...found };
  }
  say(`bench: ${String(Object.keys(figures).length)} figures measured`);
  return figures;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function progress(line: string): void {
  process.stderr.write(`bench: ${line}\n`);
}

await bench();
