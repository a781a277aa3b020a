import type { Instant } from "../core/time/time.ts";
import type { Log } from "../keeper/log.ts";
import type { Claim, Store } from "../keeper/store.ts";
import { holdClaim, lockName } from "./claim.ts";
import { session, type Database } from "./connect.ts";
import { tryLock, unlock } from "./locks.ts";
import { listenForDue } from "./notify.ts";
import { translate } from "./errors.ts";
import type { Connection } from "./query.ts";
import { candidates, takeTurn, upsertInstallations, type InstallationRow } from "./tables/installation.ts";
import { nextDueAt, standingAt, tidyTables } from "./tables/standing.ts";

/** The store upon the two pools. `announce` is called after each commit that made something due. */
export function createStore(database: Database, log: Log, announce: () => void): Store {
  const { pool } = database;
  return {
    knowInstallations: async (seen, now) => {
      await upsertInstallations(pool, seen, now);
      announce();
    },
    claim: (now) => claim(database, now),
    nextDue: () => nextDueAt(pool),
    listen: async (wake) => {
      try {
        return await listenForDue(database, log, wake);
      } catch (error) {
        throw translate(error);
      }
    },
    standing: (now) => standingAt(pool, now),
    alone: (task, work) => alone(database, task, work),
    tidy: (now) => tidyTables(pool, now),
  };
}

/** A session of its own, that knows whether it still has its connection. */
async function ownSession(
  database: Database,
): Promise<{ readonly connection: Connection; readonly isLost: () => boolean }> {
  const state = { lost: false };
  try {
    const connection = await session(database, () => {
      state.lost = true;
    });
    return { connection, isLost: () => state.lost };
  } catch (error) {
    throw translate(error);
  }
}

/** The common answer, that nothing is due, needs no session. */
async function claim(database: Database, now: Instant): Promise<Claim | null> {
  const waiting = await candidates(database.pool, now);
  if (waiting.length === 0) return null;
  const { connection, isLost } = await ownSession(database);
  try {
    for (const candidate of waiting) {
      const taken = await take(connection, candidate, now);
      if (taken !== null) return holdClaim(connection, taken, isLost);
    }
  } catch (error) {
    connection.release(true);
    throw error;
  }
  connection.release();
  return null;
}

/** Its lock, if it is free and there is still something to do. */
async function take(
  connection: Connection,
  { id }: InstallationRow,
  now: Instant,
): Promise<InstallationRow | null> {
  if (!(await tryLock(connection, lockName(id)))) return null;
  const taken = await takeTurn(connection, id, now);
  if (taken === null) await unlock(connection, lockName(id));
  return taken;
}

async function alone(database: Database, task: string, work: () => Promise<void>): Promise<boolean> {
  const { connection } = await ownSession(database);
  let clean = false;
  try {
    if (!(await tryLock(connection, `task/${task}`))) {
      clean = true;
      return false;
    }
    await work();
    return true;
  } finally {
    clean ||= await unlock(connection, `task/${task}`).catch(() => false);
    connection.release(!clean);
  }
}
