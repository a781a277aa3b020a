import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { killings } from "./kills.ts";
import { simulate, type Range } from "./simulate.ts";
import { emptyTally, type Tally } from "./tally.ts";

const MINUTE = 60_000;
const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
    sequences: { type: "string" },
    kills: { type: "string" },
    processes: { type: "string", default: "2" },
    minutes: { type: "string" },
    range: { type: "string" },
  },
});

/** Plays a part in a process of its own: the loop of one is one core. */
async function inChild(range: Range): Promise<Tally> {
  const child = fork(fileURLToPath(import.meta.url), ["--range", JSON.stringify(range)], {
    execArgv: process.execArgv,
  });
  return new Promise((resolve, reject) => {
    let tally: Tally | null = null;
    child.on("message", (message) => {
      tally = message as Tally;
    });
    child.on("exit", (code) => {
      if (tally === null) reject(new Error(`a part of the programme ended with ${String(code)}`));
      else resolve(tally);
    });
  });
}

async function programme(): Promise<Tally> {
  const seed = Number(values.seed);
  const sequences = Number(values.sequences ?? (values.quick ? 2_000 : 100_000));
  const within = Number(values.minutes ?? (values.quick ? 2 : 60)) * MINUTE;
  const processes = Math.max(1, Number(values.processes));
  const share = Math.ceil(sequences / processes);
  const parts = Array.from({ length: processes }, (_, index) => ({
    ...{ seed, within, shrink: true },
    from: index * share,
    to: Math.min(sequences, (index + 1) * share),
  }));
  const tally = emptyTally();
  for (const part of await Promise.all(parts.map(inChild))) tally.merge(part);
  const kills = Number(values.kills ?? (values.quick ? 4 : 1_000));
  if (kills > 0) tally.merge(await killings({ kills, seed, within: within / 2 }));
  return tally;
}

function table({ invariants, faults, sequences, uncounted, kills, examples }: Tally): string {
  const rows = Object.entries(invariants).sort(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1)));
  return [
    ...examples.map(
      ({ seed, steps, violations }) =>
        `seed ${String(seed)}\n  ${violations.join("\n  ")}\n  ${JSON.stringify(steps)}\n`,
    ),
    "| Invariant | Checked | Violations |",
    "| --- | ---: | ---: |",
    ...rows.map(
      ([name, { checked, violations }]) => `| ${name} | ${String(checked)} | ${String(violations)} |`,
    ),
    "",
    "| Fault | Fired |",
    "| --- | ---: |",
    ...Object.entries(faults).map(([name, times]) => `| ${name} | ${String(times)} |`),
    "",
    `${String(sequences)} sequences, ${String(uncounted)} not counted (a planned fault did not fire), ${String(kills)} kills.`,
  ].join("\n");
}

async function main(): Promise<void> {
  if (values.range !== undefined) {
    const tally = await simulate(JSON.parse(values.range) as Range);
    process.send?.(JSON.parse(JSON.stringify(tally)));
    return;
  }
  const tally = await programme();
  const { invariants, faults, kills } = tally;
  process.stdout.write(`${table(tally)}\n`);
  if (values.json) process.stdout.write(`${JSON.stringify({ invariants, faults, kills })}\n`);
  process.exitCode = Object.values(invariants).some(({ violations }) => violations > 0) ? 1 : 0;
}

await main();
