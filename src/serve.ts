import type { Login } from "./core/ids.ts";
import type { Chores } from "./keeper/chores.ts";
import type { GithubApp } from "./keeper/github.ts";
import type { Log } from "./keeper/log.ts";
import { sleepReal } from "./keeper/system-clock.ts";
import type { Worker } from "./keeper/worker.ts";
import type { Front } from "./web/front.ts";

/** The running parts, and how to end what is under them. */
export interface Parts {
  readonly front: Front;
  readonly worker: Worker;
  readonly chores: Chores;
  readonly closeStore: () => Promise<void>;
  readonly log: Log;
}

export interface Running {
  /** Stops taking, finishes what is under way, lets go of everything. Once; later calls wait for the first. */
  stop(): Promise<void>;
}

/** An orchestrator kills after 10 s: what is not finished by then is finished after the next start. */
const DRAIN_WITHIN_MS = 7_000;

/** Starts worker and chores. The front listens already. */
export function serve(parts: Parts): Running {
  const stopping = new AbortController();
  const work = Promise.all([parts.worker.run(stopping.signal), parts.chores.run(stopping.signal)]);
  work.catch((error: unknown) => {
    parts.log.error({ err: error }, "worker.died");
  });
  let stopped: Promise<void> | null = null;
  return {
    stop: () => {
      stopped ??= drain(parts, stopping, work);
      return stopped;
    },
  };
}

async function drain(
  { front, closeStore, log }: Parts,
  stopping: AbortController,
  work: Promise<unknown>,
): Promise<void> {
  log.info({}, "server.draining");
  stopping.abort();
  const patience = new AbortController();
  const drained = Promise.allSettled([work, front.close()]).then(() => "drained" as const);
  const late = sleepReal(DRAIN_WITHIN_MS, patience.signal).then(() => "late" as const);
  const end = await Promise.race([drained, late]);
  patience.abort();
  if (end === "late") log.warn({}, "server.cut-short");
  await closeStore();
  log.info({ end }, "server.stopped");
}

/** The App's own login. GitHub may be away when we start, so it is asked again whenever it is missed. */
export function createSelf(app: Pick<GithubApp, "self">, log: Log): () => Login | null {
  let known: Login | null = null;
  let asking = false;
  const ask = async (): Promise<void> => {
    asking = true;
    try {
      known = await app.self();
    } catch (error) {
      log.warn({ err: error }, "self.unknown");
    }
    asking = false;
  };
  void ask();
  return () => {
    if (known === null && !asking) void ask();
    return known;
  };
}
