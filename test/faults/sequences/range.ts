import fc from "fast-check";
import { addRun, emptyTally, type Tally } from "../tally.ts";
import { sequence } from "./model/step.ts";
import { playCrowd } from "./run/crowd.ts";
import { meanwhile, playMeanwhile } from "./run/meanwhile.ts";
import { playPlain, type Played } from "./run/plain.ts";
import { playPoison, poisonSteps } from "./run/poison.ts";
import { events, playTenants } from "./run/tenants.ts";
import { playTwin, twin } from "./run/twin.ts";
import { memoryFooting } from "./stage/memory.ts";
import { postgresFooting } from "./stage/postgres.ts";
import type { Footing } from "./stage/records.ts";
import { openStage, type Stage } from "./stage/stage.ts";

/** A range of seeded sequences, to be played by one process. */
export interface Range {
  /** Upon which record: the real one, or its double in memory. */
  readonly upon: Upon;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** Beyond `least`, no new sequence is begun after this many real milliseconds. */
  readonly within: number;
  readonly least: number;
}

export type Upon = "postgres" | "memory";

/** A kind of sequence: what may happen, and how it is played and judged. */
interface Genre {
  readonly name: string;
  readonly holds: (judge: (played: () => Promise<Played>) => Promise<boolean>, theatre: Theatre) => Runnable;
}

type Runnable = fc.IAsyncProperty<[unknown]>;

function genre<T>(
  name: string,
  any: fc.Arbitrary<T>,
  play: (stage: Stage, one: T) => Promise<Played>,
): Genre {
  return {
    name,
    holds: (judge, theatre) => fc.asyncProperty(any, (one) => judge(() => play(theatre.stage, one))),
  };
}

const plain = genre("sequences", sequence, playPlain);
const twins = genre("sequences played twice, the second time with late or lost webhooks", twin, playTwin);
const poison = genre("sequences with a partner that always fails", poisonSteps, playPoison);
const tenants = genre("sequences of two installations", events, playTenants);
const meanwhiles = genre("cards moved while they are written", meanwhile, playMeanwhile);
const crowd = genre("crowds", fc.constant(null), playCrowd);

/**
 * Of twenty sequences four are played twice, one has two installations, one a failing partner, and in one a card is
 * moved at the worst moment. Every two thousandth is a crowd, the first of the usual seed among them.
 */
function genreOf(seed: number): Genre {
  if (seed % 2_000 === 1) return crowd;
  if (seed % 5 === 3) return twins;
  if (seed % 20 === 11) return tenants;
  if (seed % 20 === 14) return meanwhiles;
  return seed % 20 === 7 ? poison : plain;
}

/** Beyond so many broken sequences nothing is shrunk any more: shrinking plays dozens. */
const MOST_SHRUNK = 3;
const SHRINK_MS = 60_000;

interface Theatre {
  readonly upon: Upon;
  readonly footing: Footing;
  readonly progress: (line: string) => void;
  stage: Stage;
  broken: number;
}

/**
 * Plays the sequences of the range, one after the other: Octokit shares tokens that are being fetched among all Apps
 * of a process that have an installation of the same number.
 */
export async function simulate(range: Range, progress: (line: string) => void): Promise<Tally> {
  const footing = range.upon === "memory" ? memoryFooting : await postgresFooting();
  const tally = emptyTally();
  const began = performance.now();
  try {
    const theatre: Theatre = {
      upon: range.upon,
      footing,
      progress,
      stage: await openStage(footing),
      broken: 0,
    };
    const isOver = (run: number): boolean =>
      run >= range.from + range.least && performance.now() - began > range.within;
    for (let run = range.from; run < range.to && !isOver(run); run += 1) {
      const seed = range.seed + run;
      await one(theatre, { seed, genre: genreOf(seed) }, tally);
      const played = run + 1 - range.from;
      if (played % 1_000 === 0)
        progress(
          `${String(played)} of ${String(range.to - range.from)} sequences, ${String(theatre.broken)} broken`,
        );
    }
    await theatre.stage.close();
  } finally {
    await footing.stop();
  }
  return tally;
}

/** One seeded sequence; where it breaks an invariant, fast-check looks for the least that breaks the same. */
async function one(
  theatre: Theatre,
  { seed, genre: { name, holds } }: { readonly seed: number; readonly genre: Genre },
  tally: Tally,
): Promise<void> {
  let first: Played | null = null;
  const until = performance.now() + SHRINK_MS;
  const judge = async (play: () => Promise<Played>): Promise<boolean> => {
    if (first !== null && performance.now() > until) return true;
    const played = await attempt(theatre, play);
    first ??= played;
    const names = new Set(broken(first));
    return !broken(played).some((each) => names.has(each));
  };
  const { counterexample } = await fc.check(holds(judge, theatre), {
    ...{ seed, numRuns: 1, endOnFailure: theatre.broken >= MOST_SHRUNK },
  });
  const played = first as Played | null;
  if (played === null) throw new Error(`sequence ${String(seed)} was not played`);
  if (broken(played).length > 0) {
    theatre.broken += 1;
    theatre.progress(`sequence ${String(seed)} breaks ${broken(played).join(", ")}`);
  }
  addRun(tally, {
    kind: theatre.upon === "memory" ? `${name}, in memory` : name,
    ...played,
    replay: { seed, steps: counterexample?.[0] ?? null },
  });
}

const broken = ({ found }: Played): readonly string[] =>
  Object.keys(found).filter((name) => (found[name]?.violations.length ?? 0) > 0);

/** A sequence that never comes to rest is a violation as well: a board that is not at rest is not legal. */
async function attempt(theatre: Theatre, play: () => Promise<Played>): Promise<Played> {
  try {
    return await play();
  } catch (error) {
    await theatre.stage.close().catch(() => undefined);
    theatre.stage = await openStage(theatre.footing);
    const violations = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
    return { found: { I3: { checked: 1, violations } }, fired: {}, counts: true };
  }
}
