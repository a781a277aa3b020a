import fc from "fast-check";
import type { Found } from "./invariants/evidence.ts";
import { play, type Played } from "./model/play.ts";
import { sequence, type Step } from "./model/step.ts";
import { databaseServer } from "./stage/database.ts";
import { openStage, type Stage } from "./stage/stage.ts";
import { emptyTally, type Tally } from "./tally.ts";

/** A range of seeded sequences, to be played by one process. */
export interface Range {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** No new sequence is begun after this many real milliseconds. */
  readonly within: number;
  /** Ends with the first violation, shrunk. */
  readonly shrink: boolean;
}

/** Plays the sequences of the range one after another on one stage. */
export async function simulate(range: Range): Promise<Tally> {
  const server = await databaseServer();
  const tally = emptyTally();
  let stage = await openStage(server);
  const began = performance.now();
  try {
    for (let run = range.from; run < range.to && performance.now() - began < range.within; run += 1) {
      const [steps = []] = fc.sample(sequence, { seed: range.seed + run, numRuns: 1 });
      const played = await attempt(stage, steps);
      tally.add(played, `seed ${String(range.seed + run)}`);
      await keepExample(stage, tally, { steps, played, seed: range.seed + run, least: range.shrink });
      if (played.found["settles"] !== undefined) {
        await stage.close().catch(() => undefined);
        stage = await openStage(server);
      }
    }
  } finally {
    await stage.close();
    await server.stop();
  }
  return tally;
}

interface Shown {
  readonly steps: readonly Step[];
  readonly played: Played;
  readonly seed: number;
  readonly least: boolean;
}

async function keepExample(stage: Stage, tally: Tally, shown: Shown): Promise<void> {
  const broken = violationsOf(shown.played);
  const [first] = broken;
  if (first === undefined || tally.examples.length >= 5) return;
  const steps = shown.least ? await shrink(stage, shown.steps, first[0]) : shown.steps;
  const violations = broken.map(([name, text]) => `${name}: ${text}`);
  tally.examples.push({ seed: shown.seed, steps, violations });
}

/** A sequence that never comes to rest is a violation as well: a board that is not at rest is not legal. */
async function attempt(stage: Stage, steps: readonly Step[]): Promise<Played> {
  try {
    return await play(stage, steps);
  } catch (error) {
    const wrong: Found = { checked: 1, violations: [error instanceof Error ? error.message : String(error)] };
    return { found: { I3: wrong, settles: wrong }, fired: {}, counts: true };
  }
}

function violationsOf({ found }: Played): readonly (readonly [string, string])[] {
  return Object.entries(found).flatMap(([name, { violations }]) =>
    violations.map((text) => [name, text] as const),
  );
}

/** Leaves out one step after another as long as the same invariant stays broken. */
async function shrink(stage: Stage, steps: readonly Step[], name: string): Promise<readonly Step[]> {
  let least = steps;
  for (let index = least.length - 1; index >= 0; index -= 1) {
    const shorter = least.filter((_, at) => at !== index);
    const played = await attempt(stage, shorter);
    if (violationsOf(played).some(([broken]) => broken === name)) least = shorter;
  }
  const calm = least.map((step) => ({ ...step, fault: null, atOnce: false }));
  const played = await attempt(stage, calm);
  return violationsOf(played).some(([broken]) => broken === name) ? calm : least;
}
