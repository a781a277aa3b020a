import { spawn } from "node:child_process";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { identity } from "./account.ts";
import type { Home } from "./home.ts";

/** A server that runs: its process and where it listens. */
export interface Postmaster {
  readonly pid: number;
  readonly socket: string;
}

/** How it is to run. In the command line and not in postgresql.conf, so that each start has what this version wants. */
const settings = {
  listen_addresses: "",
  unix_socket_permissions: "0700",
  max_connections: "200",
  shared_buffers: "32MB",
  max_wal_size: "256MB",
  wal_level: "minimal",
  max_wal_senders: "0",
  timezone: "UTC",
  log_timezone: "UTC",
  // Neither statements nor row values reach the log: they hold people's names.
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_checkpoints: "off",
} as const;

/**
 * Reads PostgreSQL's own lock file (pid, folder, start, port, socket folder, …). Null: no server runs, or one that
 * has not come so far yet, or the file is left over from a process that is gone.
 */
export async function runningPostmaster(home: Home): Promise<Postmaster | null> {
  const file = await readFile(join(home.cluster, "postmaster.pid"), "utf8").catch(() => "");
  const lines = file.split("\n");
  const pid = Number(lines[0]);
  const socket = lines[4] ?? "";
  if (!Number.isInteger(pid) || pid <= 1 || socket === "") return null;
  return isAlive(pid) ? { pid, socket } : null;
}

/** Whether a process has this id. Another user's process counts. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * Starts the server in a session of its own: it survives us, and the terminal's Ctrl-C does not reach it. Resolves
 * at once; `ended` tells when it has gone.
 */
export async function startPostmaster(
  home: Home,
  how: {
    readonly program: string;
    readonly socket: string;
    readonly extra: Readonly<Record<string, string>>;
  },
): Promise<{ readonly pid: number | null; readonly ended: Promise<string> }> {
  const log = await open(join(home.path, "postgresql.log"), "a", 0o600);
  try {
    const all = { ...settings, ...how.extra, unix_socket_directories: quoted(how.socket) };
    const options = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const child = spawn(how.program, ["-D", home.cluster, ...options], {
      ...identity(home.account),
      cwd: home.cluster,
      detached: true,
      env: { LC_ALL: "C", PATH: "/usr/bin:/bin" },
      stdio: ["ignore", log.fd, log.fd],
    });
    child.unref();
    const ended = new Promise<string>((resolve) => {
      child.once("error", (error) => {
        resolve(error.message);
      });
      child.once("exit", (code, signal) => {
        resolve(`exit ${String(code ?? signal)}`);
      });
    });
    return { pid: child.pid ?? null, ended };
  } finally {
    await log.close();
  }
}

/** Fast shutdown: open transactions are rolled back, nothing committed is lost. Impatient, it leaves that to the log. */
export async function stopPostmaster(home: Home, pid: number): Promise<void> {
  for (const { signal, patienceMs } of [
    { signal: "SIGINT", patienceMs: 6_000 },
    { signal: "SIGQUIT", patienceMs: 2_000 },
  ] as const) {
    if (!(await stillRuns(home, pid))) return;
    tell(pid, signal);
    for (let waited = 0; waited < patienceMs; waited += 10) {
      if (!(await stillRuns(home, pid))) return;
      await pause(10);
    }
  }
}

/** It may have gone by itself meanwhile. */
function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** The lock file goes last; a process that is gone but not yet reaped has none. */
async function stillRuns(home: Home, pid: number): Promise<boolean> {
  const running = await runningPostmaster(home);
  return running?.pid === pid;
}

/** A list of folders, in which commas and quotes mean something. */
function quoted(path: string): string {
  return `"${path.replaceAll('"', '""')}"`;
}
