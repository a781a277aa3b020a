import type { Instant } from "../core/time/time.ts";
import { type Bell, createBell } from "./bell.ts";
import type { Keeper } from "./keeper.ts";
import type { Claim } from "./store.ts";
import { type Pauses, takeTurn } from "./take-turn.ts";

export interface WorkerSettings {
  /** Installations worked on at once. */
  readonly parallel: number;
  /** The slow poll that covers a lost notification. */
  readonly pollMs: number;
  /** How long to wait after the database failed. */
  readonly recoverMs: number;
}

export const defaultSettings: WorkerSettings = { parallel: 4, pollMs: 30_000, recoverMs: 1_000 };

/** What the worker is doing, for the sandbox and `/metrics`. */
export interface WorkerState {
  /** Turns that are doing something, not counting those that wait for the limiter. */
  readonly busy: number;
  /** When the limiter lets a waiting turn go on; null: none waits. */
  readonly pausedUntil: Instant | null;
}

export interface Worker {
  /** Works until `stop` aborts and the turns under way have ended. */
  run(stop: AbortSignal): Promise<void>;
  state(): WorkerState;
}

/** Takes installations with something due, several at once, and drains them. */
export function createWorker(keeper: Keeper, settings: WorkerSettings = defaultSettings): Worker {
  const turns = new Set<Promise<void>>();
  const pauses: Pauses = new Map();
  const bell = createBell(keeper.clock);
  const office: Office = { keeper, settings, turns, pauses, bell };
  return {
    run: (stop) => work(office, stop),
    state: () => ({
      busy: turns.size - pauses.size,
      pausedUntil: pauses.size === 0 ? null : (Math.min(...pauses.values()) as Instant),
    }),
  };
}

interface Office {
  readonly keeper: Keeper;
  readonly settings: WorkerSettings;
  readonly turns: Set<Promise<void>>;
  readonly pauses: Pauses;
  readonly bell: Bell;
}

async function work(office: Office, stop: AbortSignal): Promise<void> {
  const unlisten = await listenSafely(office);
  while (!stop.aborted) await step(office, stop);
  await Promise.allSettled(office.turns);
  await unlisten();
}

/** The slow poll alone is enough, if late: a failure to listen stops nothing. */
async function listenSafely({ keeper, bell }: Office): Promise<() => Promise<void>> {
  try {
    return await keeper.store.listen(() => {
      bell.ring();
    });
  } catch (error) {
    keeper.log.warn({ err: error }, "worker.deaf");
    return () => Promise.resolve();
  }
}

async function step(office: Office, stop: AbortSignal): Promise<void> {
  const { keeper, settings, bell } = office;
  const { clock } = keeper;
  try {
    const full = office.turns.size >= settings.parallel;
    const claim = full ? null : await keeper.store.claim(clock.now());
    if (claim !== null) {
      begin(office, claim, stop);
      return;
    }
    await bell.wait(await wakeAt(office), stop);
  } catch (error) {
    keeper.log.error({ err: error }, "worker.interrupted");
    await clock.sleep((clock.now() + settings.recoverMs) as Instant, stop);
  }
}

/** What is due already is in somebody's hands: the end of our own turn rings, another process's is polled for. */
async function wakeAt({ keeper, settings, turns }: Office): Promise<Instant> {
  const now = keeper.clock.now();
  const poll = now + settings.pollMs;
  const due = await keeper.store.nextDue();
  if (due === null) return poll as Instant;
  if (due > now) return Math.min(due, poll) as Instant;
  return (turns.size > 0 ? poll : now + settings.recoverMs) as Instant;
}

function begin(office: Office, claim: Claim, stop: AbortSignal): void {
  const turn: Promise<void> = takeTurn(office.keeper, claim, { stop, pauses: office.pauses }).finally(() => {
    office.turns.delete(turn);
    office.bell.ring();
  });
  office.turns.add(turn);
}
