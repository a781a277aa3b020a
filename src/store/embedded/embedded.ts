import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { AppError } from "../../keeper/failure.ts";
import type { Log } from "../../keeper/log.ts";
import { removeDrafts } from "./cluster.ts";
import { removeSocketFolder, settleHome, type Home } from "./home.ts";
import { stopPostmaster, type Postmaster } from "./postmaster.ts";
import { clientConfig, ensureServer } from "./server.ts";

/** The embedded server, and that we are the one process that uses it. */
export interface Embedded {
  /** For clients of Stagekeeper's own database. */
  readonly client: pg.ClientConfig;
  stop(): Promise<void>;
}

/** The one who holds this session lock is the owner. It dies with the connection, however the owner dies. */
const ownerLock = 7_302_011;
/** A predecessor that was just killed needs a moment until its connection is seen to be gone. */
const lockPatienceMs = 1_000;
/** The name of our database within the server. */
export const database = "stagekeeper";

/**
 * Starts or adopts the server of `dataDirectory` and takes its owner lock. A second process gets the error
 * `embedded-in-use` and has changed nothing. If the server is killed, it is started again.
 */
export async function startEmbedded(dataDirectory: string, log: Log): Promise<Embedded> {
  const home = await settleHome(dataDirectory);
  const watch: Watch = { home, log, stopping: new AbortController(), owned: null };
  const { server } = await own(watch);
  await removeDrafts(home, Date.now());
  log.info(
    { directory: home.path, pid: server.pid, account: home.account?.name ?? null },
    "embedded.running",
  );
  return { client: clientConfig(server, database), stop: () => stop(watch) };
}

interface Owned {
  readonly server: Postmaster;
  readonly client: pg.Client;
}

interface Watch {
  readonly home: Home;
  readonly log: Log;
  readonly stopping: AbortController;
  owned: Owned | null;
}

/** Gets hold of a running server. One that is just shutting down is waited for and started again. */
async function own(watch: Watch): Promise<Owned> {
  const socket = watch.owned?.server.socket;
  const server = await ensureServer(watch.home, socket === undefined ? {} : { socket });
  const client = new pg.Client({
    ...clientConfig(server, "postgres"),
    application_name: `stagekeeper owner ${String(process.pid)}`,
  });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await takeLock(client, watch.home);
    await ensureDatabase(client);
  } catch (error) {
    await client.end();
    throw error;
  }
  client.once("end", () => {
    if (!watch.stopping.signal.aborted) void revive(watch);
  });
  watch.owned = { server, client };
  return watch.owned;
}

async function takeLock(client: pg.Client, home: Home): Promise<void> {
  for (let waited = 0; waited <= lockPatienceMs; waited += 20) {
    const { rows } = await client.query<{ locked: boolean }>("select pg_try_advisory_lock($1) as locked", [
      ownerLock,
    ]);
    if (rows[0]?.locked === true) return;
    await pause(20);
  }
  throw await inUse(client, home);
}

async function inUse(client: pg.Client, home: Home): Promise<AppError> {
  const { rows } = await client.query<{ name: string }>(
    `select a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.objid = $1 and l.granted`,
    [ownerLock],
  );
  const pid = /\d+$/.exec(rows[0]?.name ?? "")?.[0] ?? null;
  const who = pid === null ? "another process" : `process ${pid}`;
  return new AppError(
    "embedded-in-use",
    { kind: "permanent" },
    {
      message:
        `The data directory ${home.path} is in use by ${who}. One process at a time: ` +
        "stop the other one, use another directory, or set DATABASE_URL to run several.",
      details: { directory: home.path, pid },
    },
  );
}

async function ensureDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("select from pg_database where datname = $1", [database]);
  if (rowCount === 0) await client.query(`create database ${database}`);
}

/** The server went away without our asking. It is started again until it runs or somebody else owns it. */
async function revive(watch: Watch): Promise<void> {
  watch.log.error({ directory: watch.home.path }, "embedded.gone");
  for (let tries = 1; !watch.stopping.signal.aborted; tries += 1) {
    try {
      const { server } = await own(watch);
      watch.log.warn({ pid: server.pid, tries }, "embedded.revived");
      return;
    } catch (err) {
      watch.log.error({ err, tries }, "embedded.revive-failed");
      if (err instanceof AppError && err.code === "embedded-in-use") return;
      await pause(Math.min(10_000, 100 * 2 ** tries), undefined, { ref: false });
    }
  }
}

async function stop(watch: Watch): Promise<void> {
  watch.stopping.abort();
  if (watch.owned === null) return;
  const { server, client } = watch.owned;
  await stopPostmaster(watch.home, server.pid);
  await client.end();
  await removeSocketFolder(watch.home, server.socket);
  watch.log.info({ pid: server.pid }, "embedded.stopped");
}
