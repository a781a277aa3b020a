import { describe, expect, it } from "@jest/globals";
import type { CardId, IssueId, PartnerId } from "../../src/core/ids.ts";
import { withDatabases } from "../support/database.ts";
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
  hintedRow,
} from "./arrange.ts";
import { bothRecords } from "./both.ts";

const records = bothRecords();
const freshDatabase = withDatabases();

describe.each(records)("record in %s", (_, freshRecord) => {
  it("keeps journal, ledger and standing together", async () => {
    const { store, inbox } = await freshRecord();
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
    const database = await freshRecord();
    await hintedRow(database, async (claim, row) => {
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

  it("comes back at the plan's time once everything is settled", async () => {
    const database = await freshRecord();
    const { store } = database;
    await hintedRow(database, async (claim, row) => {
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
    const database = await freshRecord();
    const { store, inbox } = database;
    await hintedRow(database, async (claim, row) => {
      const { hintsUntil } = await claim.memory(row.id);
      await inbox.remember(aDelivery({ receivedAt: at(3), about: aboutCard({ to: null }) }));

      await claim.record(aPass(row, { hintsUntil, dueAt: at(500), at: at(4) }));

      expect(await store.nextDue()).toBe(at(3));
      expect((await claim.memory(row.id)).hints).toMatchObject([{ to: null }]);
    });
  });

  it("wakes the partners that the answer changes", async () => {
    const { store, inbox } = await freshRecord();
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

describe.each(records)("failed in %s", (_, freshRecord) => {
  it("counts tries, waits as told, and is not hurried by hints", async () => {
    const database = await freshRecord();
    const { store, inbox } = database;
    await hintedRow(database, async (claim, row) => {
      await claim.memory(row.id);
      await claim.failed(row.id, { code: "github-down", until: at(30) });

      await inbox.remember(aDelivery({ receivedAt: at(5) }));

      expect(await store.nextDue()).toBe(at(30));
      expect(await store.standing(at(5))).toMatchObject({ due: 0, waitsUntil: at(30) });
      expect(await claim.duePartners(at(30), 1)).toMatchObject([{ attempts: 1 }]);
    });
  });

  it("parks a partner until something new is heard of it", async () => {
    const database = await freshRecord();
    const { store, inbox } = database;
    await hintedRow(database, async (claim, row) => {
      await claim.memory(row.id);
      await claim.failed(row.id, { code: "bug", until: null });
      const parked = await store.standing(at());

      await inbox.remember(aDelivery({ receivedAt: at(5) }));

      expect(parked).toMatchObject({ deadLetters: 1, due: 0 });
      expect(await store.standing(at(5))).toMatchObject({ deadLetters: 0, due: 1 });
    });
  });
});

describe("a recorded pass", () => {
  it("leaves the row open and the partner due when we die between sent and settled", async () => {
    const database = await freshDatabase();
    await aBoard(database.store);
    await database.inbox.remember(aDelivery());
    const dying = await claimed(database.store);
    const row = await duePartner(dying, database.inbox);
    await dying.record(aPass(row, { effects: [moveBack()], dueAt: at(9999), at: at() }));
    await dying.sent((await dying.memory(row.id)).open, at(1));
    await database.sql(
      `select pg_terminate_backend(pid, 10000) from pg_locks
       where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
    );

    const next = await claimed(database.another().store);

    expect(await next.duePartners(at(), 1)).toMatchObject([{ id: row.id }]);
    expect(await next.memory(row.id)).toMatchObject({ open: [{ state: "sent", sentAt: at(1) }] });
    expect(await database.another().store.standing(at())).toMatchObject({ inDoubt: 1, due: 1 });
    await Promise.all([next.release(), dying.release()]);
  });
});

describe.each(records)("a dashboard in %s", (_, freshRecord) => {
  it("is said to wait while a write of it is open, and not once its plan alone is left", async () => {
    const { store, inbox } = await freshRecord();
    await aBoard(store);
    await inbox.remember(aDelivery());
    const claim = await claimed(store);
    const [pipeline] = await claim.pipelines();
    if (pipeline === undefined) throw new Error("no pipeline");
    await claim.dashboardDue(pipeline.id, at());
    const [row] = await claim.dashboardsDue(at());
    if (row === undefined) throw new Error("no dashboard");
    const pass = {
      ...{ row: row.id, issue: null, kept: null, at: at(), dueAt: at(60) },
      ...{ orders: [], entries: [], hintsUntil: "" },
    };

    await claim.recordDashboard({ ...pass, effects: [aComment()] });
    const open = await store.standing(at());
    const [written] = (await claim.memory(row.id)).open;
    if (written === undefined) throw new Error("nothing is open");
    await claim.settled(written, { kind: "confirmed", id: null }, at());
    await claim.recordDashboard({ ...pass, effects: [] });

    expect(open).toMatchObject({ waitsUntil: at(60) });
    expect(await store.standing(at())).toMatchObject({ waitsUntil: null });
    await claim.release();
  });
});
