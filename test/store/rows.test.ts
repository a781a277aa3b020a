import { describe, expect, it } from "@jest/globals";

import { withDatabases } from "../support/database.ts";
import { aBoard, aCard, aDelivery, aPass, aboutCard, at, claimed, hintedRow } from "./arrange.ts";
import { bothRecords, type TestRecord } from "./both.ts";

const records = bothRecords();
const freshDatabase = withDatabases();

async function hinted({ store, inbox }: TestRecord): Promise<void> {
  await aBoard(store);
  await inbox.remember(aDelivery());
}

describe.each(records)("noteCards in %s", (_, freshRecord) => {
  it("makes due what changed since the last sweep", async () => {
    const database = await freshRecord();
    const { store } = database;
    await hintedRow(database, async (claim, row) => {
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
    const { store, inbox } = await freshRecord();
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

describe.each(records)("the rows of an installation in %s", (_, freshRecord) => {
  it("give back a pipeline as it was saved", async () => {
    const { store, inbox } = await freshRecord();
    const saved = await aBoard(store);
    await inbox.remember(aDelivery());
    const claim = await claimed(store);

    expect(await claim.pipelines()).toEqual([saved]);
    await claim.release();
  });

  it("forget a repository that is no longer ours, and what is due of it", async () => {
    const database = await freshRecord();
    await hinted(database);
    const claim = await claimed(database.store);

    await claim.discovered([], at());

    expect(await claim.pipelines()).toEqual([]);
    expect(await database.store.nextDue()).toBeNull();
    await claim.release();
  });

  it("count an installation that GitHub no longer lists as deleted", async () => {
    const database = await freshRecord();
    await hinted(database);

    await database.store.knowInstallations([{ id: "1", account: "other", suspended: true }], at());

    expect(await database.store.claim(at())).toBeNull();
  });

  it("keep rights by login, whatever its case", async () => {
    const database = await freshRecord();
    await hintedRow(database, async (claim) => {
      const rights = { permission: "write", overrider: false, readAt: at() } as const;
      await claim.saveRights("R_1", "Mona" as never, rights);

      expect(await claim.rights("R_1", "mona" as never)).toEqual(rights);
      expect(await claim.rights("R_2", "mona" as never)).toBeNull();
    });
  });

  it("have one row for the pipeline's notice, which is never due", async () => {
    const { store, inbox } = await freshRecord();
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
});

describe("the tables", () => {
  it("stay small: what is too old to matter is forgotten", async () => {
    const database = await freshDatabase();
    const { store, sql } = database;
    await hintedRow(database, async (claim, row) => {
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
