import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { AppError } from "../../keeper/failure.ts";
import { findBinaries } from "./binaries.ts";
import { ensureCluster, role } from "./cluster.ts";
import { socketFolder, type Home } from "./home.ts";
import { runningPostmaster, startPostmaster, type Postmaster } from "./postmaster.ts";

/** Recovery after a crash may take its time; a server that lives is waited for this long. */
const patienceMs = 60_000;
/** A lock file whose socket nobody answers for this long may be a leftover: PostgreSQL itself decides. */
const leftoverAfterMs = 2_000;
const glanceMs = 10;

/** Settings beside the usual ones, and the socket folder of an earlier start of this process. */
export interface ServerOptions {
  readonly extra?: Readonly<Record<string, string>>;
  readonly socket?: string;
}

/** A running server: the one that runs already, even if nobody of ours is left, or one started now. */
export async function ensureServer(home: Home, options: ServerOptions = {}): Promise<Postmaster> {
  const running = await runningPostmaster(home);
  if (running !== null && (await answersWithin(running, leftoverAfterMs))) return running;

  const binaries = await findBinaries(home);
  await ensureCluster(home, binaries);
  const socket = options.socket ?? (await socketFolder(home));
  const started = await startPostmaster(home, {
    program: binaries.postgres,
    socket,
    extra: options.extra ?? {},
  });
  return untilReady(home, started.ended);
}

/** Settings for a client of `server`. */
export function clientConfig(server: Postmaster, database: string): pg.ClientConfig {
  return { host: server.socket, port: 5432, user: role, database };
}

/** Waits for our server, or for the one that was a moment faster: then ours has ended, and theirs answers. */
async function untilReady(home: Home, ended: Promise<string>): Promise<Postmaster> {
  const end: { how: string | null } = { how: null };
  void ended.then((how) => {
    end.how = how;
  });
  for (let waited = 0; waited < patienceMs; waited += glanceMs) {
    const running = await runningPostmaster(home);
    if (running !== null && (await answers(running))) return running;
    if (end.how !== null && waited > leftoverAfterMs) break;
    await pause(glanceMs);
  }
  throw await cannotStart(home, end.how ?? "no answer");
}

async function answersWithin(server: Postmaster, limitMs: number): Promise<boolean> {
  for (let waited = 0; waited <= limitMs; waited += glanceMs) {
    if (await answers(server)) return true;
    await pause(glanceMs);
  }
  return false;
}

/** Starting, recovering and shutting down are no answer. */
async function answers(server: Postmaster): Promise<boolean> {
  const client = new pg.Client({ ...clientConfig(server, "postgres"), connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
}

async function cannotStart(home: Home, end: string): Promise<AppError> {
  const log = await readFile(join(home.path, "postgresql.log"), "utf8").catch(() => "");
  const last = log.trim().split("\n").slice(-5).join("\n");
  return new AppError(
    "embedded-start",
    { kind: "permanent" },
    {
      message: `The embedded PostgreSQL in ${home.cluster} did not start (${end}).\n${last}`,
      details: { end },
    },
  );
}
