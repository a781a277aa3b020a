import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Registration } from "../../../src/sandbox/access/registration.ts";
import { appEnvironment } from "../../../src/sandbox/app/command.ts";
import { stopDatabases } from "../../../src/sandbox/app/orphans.ts";
import type { Run } from "../tally.ts";
import { spawnActor, type Actor } from "../theatre/actor.ts";
import { holds } from "../theatre/evidence.ts";

export interface EmbeddedOptions {
  readonly main: string;
  readonly registration: Registration;
  readonly seed: number;
}

/** Real milliseconds of a first start in which it is killed, one after the other. */
const KILLED_AFTER_MS = [150, 500, 900, 1_300];

/** The database of its own: killed while it is made, then asked for by two processes at once. */
export async function embeddedTrial({ main, registration, seed }: EmbeddedOptions): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), "stagekeeper-embedded-"));
  await chmod(folder, 0o711);
  const log = join(folder, "app.log");
  const data = join(folder, "data");
  // GitHub is away: what is tried here needs none.
  const env = { ...appEnvironment({ registration, port: 9, data, logLevel: "info" }), PORT: "0" };
  const reading = { virtual: Date.UTC(2026, 2, 2, 10), real: Date.now(), speed: 1 };
  const start = (): Actor => spawnActor({ main, env, log });
  const actors: Actor[] = [];
  try {
    for (const ms of KILLED_AFTER_MS) {
      const killed = start();
      const began = killed.wake(reading).catch(() => null);
      await pause(ms + (seed % 10) * 13);
      killed.send("SIGKILL");
      await Promise.all([killed.ended, began]);
    }
    const first = start();
    actors.push(first);
    const url = await first.wake(reading).catch(() => null);
    const second = start();
    actors.push(second);
    const intruder = await second.wake(reading).catch(() => null);
    const said = await readFile(log, "utf8");
    const ready = url === null ? 0 : (await fetch(`${url}/ready`)).status;
    first.send("SIGTERM");
    const { code } = await first.ended;
    return {
      kind: "machinery",
      found: {
        I23: holds([[code === 0, `SIGTERM ended with ${String(code)}`]]),
        I1: holds([[url !== null, "after first starts that were killed it does not start"]]),
        I25: holds([
          [intruder === null, "a second process runs on the same directory"],
          [said.includes("is in use by process"), "the second process does not say why it ends"],
          [ready === 200, `the first process answers ${String(ready)} afterwards`],
        ]),
      },
      ...{ fired: { "SIGKILL at the embedded first start": KILLED_AFTER_MS.length }, counts: true },
      ...{ kills: KILLED_AFTER_MS.length, replay: { seed, steps: { trial: "embedded" } } },
    };
  } finally {
    for (const actor of actors) actor.send("SIGKILL");
    await stopDatabases(data);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
