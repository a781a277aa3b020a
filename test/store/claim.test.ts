import { EventEmitter, once } from "node:events";
import { describe, expect, it } from "@jest/globals";
import type { CardId, IssueId, PartnerId } from "../../src/core/ids.ts";
import { withDatabases, type TestDatabase } from "../support/database.ts";
import {
  aBoard,
  aCard,
  aComment,
  aDelivery,
  aPass,
  aboutCard,
  at,
  claimed,
  duePartner,
  moveBack,
} from "./arrange.ts";

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
      `select pg_terminate_backend(pid) from pg_locks
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

    await listener.woken;
    await listener.stop();
  });

  it("connects again when its connection is cut, and wakes in case it missed something", async () => {
    const database = await freshDatabase();
    const listener = await listening(database.store);

    await database.sql("select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'");

    await listener.woken;
    await listener.stop();
  });
});

describe("record", () => {
  it("keeps journal, ledger and standing together", async () => {
    const { store, inbox } = await freshDatabase();
    await aBoard(store);
    await inbox.remember(aDelivery());
    const claim = await claimed(store);
    const [row] = await claim.duePartners(at(), 1);
    if (row === undefined) throw new Error("nobody is due");
    const entries = [{ at: at(), kind: "adopted", stage: null }] as const;

    await claim.record(aPass(row, { entries, effects: [aComment()], hintsUntil: "" }));

    expect(await claim.memory(row.id)).toMatchObject({
      entries,
      open: [{ effect: aComment(), state: "recorded", sentAt: null }],
    });
    expect(await claim.others(row.pipeline, "0" as PartnerId)).toMatchObject([
      { id: row.id, organisation: "Acme" },
    ]);
    expect(await claim.others(row.pipeline, row.id)).toEqual([]);
    await claim.release();
  });

  it("does an effect once: a key that was there before is ignored", async () => {
    const { store, inbox } = await freshDatabase();
    await hintedRow(store, inbox, async (claim, row) => {
      await claim.record(aPass(row, { effects: [aComment()] }));
      const [open] = (await claim.memory(row.id)).open;
      if (open === undefined) throw new Error("nothing is open");
      await claim.sent([open], at(1));
      await claim.settled(open, { kind: "confirmed", id: "IC_9" }, at(2));
      await claim.settled(open, { kind: "confirmed", id: "IC_9" }, at(3));

      await claim.record(aPass(row, { effects: [aComment()] }));

      const { entries, open: left } = await claim.memory(row.id);
      expect(left).toEqual([]);
      expect(entries).toEqual([{ at: at(2), kind: "posted", key: "move/comment/1", id: "IC_9" }]);
    });
  });

  it("leaves the row open and the partner due when we die between sent and settled", async () => {
    const database = await freshDatabase();
    await hinted(database);
    const dying = await claimed(database.store);
    const row = await duePartner(dying, database.inbox);
    await dying.record(aPass(row, { effects: [moveBack()], dueAt: at(9999), at: at() }));
    await dying.sent((await dying.memory(row.id)).open, at(1));
    await database.sql(
      `select pg_terminate_backend(pid) from pg_locks
       where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
    );

    const next = await claimed(database.another().store);

    expect(await next.duePartners(at(), 1)).toMatchObject([{ id: row.id }]);
    expect(await next.memory(row.id)).toMatchObject({ open: [{ state: "sent", sentAt: at(1) }] });
    expect(await database.another().store.standing(at())).toMatchObject({ inDoubt: 1, due: 1 });
    await Promise.all([next.release(), dying.release()]);
  });

  it("comes back at the plan's time once everything is settled", async () => {
    const { store, inbox } = await freshDatabase();
    await hintedRow(store, inbox, async (claim, row) => {
      const { hintsUntil } = await claim.memory(row.id);
      await claim.record(aPass(row, { effects: [moveBack()], dueAt: at(500), at: at(), hintsUntil }));
      const { open } = await claim.memory(row.id);
      await claim.sent(open, at(1));
      for (const each of open) await claim.settled(each, { kind: "confirmed", id: null }, at(2));

      expect(await store.nextDue()).toBe(at(500));
      expect((await claim.memory(row.id)).lastStatusWrite).toBe(at(1));
      expect(await claim.sentSince(at(-5))).toEqual([{ at: at(1), contents: 0, reminders: 0 }]);
    });
  });

  it("does not lose a hint that arrives while the pass is under way", async () => {
    const { store, inbox } = await freshDatabase();
    await hintedRow(store, inbox, async (claim, row) => {
      const { hintsUntil } = await claim.memory(row.id);
      await inbox.remember(aDelivery({ receivedAt: at(3), about: aboutCard({ to: null }) }));

      await claim.record(aPass(row, { hintsUntil, dueAt: at(500), at: at(4) }));

      expect(await store.nextDue()).toBe(at(3));
      expect((await claim.memory(row.id)).hints).toMatchObject([{ to: null }]);
    });
  });

  it("wakes the partners that the answer changes", async () => {
    const { store, inbox } = await freshDatabase();
    await aBoard(store, [
      aCard(),
      aCard({ card: "PVTI_2" as CardId, issue: "I_2" as IssueId, number: 2, fingerprint: "2" }),
    ]);
    const before = await inbox.remember(aDelivery());
    const claim = await claimed(store);
    const [row] = await claim.duePartners(at(), 9);
    const [other] = await claim.others(row?.pipeline ?? "", row?.id ?? ("0" as PartnerId));
    if (row === undefined || other === undefined) throw new Error("two were expected");

    await claim.record(aPass(row, { wakes: [other.id], at: at() }));

    expect(before).toBe("remembered");
    expect((await claim.duePartners(at(), 9)).map(({ id }) => id)).toContain(other.id);
    await claim.release();
  });
});

describe("failed", () => {
  it("counts tries, waits as told, and is not hurried by hints", async () => {
    const { store, inbox } = await freshDatabase();
    await hintedRow(store, inbox, async (claim, row) => {
      await claim.memory(row.id);
      await claim.failed(row.id, { code: "github-down", until: at(30) });

      await inbox.remember(aDelivery({ receivedAt: at(5) }));

      expect(await store.nextDue()).toBe(at(30));
      expect(await store.standing(at(5))).toMatchObject({ due: 0, waitsUntil: at(30) });
      expect(await claim.duePartners(at(30), 1)).toMatchObject([{ attempts: 1 }]);
    });
  });

  it("parks a partner until something new is heard of it", async () => {
    const { store, inbox } = await freshDatabase();
    await hintedRow(store, inbox, async (claim, row) => {
      await claim.memory(row.id);
      await claim.failed(row.id, { code: "bug", until: null });
      const parked = await store.standing(at());

      await inbox.remember(aDelivery({ receivedAt: at(5) }));

      expect(parked).toMatchObject({ deadLetters: 1, due: 0 });
      expect(await store.standing(at(5))).toMatchObject({ deadLetters: 0, due: 1 });
    });
  });
});

describe("noteCards", () => {
  it("makes due what changed since the last sweep", async () => {
    const { store, inbox } = await freshDatabase();
    await hintedRow(store, inbox, async (claim, row) => {
      const { hintsUntil } = await claim.memory(row.id);
      await claim.record(aPass(row, { hintsUntil }));
      const [pipeline] = await claim.pipelines();
      if (pipeline === undefined) throw new Error("no pipeline");

      await claim.noteCards(pipeline, [aCard()], at(1));
      expect(await store.nextDue()).toBeNull();

      await claim.noteCards(pipeline, [aCard({ fingerprint: "2" })], at(2));
      expect(await store.nextDue()).toBe(at(2));
    });
  });

  it("makes one of two rows that turn out to be one partner, and keeps the memory", async () => {
    const { store, inbox } = await freshDatabase();
    const pipeline = await aBoard(store, [aCard({ issue: null })]);
    await inbox.remember(aDelivery({ about: aboutCard({ issue: null }) }));
    const claim = await claimed(store);
    const [draft] = await claim.duePartners(at(), 9);
    if (draft === undefined) throw new Error("nobody is due");
    await claim.record(aPass(draft, { entries: [{ at: at(), kind: "adopted", stage: null }] }));
    await claim.noteCards(pipeline, [aCard({ card: null, fingerprint: "3" })], at(1));

    await claim.noteCards(pipeline, [aCard({ fingerprint: "4" })], at(2));

    const due = await claim.duePartners(at(2), 9);
    expect(due).toMatchObject([{ id: draft.id, card: "PVTI_1", issue: "I_1" }]);
    await claim.release();
  });
});

describe("the rows of an installation", () => {
  it("give back a pipeline as it was saved", async () => {
    const { store, inbox } = await freshDatabase();
    const saved = await aBoard(store);
    await inbox.remember(aDelivery());
    const claim = await claimed(store);

    expect(await claim.pipelines()).toEqual([saved]);
    await claim.release();
  });

  it("forget a repository that is no longer ours, and what is due of it", async () => {
    const database = await freshDatabase();
    await hinted(database);
    const claim = await claimed(database.store);

    await claim.discovered([], at());

    expect(await claim.pipelines()).toEqual([]);
    expect(await database.store.nextDue()).toBeNull();
    await claim.release();
  });

  it("count an installation that GitHub no longer lists as deleted", async () => {
    const database = await freshDatabase();
    await hinted(database);

    await database.store.knowInstallations([{ id: "1", account: "other", suspended: true }], at());

    expect(await database.store.claim(at())).toBeNull();
  });

  it("keep rights by login, whatever its case", async () => {
    const { store, inbox } = await freshDatabase();
    await hintedRow(store, inbox, async (claim) => {
      const rights = { permission: "write", overrider: false, readAt: at() } as const;
      await claim.saveRights("R_1", "Mona" as never, rights);

      expect(await claim.rights("R_1", "mona" as never)).toEqual(rights);
      expect(await claim.rights("R_2", "mona" as never)).toBeNull();
    });
  });

  it("have one row for the pipeline's notice, which is never due", async () => {
    const { store, inbox } = await freshDatabase();
    const pipeline = await aBoard(store);
    await inbox.remember(aDelivery());
    const claim = await claimed(store);

    const [first, second] = [await claim.noticeRow(pipeline), await claim.noticeRow(pipeline)];
    await claim.dueAll(pipeline, { adopt: true, now: at() });

    expect(first).toBe(second);
    expect(
      (await claim.duePartners(at(), 9)).map(({ id, adopting }) => ({ id: id === first, adopting })),
    ).toEqual([{ id: false, adopting: true }]);
    await claim.release();
  });

  it("stay small: what is too old to matter is forgotten", async () => {
    const { store, inbox, sql } = await freshDatabase();
    await hintedRow(store, inbox, async (claim, row) => {
      const { hintsUntil } = await claim.memory(row.id);
      await claim.record(aPass(row, { hintsUntil }));
    });

    await store.tidy(at(8 * 86_400 - 1));
    const kept = await sql("select count(*)::int as n from inbox");
    await store.tidy(at(8 * 86_400 + 1));

    expect(kept).toEqual([{ n: 1 }]);
    expect(await sql("select (select count(*) from inbox) + (select count(*) from hint) as n")).toEqual([
      { n: "0" },
    ]);
  });
});

describe("the journal", () => {
  it.each(["update journal set kind = 'x'", "delete from journal", "truncate journal"])(
    "refuses `%s`",
    async (statement) => {
      const { sql } = await freshDatabase();

      await expect(sql(statement)).rejects.toMatchObject({ message: "the journal is append-only" });
    },
  );
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

type Claimed = Awaited<ReturnType<typeof claimed>>;
type Row = Awaited<ReturnType<Claimed["duePartners"]>>[number];

/** A board, a delivery about its partner, and the claim and row to go on with. */
async function hintedRow(
  store: TestDatabase["store"],
  inbox: TestDatabase["inbox"],
  work: (claim: Claimed, row: Row) => Promise<void>,
): Promise<void> {
  await aBoard(store);
  await inbox.remember(aDelivery());
  const claim = await claimed(store);
  const [row] = await claim.duePartners(at(), 1);
  if (row === undefined) throw new Error("nobody is due");
  await work(claim, row);
  await claim.release();
}
