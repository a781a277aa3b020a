import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { FaultOrder } from "../faults/fault.ts";
import type { Happening } from "../sandbox.ts";
import { databases } from "./orphans.ts";
import type { AppProcess } from "./process.ts";

const PAUSE_MS = 60_000;
/** A server's process that serves a client names the role, the database and where the client is. */
const SERVES_CLIENT = /^postgres: \S+ \S+ (\[local\]|\d)/;

/** Breaks the App's process or its database; what is not running is not broken. */
export function createMachine(parts: {
  readonly app: Pick<AppProcess, "running" | "kill" | "stop" | "pause">;
  readonly data: string;
  readonly tell: (happening: Happening) => void;
}): (fault: FaultOrder) => Promise<void> {
  const { app, data, tell } = parts;
  return async ({ kind, ms }) => {
    if (kind === "kill-app" && app.running()) {
      await app.kill();
      tell({ kind: "app", state: "killed" });
    }
    // The request under way is answered: whoever ends waits for it, and whoever is stopped reads it when it goes on.
    if (kind === "end-app" && app.running())
      void app.stop().then(() => {
        tell({ kind: "app", state: "stopped" });
      });
    if (kind === "stop-app" && app.running()) void app.pause(ms ?? PAUSE_MS);
    if (kind === "kill-database") await killDatabases(data);
    if (kind === "cut-connections") await cutConnections(data);
  };
}

/** SIGKILL of the server and all its processes. */
async function killDatabases(data: string): Promise<void> {
  for (const pid of await databases(data))
    for (const one of [pid, ...(await childrenOf(pid)).map((child) => child.pid)]) signal(one, "SIGKILL");
}

/** SIGTERM to a process of the server ends its connection, as `pg_terminate_backend` does. */
async function cutConnections(data: string): Promise<void> {
  for (const server of await databases(data))
    for (const { pid, title } of await childrenOf(server))
      if (SERVES_CLIENT.test(title)) signal(pid, "SIGTERM");
}

async function childrenOf(
  parent: number,
): Promise<readonly { readonly pid: number; readonly title: string }[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,args="]);
  return stdout.split("\n").flatMap((line) => {
    const [, pid, ppid, title = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(ppid) === parent ? [{ pid: Number(pid), title }] : [];
  });
}

/** It may have ended by itself meanwhile. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
