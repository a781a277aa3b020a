import { setTimeout as pause } from "node:timers/promises";
import type { RecordedPartner } from "../core/report/recorded.ts";
import type { Instant } from "../core/time/time.ts";
import { AppError } from "../keeper/failure.ts";
import { lockName } from "./claim.ts";
import { checkServer, connect, session, type Database } from "./connect.ts";
import { visitEmbedded } from "./embedded/visit.ts";
import { tryLock, unlock } from "./locks.ts";
import { requireSchema } from "./migrate.ts";
import type { StoreConfig } from "./open.ts";
import { transaction, type Connection } from "./query.ts";
import { dashboardDue } from "./tables/dashboard.ts";
import { forgetDashboard, forgetPartner, partnerNumbered } from "./tables/forget.ts";
import { pipelineNamed, recordedPartners, type KeptPipeline } from "./tables/record-book.ts";

/** The record as the command line reads it, beside a server that may be running on the same database. */
export interface RecordBook {
  pipeline(repository: { readonly owner: string; readonly repo: string }): Promise<KeptPipeline | null>;
  partners(pipeline: KeptPipeline): Promise<readonly RecordedPartner[]>;
  /** Takes the names out of a partner's record, unless it is still in the programme. */
  forget(pipeline: KeptPipeline, number: number, at: Instant): Promise<Forgetting>;
  close(): Promise<void>;
}

export type Forgetting = "forgotten" | "forgotten-before" | "unknown" | "in-programme";

/** A turn of the server takes at most half a minute. */
const LOCK_PATIENCE_MS = 45_000;
const LOCK_AGAIN_MS = 200;

/** Opens a database that the server has made. Never makes or changes one. Throws `AppError`. */
export async function openRecordBook({ databaseUrl, dataDirectory, log }: StoreConfig): Promise<RecordBook> {
  const embedded = databaseUrl === null ? await visitEmbedded(dataDirectory, log) : null;
  const address = embedded === null ? { url: databaseUrl ?? "" } : { client: embedded.client };
  const database = connect(address, log);
  const close = async (): Promise<void> => {
    await database.end();
    await embedded?.stop();
  };
  try {
    await checkServer(database);
    await requireSchema(database.pool);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    pipeline: (repository) => pipelineNamed(database.pool, repository),
    partners: ({ id }) => recordedPartners(database.pool, id),
    forget: (pipeline, number, at) =>
      alone(database, pipeline, (db) => transaction(db, () => forget(db, { pipeline, number, at }))),
    close,
  };
}

/** No pass over the installation may be under way: it would write down again what it has read before. */
async function alone<Result>(
  database: Database,
  { installation }: KeptPipeline,
  work: (db: Connection) => Promise<Result>,
): Promise<Result> {
  const db = await session(database, () => undefined);
  const name = lockName(installation);
  try {
    for (let waited = 0; !(await tryLock(db, name)); waited += LOCK_AGAIN_MS) {
      if (waited >= LOCK_PATIENCE_MS) throw busy();
      await pause(LOCK_AGAIN_MS);
    }
    const result = await work(db);
    await unlock(db, name);
    return result;
  } finally {
    db.release(true);
  }
}

function busy(): AppError {
  return new AppError(
    "installation-busy",
    { kind: "transient" },
    { message: "The server is at work on this programme without a pause: run it again in a minute." },
  );
}

async function forget(
  db: Connection,
  {
    pipeline,
    number,
    at,
  }: { readonly pipeline: KeptPipeline; readonly number: number; readonly at: Instant },
): Promise<Forgetting> {
  const partner = await partnerNumbered(db, pipeline.id, number);
  if (partner === null) return "unknown";
  if (partner.forgotten) return "forgotten-before";
  if (partner.standing?.exited !== true) return "in-programme";
  await forgetPartner(db, partner, at);
  await forgetDashboard(db, pipeline.id);
  await dashboardDue(db, pipeline.id, at);
  return "forgotten";
}
