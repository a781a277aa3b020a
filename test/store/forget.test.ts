import { describe, expect, it } from "@jest/globals";
import type { Login, StageId } from "../../src/core/ids.ts";
import { openRecordBook, type RecordBook } from "../../src/store/record-book.ts";
import { silent, withDatabases, type TestDatabase } from "../support/database.ts";
import { aLine } from "../core/dashboard/a-line.ts";
import { aBoard, aCard, aComment, aDelivery, aPass, at, claimed, duePartner } from "./arrange.ts";

const aDatabase = withDatabases();
const place = { owner: "ACME", repo: "Partners" };
const line = aLine({ number: 1, name: "Secret Inc" });

/** A partner with names everywhere; gone, unless `stays`. */
async function aPartner(database: TestDatabase, stays = false): Promise<void> {
  const { store, inbox } = database;
  const pipeline = await aBoard(store, [aCard({ title: "Secret Inc" })]);
  const claim = await claimedWith(database);
  const row = await duePartner(claim, inbox);
  const by = "secret-mona" as Login;
  const pass = aPass(row, {
    entries: [
      { at: at(), kind: "appeared", stage: "identification" as StageId },
      { at: at(1), kind: "held", by, until: null, reason: "secret talks" },
      ...(stays ? [] : [{ at: at(2), kind: "exited", by, why: "declined", reason: "secret" } as const]),
    ],
    effects: [{ ...aComment(), body: "Hello Secret Inc" } as ReturnType<typeof aComment>],
    line,
  });
  await claim.record({
    ...pass,
    standing: { ...pass.standing, organisation: "Secret Inc", exited: !stays },
  });
  await claim.dashboardDue(pipeline.id, at());
  await claim.release();
  await inbox.remember(aDelivery({ sender: { login: by, bot: false } }));
}

async function claimedWith({ store, inbox }: TestDatabase) {
  await inbox.remember(aDelivery());
  return claimed(store);
}

async function visiting<Result>(
  { url }: TestDatabase,
  work: (book: RecordBook) => Promise<Result>,
): Promise<Result> {
  const book = await openRecordBook({ databaseUrl: url, dataDirectory: "", log: silent });
  try {
    return await work(book);
  } finally {
    await book.close();
  }
}

const forget = (database: TestDatabase, number = 1) =>
  visiting(database, async (book) => {
    const pipeline = await book.pipeline(place);
    return pipeline === null ? null : book.forget(pipeline, number, at(100));
  });

const everything = async ({ sql }: TestDatabase): Promise<string> => {
  const tables = ["partner", "journal", "ledger", "hint"];
  const rows = await Promise.all(tables.map((table) => sql(`select * from ${table}`)));
  return JSON.stringify(rows).toLowerCase();
};

describe("forgetting a partner", () => {
  it("leaves its names in no table, and what happened on record", async () => {
    const database = await aDatabase();
    await aPartner(database);
    const before = await everything(database);

    const came = await forget(database);

    expect(before).toContain("secret");
    expect(came).toBe("forgotten");
    expect(await everything(database)).not.toContain("secret");
    expect(await database.sql("select kind from journal order by id")).toEqual(
      ["appeared", "held", "exited", "names-forgotten"].map((kind) => ({ kind })),
    );
  });

  it("does it once, and not to a partner that is still there or to nobody", async () => {
    const database = await aDatabase();
    await aPartner(database);
    const other = await aDatabase();
    await aPartner(other, true);

    expect(await forget(database)).toBe("forgotten");
    expect(await forget(database)).toBe("forgotten-before");
    expect(await forget(database, 99)).toBe("unknown");
    expect(await forget(other)).toBe("in-programme");
    expect(await everything(other)).toContain("secret");
  });

  it("drops what was still to be written", async () => {
    const database = await aDatabase();
    await aPartner(database);

    await forget(database);

    expect(await database.sql("select state, result, effect from ledger")).toEqual([
      { state: "dropped", result: "forgotten", effect: { key: "move/comment/1", kind: "comment" } },
    ]);
  });

  it("is not undone by a sweep that sees the issue's title again", async () => {
    const database = await aDatabase();
    await aPartner(database);
    await forget(database);
    const claim = await claimedWith(database);
    const [pipeline] = await claim.pipelines();
    if (pipeline === undefined) throw new Error("no pipeline");

    await claim.noteCards(pipeline, [aCard({ title: "Secret Inc", fingerprint: "new" })], at(200));
    const rows = await claim.duePartners(at(300), 10);
    await claim.release();

    expect(rows).toMatchObject([{ forgotten: true }]);
    expect(await database.sql("select title, line ->> 'name' as name from partner where number = 1")).toEqual(
      [{ title: "", name: "(forgotten)" }],
    );
  });

  it("leaves the journal append-only for everybody else", async () => {
    const database = await aDatabase();
    await aPartner(database);
    await forget(database);

    for (const change of ["entry = '{}'", "kind = 'x'"]) {
      await expect(database.sql(`update journal set ${change}`)).rejects.toMatchObject({
        message: "the journal is append-only",
      });
    }
  });
});

describe("the record book", () => {
  it("gives partners in the order in which they came on record, with their journals", async () => {
    const database = await aDatabase();
    await aPartner(database);

    const partners = await visiting(database, async (book) => {
      const pipeline = await book.pipeline(place);
      return pipeline === null ? [] : book.partners(pipeline);
    });

    expect(partners).toMatchObject([{ number: 1, line: { name: "Secret Inc" } }]);
    expect(partners[0]?.entries.map(({ kind }) => kind)).toEqual(["appeared", "held", "exited"]);
  });

  it("refuses a database that the server has not made or brought up to date, and makes none", async () => {
    const database = await aDatabase();
    await database.sql("delete from migration where number = (select max(number) from migration)");

    await expect(visiting(database, () => Promise.resolve())).rejects.toThrow("Start its server once");
    await database.sql("drop table migration");
    await expect(visiting(database, () => Promise.resolve())).rejects.toThrow("no record of Stagekeeper");
    await expect(
      openRecordBook({ databaseUrl: null, dataDirectory: "/nowhere/at-all", log: silent }),
    ).rejects.toThrow("There is no database of Stagekeeper in /nowhere/at-all");
  });
});
