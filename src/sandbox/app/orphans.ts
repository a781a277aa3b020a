import { existsSync, readFileSync, realpathSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { isNativeError } from "node:util/types";

const QUIT_WITHIN_MS = 5_000;

/** Stops database servers that a killed App left behind in its data directory. */
export async function stopDatabases(dataDirectory: string): Promise<void> {
  for (const pid of await databases(dataDirectory)) await quit(pid);
}

/** Process ids of the database servers that run on the data. */
export async function databases(dataDirectory: string): Promise<readonly number[]> {
  return (await pidFiles(dataDirectory)).flatMap((pidFile) => {
    const [pid = "", directory = ""] = readFileSync(pidFile, "utf8").split("\n");
    return isSame(dirname(pidFile), directory.trim()) && isPostgres(Number(pid)) ? [Number(pid)] : [];
  });
}

function isSame(one: string, other: string): boolean {
  return existsSync(other) && realpathSync(one) === realpathSync(other);
}

async function pidFiles(directory: string): Promise<readonly string[]> {
  if (!existsSync(directory)) return [];
  const entries = await readdir(directory, { recursive: true });
  return entries.filter((entry) => entry.endsWith("postmaster.pid")).map((entry) => join(directory, entry));
}

/** A process id is reused after a reboot: only a server is ever signalled. */
function isPostgres(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  const commandLine = `/proc/${String(pid)}/cmdline`;
  if (existsSync("/proc/self"))
    return existsSync(commandLine) && readFileSync(commandLine, "utf8").includes("postgres");
  return alive(pid);
}

async function quit(pid: number): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    process.kill(pid, signal);
    const until = performance.now() + QUIT_WITHIN_MS;
    while (performance.now() < until) {
      if (!alive(pid)) return;
      await setTimeout(20);
    }
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (!isNativeError(error) || !("code" in error)) throw error;
    return error.code !== "ESRCH";
  }
}
