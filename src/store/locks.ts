import { z } from "zod";
import { select, type Queryable } from "./query.ts";

const row = z.object({ taken: z.boolean() });

/** Takes a session lock by name, or says that somebody else has it. It ends with the connection at the latest. */
export async function tryLock(db: Queryable, name: string): Promise<boolean> {
  const [found] = await select(db, {
    sql: "select pg_try_advisory_lock(hashtextextended($1, 7302)) as taken",
    values: [`stagekeeper/${name}`],
    row,
  });
  return found?.taken ?? false;
}

/** Gives a session lock back. False: this session did not have it. */
export async function unlock(db: Queryable, name: string): Promise<boolean> {
  const [found] = await select(db, {
    sql: "select pg_advisory_unlock(hashtextextended($1, 7302)) as taken",
    values: [`stagekeeper/${name}`],
    row,
  });
  return found?.taken ?? false;
}

/** Waits for a lock that the transaction's end gives back. */
export async function lockForTransaction(db: Queryable, name: string): Promise<void> {
  await db.query("select pg_advisory_xact_lock(hashtextextended($1, 7302))", [`stagekeeper/${name}`]);
}
