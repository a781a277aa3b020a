import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { settleHome } from "../../../../src/store/embedded/home.ts";
import { clientConfig, ensureServer } from "../../../../src/store/embedded/server.ts";
import { migrate } from "../../../../src/store/migrate.ts";

/** A real PostgreSQL for one run of the programme. Nothing in it survives the run, so nothing waits for the disk. */
export interface Server {
  /** Where its files are: another process of the run finds it by this. */
  readonly folder: string;
  /** A migrated database of the caller's own. */
  fresh(): Promise<pg.ClientConfig>;
  /** Kills the postmaster at once, as `kill -9` does, and starts it again. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

const carefree = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "300" };

/** Starts a server, or finds the one that runs in `folder`. */
export async function databaseServer(folder?: string): Promise<Server> {
  const own = folder ?? (await mkdtemp(join(tmpdir(), "stagekeeper-faults-")));
  if (folder === undefined) await chmod(own, 0o711);
  const home = await settleHome(own);
  const running = async (): Promise<pg.ClientConfig> =>
    clientConfig(await ensureServer(home, { extra: carefree }), "postgres");
  await running();
  return {
    folder: own,
    fresh: async () => fresh(await running()),
    crash: async () => {
      await signalPostmaster(own, "SIGQUIT");
      await running();
    },
    stop: async () => {
      await signalPostmaster(own, "SIGQUIT");
      await rm(own, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function fresh(server: pg.ClientConfig): Promise<pg.ClientConfig> {
  const config = { ...server, database: `faults_${randomBytes(6).toString("hex")}` };
  await onceWith(server, async (client) => {
    await client.query(`create database ${config.database} template template0`);
  });
  await onceWith(config, migrate);
  return config;
}

/** One connection that ends with the work. */
export async function onceWith<T>(
  config: pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(config);
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function signalPostmaster(folder: string, signal: NodeJS.Signals): Promise<void> {
  const lock = join(folder, "postgresql-18/postmaster.pid");
  const read = async (): Promise<string> => readFile(lock, "utf8").catch(() => "");
  const pid = Number((await read()).split("\n")[0]);
  if (pid <= 1) return;
  process.kill(pid, signal);
  for (let left = 1_000; left > 0 && (await read()) !== ""; left -= 1) await pause(10);
}
