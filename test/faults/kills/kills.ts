import { registerApp } from "../../../src/sandbox/access/registration.ts";
import { few, type Order } from "../order.ts";
import { addRun, emptyTally, type Run, type Tally } from "../tally.ts";
import { build } from "../theatre/build.ts";
import { startPostgres } from "../theatre/postgres.ts";
import type { TheatreOptions } from "../theatre/theatre.ts";
import { atEachPlace, type Report } from "./boundaries.ts";
import { firstStarts } from "./first-start.ts";
import { randomKills, type Batch } from "./random.ts";
import { scenarios } from "./scenarios.ts";

/** Places of a scenario that the quick subset tries. */
const SAMPLE = 2;
/** Random kills before all is judged. */
const KILLS_OF_A_BATCH = 5;
/** Real milliseconds after which the quick subset begins no further place; its random kills come first. */
const QUICK_WITHIN = 45_000;
/** Part of the time that is left to the places when random kills beyond those of the quick subset take long. */
const FOR_PLACES = 1 / 3;

type Job = (options: TheatreOptions) => Promise<void>;

/**
 * SIGKILL of the real process: at every place at which it reads or writes, in each scenario, and at random moments
 * under load. The places are told apart from outside, so the product has nothing in it for this.
 */
export async function killings(order: Order): Promise<Tally> {
  const tally = emptyTally();
  const until = performance.now() + (order.quick ? QUICK_WITHIN : order.within);
  const isOver = (): boolean => performance.now() > until;
  const isLate = (): boolean => performance.now() > until - order.within * FOR_PLACES;
  const report = (run: Run): void => {
    addRun(tally, run);
    if ((run.kills ?? 0) > 0) order.progress(`${run.kind}: ${String(tally.kills)} kills so far`);
  };
  const told: Report = {
    ...{ seed: order.seed, report, most: order.quick ? SAMPLE + 1 : Infinity },
    choose: (places) => chosen(order, places, isOver),
  };
  const batches = batchesOf(order, isLate);
  const random: Job = (options) => randomKills(options, { batches, report });
  const boundaries: Job[] = [
    ...scenarios.map((scenario) => (options: TheatreOptions) => atEachPlace(scenario, options, told)),
    (options) => firstStarts(options, told),
  ];
  const intime = boundaries.map(
    (job): Job =>
      (options) =>
        order.quick && isOver() ? Promise.resolve() : job(options),
  );
  await inLanes(order, [...Array.from({ length: order.processes }, () => random), ...intime]);
  return tally;
}

/** All places; of the quick subset a few, other ones for another seed. */
function* chosen({ quick, seed }: Order, places: number, isOver: () => boolean): Generator<number> {
  const step = quick ? places / SAMPLE : 1;
  const first = quick ? 1 + ((seed * 7) % Math.max(1, Math.floor(step))) : 1;
  for (let place = first; place <= places && !isOver(); place += step) yield Math.floor(place);
}

/** One counter for all lanes. */
function* batchesOf({ amounts: { kills }, seed }: Order, isLate: () => boolean): Generator<Batch> {
  for (let done = 0; done < kills && (done < few.kills || !isLate()); done += KILLS_OF_A_BATCH)
    yield { seed: seed + done, kills: Math.min(KILLS_OF_A_BATCH, kills - done) };
}

/** As many jobs at once as there are processors, each with a database of its own. */
async function inLanes({ processes }: Order, jobs: Job[]): Promise<void> {
  const built = await build();
  const postgres = await startPostgres();
  const registration = registerApp("app.yml");
  const lane = async (name: number): Promise<void> => {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift())
      await job({ main: built.main, postgres, registration, database: `lane_${String(name)}` });
  };
  try {
    await Promise.all(Array.from({ length: processes }, (_, name) => lane(name)));
  } finally {
    await postgres.stop();
    await built.remove();
  }
}
