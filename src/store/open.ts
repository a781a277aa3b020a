import type { Inbox } from "../keeper/inbox.ts";
import type { Log } from "../keeper/log.ts";
import type { Store } from "../keeper/store.ts";
import { checkServer, connect, type Address, type Database } from "./connect.ts";
import { startEmbedded, type Embedded } from "./embedded/embedded.ts";
import { translate } from "./errors.ts";
import { createInbox } from "./inbox/inbox.ts";
import { migrate } from "./migrate.ts";
import { createAnnouncer } from "./notify.ts";
import { run } from "./query.ts";
import { createStore } from "./store.ts";

/** Where the database is: `databaseUrl` wins; without it the embedded server keeps its files in `dataDirectory`. */
export interface StoreConfig {
  readonly databaseUrl: string | null;
  readonly dataDirectory: string;
  readonly log: Log;
}

/** The opened database: migrated, with the ports of the keeper upon it. */
export interface OpenStore {
  readonly store: Store;
  readonly inbox: Inbox;
  /** Asks the database for an answer; throws `AppError` when there is none. For `/ready`. */
  ping(): Promise<void>;
  /** For `/metrics`: connections of the pool for deliveries. */
  connections(): { readonly total: number; readonly idle: number; readonly waiting: number };
  /** Ends all connections, claims that are still held among them, and stops the embedded server, if there is one. */
  close(): Promise<void>;
}

/** Connects (or starts the embedded server), migrates, and hands out the store. Throws `AppError`. */
export async function openStore({ databaseUrl, dataDirectory, log }: StoreConfig): Promise<OpenStore> {
  const embedded = databaseUrl === null ? await startEmbedded(dataDirectory, log) : null;
  const database = connect(addressOf(databaseUrl, embedded), log);
  try {
    await checkServer(database);
    await bringUpToDate(database, log);
  } catch (error) {
    await database.end();
    await embedded?.stop();
    throw error;
  }
  return opened({ database, embedded, log });
}

function opened(parts: {
  readonly database: Database;
  readonly embedded: Embedded | null;
  readonly log: Log;
}): OpenStore {
  const { database, embedded, log } = parts;
  const { pool } = database;
  const announce = createAnnouncer(pool, log);
  return {
    store: createStore(database, log, announce),
    inbox: createInbox(pool, announce),
    ping: () => run(pool, "select 1", []),
    connections: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: async () => {
      await database.end();
      await embedded?.stop();
    },
  };
}

function addressOf(url: string | null, embedded: Embedded | null): Address {
  if (embedded !== null) return { client: embedded.client };
  return { url: url ?? "" };
}

/** Over a connection without time limits: a migration may take as long as it needs. */
async function bringUpToDate(database: Database, log: Log): Promise<void> {
  const client = database.client();
  client.on("error", (err) => {
    log.warn({ err }, "database.connection-lost");
  });
  try {
    await client.connect().catch((error: unknown) => {
      throw translate(error);
    });
    const steps = await migrate(client);
    if (steps > 0) log.info({ steps }, "database.migrated");
  } finally {
    await client.end();
  }
}
