import { z } from "zod";
import { AppError } from "../keeper/failure.ts";
import { lockForTransaction } from "./locks.ts";
import { dashboard } from "./migrations/dashboard.ts";
import { forget } from "./migrations/forget.ts";
import { foundation } from "./migrations/foundation.ts";
import { run, select, transaction, type Queryable } from "./query.ts";

/** In order, forward only: number 1 is the first. */
const migrations: readonly string[] = [foundation, dashboard, forget];

/**
 * Brings the schema up to date, in one transaction. Several processes may do it at once: one does, the others wait
 * and find it done. A schema newer than this program is refused untouched.
 */
export async function migrate(connection: Queryable, steps: readonly string[] = migrations): Promise<number> {
  return transaction(connection, async () => {
    await run(connection, "set local statement_timeout = 0", []);
    await run(connection, "set local lock_timeout = 0", []);
    await lockForTransaction(connection, "migrations");
    const from = await currentVersion(connection);
    if (from > steps.length) throw newer(from, steps.length);
    for (const [index, step] of steps.entries()) {
      if (index < from) continue;
      await run(connection, step, []);
      await run(connection, "insert into migration (number) values ($1)", [index + 1]);
    }
    return steps.length - from;
  });
}

/** Refuses a database that another version of this program keeps, or none. Changes nothing. */
export async function requireSchema(db: Queryable, known = migrations.length): Promise<void> {
  const [found] = await select(db, {
    sql: "select to_regclass('migration') is not null as kept",
    values: [],
    row: z.object({ kept: z.boolean() }),
  });
  const version = found?.kept === true ? await currentVersion(db) : 0;
  if (version > known) throw newer(version, known);
  if (version < known) throw older(version, known);
}

async function currentVersion(db: Queryable): Promise<number> {
  await run(
    db,
    `create table if not exists migration (
       number int primary key, applied_at timestamptz not null default clock_timestamp())`,
    [],
  );
  const [found] = await select(db, {
    sql: "select coalesce(max(number), 0) as version from migration",
    values: [],
    row: z.object({ version: z.number() }),
  });
  return found?.version ?? 0;
}

function newer(found: number, known: number): AppError {
  return new AppError(
    "schema-newer",
    { kind: "permanent" },
    {
      message:
        `The database's schema has number ${String(found)}; this Stagekeeper knows up to ${String(known)}. ` +
        "A newer one has run here: start that, or restore a backup from before.",
      details: { found, known },
    },
  );
}

function older(found: number, known: number): AppError {
  const message =
    found === 0
      ? "The database holds no record of Stagekeeper."
      : `The database's schema has number ${String(found)}; this Stagekeeper needs ${String(known)}. Start its server once: it brings the database up to date.`;
  return new AppError("schema-older", { kind: "permanent" }, { message, details: { found, known } });
}
