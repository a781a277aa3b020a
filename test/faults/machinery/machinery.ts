import { registerApp } from "../../../src/sandbox/access/registration.ts";
import type { Order } from "../order.ts";
import { addRun, emptyTally, type Tally } from "../tally.ts";
import { build } from "../theatre/build.ts";
import { startPostgres } from "../theatre/postgres.ts";
import { embeddedTrial } from "./embedded.ts";
import { newerSchemaTrial } from "./newer-schema.ts";
import { playTrial } from "./trial.ts";
import { trials } from "./trials.ts";
import { upgrade } from "./upgrade.ts";

/**
 * How often each trial is played in the full programme: what breaks, breaks at another moment each time. The first
 * round is played however slow the machine is.
 */
const TIMES = 10;

/** The database and several processes: killed, cut off, stopped, drained, restored. */
export async function machinery({ seed, quick, within, progress }: Order): Promise<Tally> {
  const tally = emptyTally();
  const built = await build();
  const postgres = await startPostgres();
  const began = performance.now();
  const options = { main: built.main, postgres, database: "machinery", registration: registerApp("app.yml") };
  try {
    progress("a schema of a newer version");
    addRun(tally, await newerSchemaTrial({ ...options, seed }));
    for (let time = 0; time < (quick ? 1 : TIMES); time += 1) {
      for (const trial of [upgrade(built.main), ...trials]) {
        if (time > 0 && performance.now() - began > within) {
          progress(`no time was left for: ${trial.name}`);
          continue;
        }
        progress(trial.name);
        addRun(tally, await playTrial(trial, options, seed + time));
      }
      addRun(tally, await embeddedTrial({ ...options, seed: seed + time }));
    }
  } finally {
    await postgres.stop();
    await built.remove();
  }
  return tally;
}
