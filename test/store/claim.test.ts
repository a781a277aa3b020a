import { EventEmitter, once } from "node:events";
import { describe, expect, it } from "@jest/globals";
import type { PartnerId } from "../../src/core/ids.ts";
import { withDatabases, type TestDatabase } from "../support/database.ts";
import { aBoard, aDelivery, at, claimed } from "./arrange.ts";

const freshDatabase = withDatabases();

async function hinted({ store, inbox }: TestDatabase): Promise<void> {
  await aBoard(store);
  await inbox.remember(aDelivery());
}

describe("claim", () => {
  it("gives an installation to one process at a time", async () => {
    const database = await freshDatabase();
    await hinted(database);
    const stores = [database.store, database.another().store, database.another().store];

    const claims = await Promise.all(stores.map((store) => store.claim(at())));

    const held = claims.filter((claim) => claim !== null);
    expect(held).toHaveLength(1);
    await held[0]?.release();
    const next = await claimed(database.another().store);
    await next.release();
  });

  it("is free again as soon as its connection is gone, and writes nothing after that", async () => {
    const database = await freshDatabase();
    await hinted(database);
    const lost = await claimed(database.store);
    const [row] = await lost.duePartners(at(), 1);
    await database.sql(
      `select pg_terminate_backend(pid, 10000) from pg_locks
       where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
    );

    const failure = lost.failed(row?.id ?? ("0" as PartnerId), { code: "late", until: null });

    await expect(failure).rejects.toMatchObject({ failure: { kind: "transient" } });
    const next = await claimed(database.another().store);
    expect(await next.duePartners(at(), 1)).toMatchObject([{ attempts: 0 }]);
    await expect(lost.holdOff(at(5))).rejects.toMatchObject({ code: "claim-lost" });
    await Promise.all([next.release(), lost.release()]);
  });

  it("is null when nothing is due or a limit forbids it", async () => {
    const { store, inbox } = await freshDatabase();
    await aBoard(store);
    expect(await store.claim(at(-1))).toBeNull();
    await inbox.remember(aDelivery());
    const claim = await claimed(store);
    await claim.holdOff(at(60));
    await claim.release();

    expect(await store.claim(at(59))).toBeNull();
    expect(await store.nextDue()).toBe(at(60));
    expect(await store.standing(at(59))).toMatchObject({ due: 1, waitsUntil: at(60) });
    await (await claimed(store, at(60))).release();
  });

  it("is not said to wait for a limit when nothing is to be done, before it is over or after", async () => {
    const { store, inbox, sql } = await freshDatabase();
    await aBoard(store);
    await inbox.remember(aDelivery());
    const claim = await claimed(store);
    await claim.holdOff(at(60));
    await claim.release();
    await sql("update partner set due_at = null");

    expect(await store.standing(at(59))).toMatchObject({ waitsUntil: null });
    expect(await store.standing(at(61))).toMatchObject({ waitsUntil: null });
  });

  it("serves installations in turn", async () => {
    const { store } = await freshDatabase();
    const ids = ["1", "2", "3"];
    await store.knowInstallations(
      ids.map((id) => ({ id, account: `org-${id}`, suspended: false })),
      at(),
    );
    const served: string[] = [];

    for (let round = 0; round < 6; round += 1) {
      const claim = await claimed(store);
      served.push(claim.installation);
      await claim.release();
    }

    expect(served).toEqual([...ids, ...ids]);
  });

  it("lets different installations go on side by side", async () => {
    const { store } = await freshDatabase();
    await store.knowInstallations(
      ["1", "2"].map((id) => ({ id, account: id, suspended: false })),
      at(),
    );

    const claims = await Promise.all([claimed(store), claimed(store)]);

    expect(new Set(claims.map((claim) => claim.installation))).toEqual(new Set(["1", "2"]));
    await Promise.all(claims.map((claim) => claim.release()));
  });
});

describe("alone", () => {
  it("runs a task in one process only", async () => {
    const database = await freshDatabase();
    const other = database.another().store;

    const answers: boolean[] = [];
    const outer = await database.store.alone("sweep", async () => {
      answers.push(await other.alone("sweep", () => Promise.resolve()));
      answers.push(await other.alone("another", () => Promise.resolve()));
    });

    expect([outer, ...answers]).toEqual([true, false, true]);
    expect(await other.alone("sweep", () => Promise.resolve())).toBe(true);
  });
});

describe("listen", () => {
  it("wakes another process when a delivery made something due", async () => {
    const database = await freshDatabase();
    await aBoard(database.store);
    const listener = await listening(database.another().store);

    await database.inbox.remember(aDelivery());

    expect(await listener.woken).toEqual([]);
    await listener.stop();
  });

  it("connects again when its connection is cut, and wakes in case it missed something", async () => {
    const database = await freshDatabase();
    const listener = await listening(database.store);

    await database.sql(
      "select pg_terminate_backend(pid, 10000) from pg_stat_activity where query like 'listen %'",
    );

    expect(await listener.woken).toEqual([]);
    await listener.stop();
  });
});

/** Listens, and tells when it was woken first. */
async function listening(
  store: TestDatabase["store"],
): Promise<{ readonly woken: Promise<unknown>; stop(): Promise<void> }> {
  const bell = new EventEmitter();
  const woken = once(bell, "due");
  const stop = await store.listen(() => bell.emit("due"));
  return { woken, stop };
}
