import type { Instant } from "../../../../src/core/time/time.ts";
import type { Pieces } from "../../../../src/sandbox/assemble.ts";
import { openApp, type InnerApp } from "./app.ts";
import { openGithub, type GithubWorld } from "./github.ts";
import type { Footing } from "./records.ts";

/** GitHub, the App and its record in one process, on time that moves only when it is turned. */
export interface Stage {
  readonly app: InnerApp;
  /** A new world and an empty record; `prepare` sets the scene before the App sees it. */
  begin<T>(
    opening: { readonly base: number; readonly workers: number },
    prepare: (world: GithubWorld) => T,
  ): Promise<{ readonly world: GithubWorld; readonly scene: T }>;
  /** Until nothing is under way or due, running limits, retries and doubts forward. */
  settle(world: GithubWorld): Promise<void>;
  close(): Promise<void>;
}

const MOST_JUMPS = 4_000;
const STILL = 6;
/** Longer than the slowest machine needs: only what hangs is given up. */
const GIVE_UP_MS = 600_000;

/** Opens the stage. */
export async function openStage(footing: Footing): Promise<Stage> {
  const github = openGithub();
  const app = await openApp(footing.line(github), await footing.fresh());
  return {
    app,
    begin: async ({ base, workers }, prepare) => {
      await app.halt();
      const world = github.begin(base, app.post);
      const scene = prepare(world);
      await app.start(world.pieces.clock, { empty: true, workers });
      await settle(app, world);
      return { world, scene };
    },
    settle: (world) => settle(app, world),
    close: () => app.close(),
  };
}

interface Watch {
  jumps: number;
  still: number;
  readonly since: number;
}

async function settle(app: InnerApp, { pieces }: GithubWorld): Promise<void> {
  const watch: Watch = { jumps: 0, still: 0, since: performance.now() };
  while (!(await isAtRest(app, pieces, watch))) {
    if (performance.now() - watch.since > GIVE_UP_MS || watch.jumps > MOST_JUMPS) {
      throw new Error(`not settled after ${String(watch.jumps)} jumps of the clock`);
    }
    await app.records.breathe();
  }
}

/** One look; where only time is wanted, time passes. */
async function isAtRest(app: InnerApp, { clock, dispatcher }: Pieces, watch: Watch): Promise<boolean> {
  const begun = dispatcher.begun();
  if (passesPause(app, clock)) return false;
  // A turn whose pause is over is about to go on: time that passed now would pass while its write is on the way.
  const isBusy = (): boolean => app.busy() || app.pausedUntil() !== null || dispatcher.underWay() > 0;
  const standing = isBusy()
    ? null
    : await app.records.store.standing(clock.now() as Instant).catch(() => null);
  if (standing === null || isBusy() || dispatcher.begun() !== begun) {
    watch.still = 0;
    return false;
  }
  const until = ahead(standing.waitsUntil, clock);
  // What a parked partner was told stays untold until somebody wakes it.
  const heard = standing.inbox === 0 || standing.deadLetters > 0;
  if (heard && standing.due === 0 && until === null) return true;
  watch.still += 1;
  pass({ clock, watch }, { until, idle: standing.due === 0 });
  return false;
}

function ahead(until: number | null, clock: Pieces["clock"]): number | null {
  return until !== null && until > clock.now() ? until : null;
}

/** The limiter lets a turn wait: time passes until it does not. */
function passesPause(app: InnerApp, clock: Pieces["clock"]): boolean {
  const paused = app.pausedUntil();
  if (paused === null || paused <= clock.now()) return false;
  clock.set({ to: paused });
  return true;
}

function pass(
  { clock, watch }: { readonly clock: Pieces["clock"]; readonly watch: Watch },
  { until, idle }: { readonly until: number | null; readonly idle: boolean },
): void {
  if (watch.still <= STILL && (until === null || !idle)) return;
  clock.set({ to: until ?? clock.now() + 1_100 });
  watch.jumps += 1;
  watch.still = 0;
}
