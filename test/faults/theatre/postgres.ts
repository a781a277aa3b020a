import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { settleHome } from "../../../src/store/embedded/home.ts";
import { clientConfig, ensureServer } from "../../../src/store/embedded/server.ts";

/** A PostgreSQL whose processes can be killed. What it has acknowledged survives that: it only skips the disk. */
export interface Postgres {
  /** Whatever is put here is gone with the server. */
  readonly folder: string;
  /** Where its unix socket is. */
  socket(): string;
  /** An empty database of this name; one that was there is gone, with everybody's connections. */
  recreate(database: string): Promise<void>;
  /** Rows of a statement, as an operator would see them. */
  ask(database: string, sql: string, values?: unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** Ends every connection of an App to the database; says how many. */
  cut(database: string): Promise<number>;
  /** SIGKILL of the postmaster and all its processes. */
  kill(): Promise<void>;
  /** Starts it again; what was committed is recovered. */
  start(): Promise<void>;
  /** Makes `copy` what `database` is now. */
  copy(database: string, copy: string): Promise<void>;
  stop(): Promise<void>;
}

const settings = { fsync: "off", full_page_writes: "off", max_connections: "200" };

/** Starts a server in a folder of its own. */
export async function startPostgres(): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), "stagekeeper-kills-"));
  await chmod(folder, 0o711);
  const home = await settleHome(folder);
  let server = await ensureServer(home, { extra: settings });
  // Whatever ends us, Ctrl-C too: the server is in a session of its own.
  const leave = (): void => {
    signal(server.pid, "SIGQUIT");
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  process.on("exit", leave);
  const as = (database: string): pg.ClientConfig => clientConfig(server, database);
  const ask: Postgres["ask"] = (database, sql, values = []) => once(as(database), sql, values);
  const recreate = async (database: string, template: string): Promise<void> => {
    await ask("postgres", `drop database if exists ${database} with (force)`);
    await ask("postgres", `create database ${database} template ${template} strategy file_copy`);
  };
  return {
    folder,
    socket: () => server.socket,
    ask,
    recreate: (database) => recreate(database, "template0"),
    copy: async (database, copy) => {
      await cut(ask, database);
      await recreate(copy, database);
    },
    cut: (database) => cut(ask, database),
    kill: async () => {
      for (const pid of [server.pid, ...(await childrenOf(server.pid))]) signal(pid, "SIGKILL");
      while (isAlive(server.pid)) await pause(5);
    },
    start: async () => {
      server = await ensureServer(home, { extra: settings, socket: server.socket });
    },
    stop: async () => {
      process.off("exit", leave);
      signal(server.pid, "SIGQUIT");
      while (isAlive(server.pid)) await pause(10);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function once(config: pg.ClientConfig, sql: string, values: unknown[]) {
  const client = new pg.Client(config);
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

async function cut(ask: Postgres["ask"], database: string): Promise<number> {
  const ended = await ask(
    "postgres",
    "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = $1",
    [database],
  );
  return ended.length;
}

async function childrenOf(pid: number): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)("pgrep", ["-P", String(pid)]).catch(() => ({ stdout: "" }));
  return stdout.split("\n").filter(Boolean).map(Number);
}

function signal(pid: number, name: NodeJS.Signals): void {
  if (isAlive(pid)) process.kill(pid, name);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
