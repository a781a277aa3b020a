import { describe, expect, it } from "@jest/globals";
import pg from "pg";
import { migrate } from "../../src/store/migrate.ts";
import { openStore } from "../../src/store/open.ts";
import { ask, emptyDatabase, silent, urlOf, withDatabases } from "../support/database.ts";

withDatabases();

async function migrateOver(config: pg.ClientConfig, steps: readonly string[]): Promise<number> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return await migrate(client, steps);
  } finally {
    await client.end();
  }
}

describe("migrate", () => {
  it("is done once, however many processes start together", async () => {
    const database = await emptyDatabase();
    const steps = ["create table a (x int)", "create table b (x int)"];

    const done = await Promise.all(Array.from({ length: 5 }, () => migrateOver(database, steps)));

    expect(done.toSorted()).toEqual([0, 0, 0, 0, 2]);
    expect(await ask(database, "select number from migration order by number")).toEqual([
      { number: 1 },
      { number: 2 },
    ]);
  });

  it("adds only what is missing", async () => {
    const database = await emptyDatabase();
    await migrateOver(database, ["create table a (x int)"]);

    expect(await migrateOver(database, ["this would fail", "create table b (x int)"])).toBe(1);
  });

  it("leaves nothing behind when a step fails", async () => {
    const database = await emptyDatabase();

    await expect(migrateOver(database, ["create table a (x int)", "nonsense"])).rejects.toMatchObject({
      code: "database-statement",
    });

    expect(await ask(database, "select tablename from pg_tables where schemaname = 'public'")).toEqual([]);
  });

  it("refuses a schema that is newer than the program, and touches nothing", async () => {
    const database = await emptyDatabase();
    await migrateOver(database, ["create table a (x int)", "create table b (x int)"]);

    await expect(migrateOver(database, ["create table a (x int)"])).rejects.toMatchObject({
      code: "schema-newer",
      failure: { kind: "permanent" },
      message: expect.stringContaining("has number 2; this Stagekeeper knows up to 1"),
    });
  });
});

describe("openStore", () => {
  it("migrates the database that a URL names, and answers", async () => {
    const opened = await openStore({
      databaseUrl: urlOf(await emptyDatabase()),
      dataDirectory: "",
      log: silent,
    });

    await opened.ping();

    expect(await opened.store.nextDue()).toBeNull();
    expect(opened.connections()).toMatchObject({ waiting: 0 });
    await opened.close();
  });

  it("says that a database cannot be reached", async () => {
    const open = openStore({ databaseUrl: "postgresql://x@127.0.0.1:1/x", dataDirectory: "", log: silent });

    await expect(open).rejects.toMatchObject({
      code: "database-unreachable",
      failure: { kind: "transient" },
    });
  });

  it("says that the database named does not exist", async () => {
    const url = urlOf({ ...(await emptyDatabase()), database: "absent" });

    await expect(openStore({ databaseUrl: url, dataDirectory: "", log: silent })).rejects.toMatchObject({
      code: "database-refused",
    });
  });

  it("closes although a claim is still held", async () => {
    const opened = await openStore({
      databaseUrl: urlOf(await emptyDatabase()),
      dataDirectory: "",
      log: silent,
    });
    await opened.store.knowInstallations([{ id: "1", account: "acme", suspended: false }], 0 as never);
    const claim = await opened.store.claim(1 as never);

    await opened.close();

    await expect(claim?.pipelines()).rejects.toMatchObject({ code: "claim-lost" });
  });
});
