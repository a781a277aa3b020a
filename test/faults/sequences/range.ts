import fc from "fast-check";
import { addRun, emptyTally, type Tally } from "../tally.ts";
import { sequence, type Sequence } from "./model/step.ts";
import { playPlain, type Played } from "./run/plain.ts";
import { databaseServer, type Server } from "./stage/database.ts";
import { openStage, type Stage } from "./stage/stage.ts";

/** A range of seeded sequences, to be played by one process. */
export interface Range {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** No new sequence is begun after this many real milliseconds. */
  readonly within: number;
}

/** Beyond so many broken sequences nothing is shrunk any more: shrinking plays dozens. */
const MOST_SHRUNK = 3;
const SHRINK_MS = 60_000;

/** Plays the sequences of the range one after another on one stage. */
export async function simulate(range: Range): Promise<Tally> {
  const server = await databaseServer();
  const tally = emptyTally();
  const theatre = { server, stage: await openStage(server), broken: 0 };
  const began = performance.now();
  try {
    for (let run = range.from; run < range.to && performance.now() - began < range.within; run += 1)
      await one(theatre, range.seed + run, tally);
  } finally {
    await theatre.stage.close();
    await server.stop();
  }
  return tally;
}

interface Theatre {
  readonly server: Server;
  stage: Stage;
  broken: number;
}

/** One seeded sequence; where it breaks an invariant, fast-check looks for the least that breaks the same. */
async function one(theatre: Theatre, seed: number, tally: Tally): Promise<void> {
  let first: Played | null = null;
  const holds = fc.asyncProperty(sequence, async (steps) => {
    const played = await attempt(theatre, steps);
    first ??= played;
    const names = new Set(broken(first));
    return !broken(played).some((name) => names.has(name));
  });
  const { counterexample } = await fc.check(holds, {
    ...{ seed, numRuns: 1, endOnFailure: theatre.broken >= MOST_SHRUNK },
    ...{ interruptAfterTimeLimit: SHRINK_MS, markInterruptAsFailure: false },
  });
  const played = first as Played | null;
  if (played === null) return;
  if (broken(played).length > 0) theatre.broken += 1;
  const steps = counterexample?.[0] ?? [];
  addRun(tally, { kind: "sequences", ...played, replay: { seed, steps } });
}

const broken = ({ found }: Played): readonly string[] =>
  Object.keys(found).filter((name) => (found[name]?.violations.length ?? 0) > 0);

/** A sequence that never comes to rest is a violation as well: a board that is not at rest is not legal. */
async function attempt(theatre: Theatre, played: Sequence): Promise<Played> {
  try {
    return await playPlain(theatre.stage, played);
  } catch (error) {
    await theatre.stage.close().catch(() => undefined);
    theatre.stage = await openStage(theatre.server);
    const violations = [error instanceof Error ? error.message : String(error)];
    return { found: { I3: { checked: 1, violations } }, fired: {}, counts: true };
  }
}
