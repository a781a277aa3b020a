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
  /** When it tries again what the database refused or another process has; null: there is no such thing. */
  readonly triesAgainAt: Instant | null;
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
  const office: Office = { keeper, settings, turns, pauses, bell, triesAgainAt: null };
  return {
    run: (stop) => work(office, stop),
    state: () => ({
      busy: turns.size - pauses.size,
      pausedUntil: pauses.size === 0 ? null : (Math.min(...pauses.values()) as Instant),
      triesAgainAt: office.triesAgainAt,
    }),
  };
}

interface Office {
  readonly keeper: Keeper;
  readonly settings: WorkerSettings;
  readonly turns: Set<Promise<void>>;
  readonly pauses: Pauses;
  readonly bell: Bell;
  triesAgainAt: WorkerState["triesAgainAt"];
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
  const now = keeper.clock.now();
  try {
    const full = office.turns.size >= settings.parallel;
    const claim = full ? null : await keeper.store.claim(now);
    if (claim !== null) {
      begin(office, claim, stop);
      return;
    }
    const due = await keeper.store.nextDue();
    if (isHeldElsewhere(office, due, now)) await tryAgain(office, (until) => bell.wait(until, stop));
    else await bell.wait(wakeAt(office, due, now), stop);
  } catch (error) {
    keeper.log.error({ err: error }, "worker.interrupted");
    await tryAgain(office, (until) => keeper.clock.sleep(until, stop));
  }
}

/** What was due at `now` and could not be claimed is another process's, unless a turn of ours has it. */
function isHeldElsewhere({ turns }: Office, due: Instant | null, now: Instant): boolean {
  return due !== null && due <= now && turns.size === 0;
}

/** The end of a turn of ours rings. `now` is when the claim was tried: what fell due since then is not waited for. */
function wakeAt({ settings }: Office, due: Instant | null, now: Instant): Instant {
  const poll = now + settings.pollMs;
  return (due === null || due <= now ? poll : Math.min(due, poll)) as Instant;
}

async function tryAgain(office: Office, wait: (until: Instant) => Promise<void>): Promise<void> {
  const until = (office.keeper.clock.now() + office.settings.recoverMs) as Instant;
  office.triesAgainAt = until;
  await wait(until);
  office.triesAgainAt = null;
}

function begin(office: Office, claim: Claim, stop: AbortSignal): void {
  const turn: Promise<void> = takeTurn(office.keeper, claim, { stop, pauses: office.pauses }).finally(() => {
    office.turns.delete(turn);
    office.bell.ring();
  });
  office.turns.add(turn);
}
