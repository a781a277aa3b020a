import pg from "pg";
import { z } from "zod";
import { AppError } from "../keeper/failure.ts";
import type { Log } from "../keeper/log.ts";
import { select, type Connection } from "./query.ts";

/** The two pools of a process, and how to get a connection that belongs to nobody else. */
export interface Database {
  /** Short work: deliveries, questions. */
  readonly pool: pg.Pool;
  /** Sessions that hold a lock. Apart, so that busy claims never keep a delivery waiting. */
  readonly sessions: pg.Pool;
  /** For listening: not of a pool, it stays. */
  client(): pg.Client;
  /** Sessions that are still held now: whoever ends the database takes them away. */
  readonly held: Set<Connection>;
  end(): Promise<void>;
}

/** The server, by its URL or by its settings. */
export type Address = { readonly url: string } | { readonly client: pg.ClientConfig };

/** How long things may take. A delivery has 10 s to be acknowledged. */
const limits = {
  connectionTimeoutMillis: 5_000,
  statement_timeout: 8_000,
  lock_timeout: 4_000,
  idle_in_transaction_session_timeout: 30_000,
  query_timeout: 10_000,
} as const;
const oldestVersion = 140_000;

/** Makes the pools. Nothing is connected yet. */
export function connect(address: Address, log: Log): Database {
  const base = {
    ...("url" in address ? { connectionString: address.url } : address.client),
    ...limits,
    keepAlive: true,
    application_name: `stagekeeper ${String(process.pid)}`,
  };
  const pool = new pg.Pool({ ...base, max: 10 });
  const sessions = new pg.Pool({ ...base, max: 32, idleTimeoutMillis: 30_000 });
  for (const each of [pool, sessions]) {
    each.on("error", (err) => {
      log.warn({ err: { name: err.name, message: err.message } }, "database.connection-lost");
    });
  }
  const held = new Set<Connection>();
  return {
    pool,
    sessions,
    held,
    client: () => new pg.Client({ ...base, query_timeout: 0 }),
    end: async () => {
      for (const connection of held) connection.release(true);
      await Promise.all([pool.end(), sessions.end()]);
    },
  };
}

/** A connection of the caller's own that holds session locks. A lost one says so to `onLost`. */
export async function session(database: Database, onLost: () => void): Promise<Connection> {
  const client = await database.sessions.connect();
  client.on("error", onLost);
  client.on("end", onLost);
  const connection: Connection = {
    query: (sql, values) => client.query(sql, values),
    release: (destroy = false) => {
      if (!database.held.delete(connection)) return;
      client.off("error", onLost);
      client.off("end", onLost);
      if (destroy) onLost();
      client.release(destroy);
    },
  };
  database.held.add(connection);
  return connection;
}

/** Refuses a server that cannot serve us, in words that say why. */
export async function checkServer(database: Database): Promise<void> {
  const [found] = await select(database.pool, {
    sql: `select current_setting('server_version_num')::int as version, pg_is_in_recovery() as standby,
                 current_setting('server_encoding') as encoding`,
    values: [],
    row: z.object({ version: z.number(), standby: z.boolean(), encoding: z.string() }),
  });
  if (found === undefined) return;
  const fault = faultOf(found);
  if (fault === null) return;
  throw new AppError("database-unfit", { kind: "permanent" }, { message: fault, details: { ...found } });
}

function faultOf(server: {
  readonly version: number;
  readonly standby: boolean;
  readonly encoding: string;
}): string | null {
  if (server.version < oldestVersion) return "The database is older than PostgreSQL 14.";
  if (server.standby) return "The database is a read-only standby.";
  if (server.encoding !== "UTF8") return "The database's encoding is not UTF8.";
  return null;
}
