import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Order } from "../order.ts";
import { addTally, emptyTally, type Tally } from "../tally.ts";
import type { Range } from "./range.ts";

/** Sequences that are played however slow the machine is: of each kind some. */
const LEAST = 40;

/** Model-based sequences, shared out among processes: the loop of one is one core. */
export async function sequences({ seed, amounts, within, processes, progress }: Order): Promise<Tally> {
  const share = Math.ceil(amounts.sequences / processes);
  const ranges = Array.from({ length: processes }, (_, index) => ({
    ...{ seed, within, from: index * share, least: Math.ceil(LEAST / processes) },
    to: Math.min(amounts.sequences, (index + 1) * share),
  }));
  const tally = emptyTally();
  for (const part of await Promise.all(ranges.map(inChild))) addTally(tally, part);
  const played = Object.values(tally.runs).reduce((sum, runs) => sum + runs, tally.uncounted);
  if (played < amounts.sequences)
    progress(`the time was over after ${String(played)} of ${String(amounts.sequences)} sequences`);
  return tally;
}

async function inChild(range: Range): Promise<Tally> {
  const child = fork(fileURLToPath(new URL("range-process.ts", import.meta.url)), [JSON.stringify(range)]);
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
