import { once } from "node:events";
import { describe, expect, it } from "@jest/globals";
import { createBell } from "../../src/keeper/bell.ts";
import { createChores } from "../../src/keeper/chores.ts";
import type { Clock } from "../../src/keeper/clock.ts";
import { createRedelivery } from "../../src/keeper/redelivery.ts";
import type { Store } from "../../src/keeper/store.ts";
import { systemClock } from "../../src/keeper/system-clock.ts";
import { createWorker } from "../../src/keeper/worker.ts";
import { withDatabases } from "../support/database.ts";
import type { ManualClock } from "../support/manual-clock.ts";
import { anError, anOffice, later, minutes } from "./arrange.ts";

const databases = withDatabases();

describe("the worker", () => {
  it("wakes for a delivery, undoes the move, and stops when told to", async () => {
    const { keeper, github, clock, moved } = await anOffice(databases, (fake) => fake.add());
    const [card] = github.cards;
    if (card === undefined) throw new Error("no card");
    const stop = new AbortController();
    const acted = github.next("act");
    const worker = createWorker({ ...keeper, clock: { ...systemClock, now: () => clock.now() } });

    const running = worker.run(stop.signal);
    await moved(card, "Onboarding");
    await acted;
    stop.abort();
    await running;

    expect(card.column).toBe("Identification");
    expect(worker.state()).toEqual({ busy: 0, pausedUntil: null, triesAgainAt: null });
  });

  it("does not wait for what fell due while it tried to claim", async () => {
    const { keeper, github, clock } = await anOffice(databases, (fake) => fake.add());
    const stop = new AbortController();
    const swept = github.next("board");
    const store: Store = {
      ...keeper.store,
      claim: async (now) => {
        const claim = await keeper.store.claim(now);
        if (claim === null) clock.advance(minutes(16));
        return claim;
      },
    };
    const running = createWorker({ ...keeper, store, clock: standingStill(clock) }).run(stop.signal);

    await swept;
    stop.abort();
    await running;

    expect(github.calls).toContain("board");
  });

  it("says when it tries again what the database refused", async () => {
    const { keeper, clock } = await anOffice(databases);
    const stop = new AbortController();
    const store: Store = { ...keeper.store, claim: () => Promise.reject(anError({ kind: "transient" })) };
    const still = standingStill(clock);
    const worker = createWorker({ ...keeper, store, clock: still });

    const running = worker.run(stop.signal);
    await still.slept;
    const { triesAgainAt } = worker.state();
    stop.abort();
    await running;

    expect(triesAgainAt).toBe(later(clock, 1_000));
  });
});

/** Whoever sleeps on this clock does so until it is aborted, unless the time has come already. */
function standingStill(clock: ManualClock): Clock & { readonly slept: Promise<void> } {
  let tell = (): void => undefined;
  const slept = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return {
    now: () => clock.now(),
    slept,
    sleep: async (until, signal) => {
      tell();
      if (until > clock.now() && !signal.aborted) await once(signal, "abort");
    },
  };
}

describe("the redelivery", () => {
  it("asks again for what GitHub could not hand over, and takes a refusal for one of them", async () => {
    const { keeper, apps } = await anOffice(databases);
    const failed = [
      { id: 3, guid: "c" },
      { id: 2, guid: "b" },
      { id: 1, guid: "a" },
    ];
    const app = {
      ...keeper.app,
      failedDeliveries: () => Promise.resolve(failed),
      redeliver: (id: number) => {
        if (id === 2) return Promise.reject(anError({ kind: "permanent" }));
        return keeper.app.redeliver(id);
      },
    };

    await createRedelivery({ ...keeper, app })();

    expect(apps.redelivered).toEqual([3, 1]);
  });

  it("looks back three days at first, then to shortly before its last look", async () => {
    const { keeper, clock } = await anOffice(databases);
    const asked: number[] = [];
    const app = {
      ...keeper.app,
      failedDeliveries: (since: number) => {
        asked.push((clock.now() - since) / minutes(1));
        return Promise.resolve([]);
      },
    };
    const redeliver = createRedelivery({ ...keeper, app });

    await redeliver();
    clock.advance(minutes(5));
    await redeliver();

    expect(asked).toEqual([3 * 24 * 60, 15]);
  });
});

describe("chores", () => {
  it("are done in their rhythm, and sooner again after a failure", async () => {
    const { keeper, clock } = await anOffice(databases);
    const stop = new AbortController();
    const start = clock.now();
    const times: number[] = [];
    const work = (): Promise<void> => {
      times.push((clock.now() - start) / 1_000);
      if (times.length === 3) stop.abort();
      return times.length === 1 ? Promise.reject(anError({ kind: "transient" })) : Promise.resolve();
    };

    await createChores(keeper, [{ task: "test", everyMs: minutes(5), work }]).run(stop.signal);

    expect(times).toEqual([0, 30, 330]);
  });
});

describe("a bell", () => {
  it("wakes who waits, and keeps a ring for who comes later", async () => {
    const { clock } = await anOffice(databases);
    const never = later(clock, minutes(10_000));
    const { signal } = new AbortController();
    const bell = createBell(systemClock);

    bell.ring();
    await bell.wait(never, signal);
    const waiting = bell.wait(never, signal);
    bell.ring();

    await expect(waiting).resolves.toBeUndefined();
  });
});
