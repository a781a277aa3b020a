import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, jest } from "@jest/globals";
import pg from "pg";
import { connect, type Database } from "../../src/store/connect.ts";
import { settleHome } from "../../src/store/embedded/home.ts";
import { clientConfig, ensureServer } from "../../src/store/embedded/server.ts";
import { createInbox } from "../../src/store/inbox/inbox.ts";
import { migrate } from "../../src/store/migrate.ts";
import { createAnnouncer } from "../../src/store/notify.ts";
import { createStore } from "../../src/store/store.ts";
import type { Inbox } from "../../src/keeper/inbox.ts";
import type { Log } from "../../src/keeper/log.ts";
import type { Store } from "../../src/keeper/store.ts";

/** A database of the test's own, migrated and empty. */
export interface TestDatabase {
  /** A `DATABASE_URL`. */
  readonly url: string;
  /** Settings of a client, for what only SQL can show. */
  readonly client: pg.ClientConfig;
  readonly store: Store;
  readonly inbox: Inbox;
  /** The same database as another process would see it. */
  readonly another: () => { readonly store: Store; readonly inbox: Inbox };
  /** Runs a statement as an operator would. */
  readonly sql: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
}

const template = "stagekeeper_template";
/** Nothing here survives the run, so nothing waits for the disk. */
const carefree = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "300" };
/** A log that nobody reads. */
export const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Gives a function that makes fresh databases; they end with the test file. */
export function withDatabases(): () => Promise<TestDatabase> {
  const endings: (() => Promise<void>)[] = [];
  // A busy machine is no reason to fail.
  jest.setTimeout(60_000);
  beforeAll(async () => {
    await ensureTemplate(await testServer());
  }, 60_000);
  afterAll(async () => {
    await Promise.all(endings.map((end) => end()));
  });
  return async () => {
    const client = await cloneTemplate();
    const made: Database[] = [];
    endings.push(async () => {
      await Promise.all(made.map((database) => database.end()));
    });
    const another = (): { readonly store: Store; readonly inbox: Inbox } => {
      const database = connect({ client }, silent);
      made.push(database);
      const announce = createAnnouncer(database.pool, silent);
      return {
        store: createStore(database, silent, announce),
        inbox: createInbox(database.pool, announce),
      };
    };
    return {
      url: urlOf(client),
      client,
      another,
      ...another(),
      sql: (text, values) => ask(client, text, values),
    };
  };
}

/** An empty database, not migrated. */
export async function emptyDatabase(): Promise<pg.ClientConfig> {
  const server = await testServer();
  const name = `test_${randomBytes(6).toString("hex")}`;
  await ask(server, `create database ${name} template template0`);
  return { ...server, database: name };
}

/** One statement over a connection that ends with it. */
export async function ask(
  config: pg.ClientConfig,
  text: string,
  values: unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text, values);
    return rows;
  } finally {
    await client.end();
  }
}

async function cloneTemplate(): Promise<pg.ClientConfig> {
  const server = await testServer();
  const name = `test_${randomBytes(6).toString("hex")}`;
  await ask(server, `create database ${name} template ${template} strategy file_copy`);
  return { ...server, database: name };
}

/** The server of this run: the first who asks starts it, whichever of Jest's processes that is. */
async function testServer(): Promise<pg.ClientConfig> {
  const folder = process.env["STAGEKEEPER_TEST_DATA"];
  if (folder === undefined) throw new Error("Jest's globalSetup has not run.");
  const home = await settleHome(folder);
  return clientConfig(await ensureServer(home, { extra: carefree }), "postgres");
}

/** Made under another name and renamed, so that nobody clones half of it. */
async function ensureTemplate(server: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(1)");
    const { rowCount } = await client.query("select from pg_database where datname = $1", [template]);
    if (rowCount === 1) return;
    await client.query("create database draft template template0");
    await migrateDraft({ ...server, database: "draft" });
    await client.query(`alter database draft rename to ${template}`);
  } finally {
    await client.end();
  }
}

async function migrateDraft(config: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    await migrate(client);
  } finally {
    await client.end();
  }
}

/** A `DATABASE_URL` for these settings. */
export function urlOf({ host, user, database }: pg.ClientConfig): string {
  return `postgresql://${user ?? ""}@/${database ?? ""}?host=${encodeURIComponent(host ?? "")}`;
}
