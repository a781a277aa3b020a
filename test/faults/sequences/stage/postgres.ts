import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { createLogger } from "../../../../src/logger.ts";
import { connect } from "../../../../src/store/connect.ts";
import { createInbox } from "../../../../src/store/inbox/inbox.ts";
import { createAnnouncer } from "../../../../src/store/notify.ts";
import { createStore } from "../../../../src/store/store.ts";
import { databaseServer, onceWith } from "./database.ts";
import { realLine } from "./line.ts";
import type { Footing, LedgerRow, Noted, Records } from "./records.ts";

/** The real record: a PostgreSQL of our own, and a database for each that asks. */
export async function postgresFooting(): Promise<Footing> {
  const server = await databaseServer();
  return { fresh: async () => recordsIn(await server.fresh()), line: realLine, stop: () => server.stop() };
}

function recordsIn(client: pg.ClientConfig): Records {
  const log = createLogger("silent");
  const database = connect({ client }, log);
  const watcher = new pg.Pool({ ...client, max: 2, application_name: "watcher" });
  watcher.on("error", () => undefined);
  const announce = createAnnouncer(database.pool, log);
  const ask = async <Row extends pg.QueryResultRow>(
    text: string,
    values: unknown[] = [],
  ): Promise<readonly Row[]> => (await watcher.query<Row>(text, values)).rows;
  return {
    ...readings(ask),
    store: createStore(database, log, announce),
    inbox: createInbox(database.pool, announce),
    empty: () => empty(client),
    cut: async () => {
      await ask(
        "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = $1 and application_name like 'stagekeeper%'",
        [client.database],
      );
    },
    breathe: () => pause(1),
    close: async () => {
      await database.end();
      await watcher.end();
    },
  };
}

type Ask = <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<readonly Row[]>;

function readings(ask: Ask): Pick<Records, "ledger" | "journal" | "dead" | "kept" | "isAnythingDue"> {
  return {
    ledger: () =>
      ask<LedgerRow>(
        `select coalesce(l.effect->>'card', p.card) as card, l.state, l.effect, (extract(epoch from l.sent_at) * 1000)::float8 as "sentAt"
         from ledger l join partner p on p.id = l.partner order by l.id`,
      ),
    journal: () =>
      ask<Noted>(
        "select p.card, p.issue, j.entry from journal j join partner p on p.id = j.partner order by j.id",
      ),
    dead: async () => {
      const [found] = await ask<{ rows: number }>("select count(*)::int as rows from partner where dead");
      return found?.rows ?? 0;
    },
    kept: async (guids) => {
      const rows = await ask<{ guid: string }>("select guid from inbox where guid = any($1)", [guids]);
      return new Set(rows.map(({ guid }) => guid));
    },
    isAnythingDue: async (by) => {
      const [due] = await ask<{ any: boolean }>(
        `select exists (select from partner where not dead and due_at <= to_timestamp($1 / 1000.0))
             or exists (select from pipeline where due_at <= to_timestamp($1 / 1000.0))
             or exists (select from installation where due_at <= to_timestamp($1 / 1000.0)) as any`,
        [by],
      );
      return due?.any ?? true;
    },
  };
}

/** The journal lets nobody empty it; a session of its own may look away from the trigger. A few rows go faster so than files. */
async function empty(client: pg.ClientConfig): Promise<void> {
  await onceWith(client, async (connection) => {
    await connection.query("set session_replication_role = replica");
    await connection.query(tables.map((table) => `delete from ${table}`).join(";"));
  });
}

const tables = [
  ...["installation", "pipeline", "partner", "inbox", "hint", "journal", "ledger", "dispatch", "rights"],
];
