import type { Instant } from "../core/time/time.ts";
import { AppError } from "./failure.ts";
import { knowInstallations } from "./installations.ts";
import type { Keeper } from "./keeper.ts";
import { createRedelivery } from "./redelivery.ts";

/** Something done now and then, by one process at a time. */
export interface Chore {
  readonly task: string;
  readonly everyMs: number;
  readonly work: () => Promise<void>;
}

export interface Chores {
  /** Does each chore at once and then in its rhythm, until `stop` aborts. */
  run(stop: AbortSignal): Promise<void>;
  /** How many are being done now. */
  busy(): number;
}

const MINUTE = 60_000;
const AGAIN_MS = 30_000;

/** What has to happen beside the partners: installations, lost deliveries, forgetting. */
export function choresOf(keeper: Keeper): readonly Chore[] {
  const redeliver = createRedelivery(keeper);
  return [
    { task: "installations", everyMs: 60 * MINUTE, work: () => knowInstallations(keeper) },
    { task: "redelivery", everyMs: 4 * MINUTE, work: redeliver },
    { task: "tidy", everyMs: 60 * MINUTE, work: () => keeper.store.tidy(keeper.clock.now()) },
  ];
}

/** Runs the chores side by side; a failed one is tried again soon. */
export function createChores(keeper: Keeper, chores: readonly Chore[]): Chores {
  const underWay = new Set<string>();
  return {
    busy: () => underWay.size,
    run: async (stop) => {
      await Promise.all(chores.map((chore) => repeat(keeper, { chore, underWay, stop })));
    },
  };
}

interface Round {
  readonly chore: Chore;
  readonly underWay: Set<string>;
  readonly stop: AbortSignal;
}

async function repeat(keeper: Keeper, { chore, underWay, stop }: Round): Promise<void> {
  while (!stop.aborted) {
    underWay.add(chore.task);
    const done = await attempt(keeper, chore);
    underWay.delete(chore.task);
    const pause = done ? chore.everyMs : Math.min(AGAIN_MS, chore.everyMs);
    await keeper.clock.sleep((keeper.clock.now() + pause) as Instant, stop);
  }
}

async function attempt({ store, log }: Keeper, { task, work }: Chore): Promise<boolean> {
  try {
    await store.alone(task, work);
    return true;
  } catch (error) {
    log.warn({ task, code: error instanceof AppError ? error.code : "bug", err: error }, "chore.failed");
    return false;
  }
}
