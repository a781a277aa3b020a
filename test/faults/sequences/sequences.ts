import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { few, type Order } from "../order.ts";
import { addRun, addTally, emptyTally, type Tally } from "../tally.ts";
import type { Range, Upon } from "./range.ts";
import { doubt, playDoubts } from "./run/doubts.ts";
import { memoryFooting } from "./stage/memory.ts";
import { openStage } from "./stage/stage.ts";

/** Sequences that are played however slow the machine is, of each kind some; the quick subset is these. */
const least: Readonly<Record<Upon, number>> = { postgres: 20, memory: few.sequences };

/** Model-based sequences upon the real record, as many as there is time for. */
export function sequences(order: Order): Promise<Tally> {
  return shareOut(order, "postgres");
}

/** The same sequences, judged alike, upon a record in memory: many more of them. */
export function sequencesInMemory(order: Order): Promise<Tally> {
  return shareOut(order, "memory");
}

/** Writes whose answer is lost, a board of them at a time, until there were as many as are asked for. */
export async function doubts({ seed, amounts, within, progress }: Order): Promise<Tally> {
  const tally = emptyTally();
  const until = performance.now() + within;
  const stage = await openStage(memoryFooting);
  const struck = (): number => Object.values(tally.faults).reduce((sum, times) => sum + times, 0);
  for (let play = seed; struck() < amounts.ambiguous; play += 1) {
    if (struck() >= few.ambiguous && performance.now() > until) {
      progress(`the time was over after ${String(struck())} of ${String(amounts.ambiguous)} writes`);
      break;
    }
    const [fault = ""] = fc.sample(doubt, { seed: play, numRuns: 1 });
    const played = await playDoubts(stage, fault);
    addRun(tally, {
      kind: "boards on which no write is answered",
      ...played,
      replay: { seed: play, steps: fault },
    });
  }
  await stage.close();
  return tally;
}

/** Shared out among processes: the loop of one is one core. */
async function shareOut(order: Order, upon: Upon): Promise<Tally> {
  const { seed, quick, amounts, within, processes, progress } = order;
  const most = quick ? Math.min(least[upon], amounts.sequences) : amounts.sequences;
  const share = Math.ceil(most / processes);
  const ranges = Array.from({ length: processes }, (_, index) => ({
    ...{ upon, seed, within, from: index * share, least: Math.ceil(least[upon] / processes) },
    to: Math.min(most, (index + 1) * share),
  }));
  const tally = emptyTally();
  for (const part of await Promise.all(ranges.map(inChild))) addTally(tally, part);
  const played = Object.values(tally.runs).reduce((sum, runs) => sum + runs, tally.uncounted);
  if (played < most) progress(`the time was over after ${String(played)} of ${String(most)} sequences`);
  return tally;
}

async function inChild(range: Range): Promise<Tally> {
  const child = fork(fileURLToPath(new URL("range-process.ts", import.meta.url)), [JSON.stringify(range)], {
    // Most of what a sequence makes is forgotten with it: a large nursery keeps it from being carried along.
    execArgv: [...process.execArgv, "--max-semi-space-size=64"],
    // GraphQL's own checks of its schema objects cost more than the sandbox's work.
    env: { ...process.env, NODE_ENV: "production" },
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
