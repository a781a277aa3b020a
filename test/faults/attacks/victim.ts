import { readFileSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { handsOf, type Hands } from "../../../src/sandbox/demo/hands.ts";
import type { Sandbox } from "../../../src/sandbox/sandbox.ts";
import { memoryFlags } from "../../../src/sandbox/app/command.ts";
import { startSandbox } from "../../../src/sandbox/start.ts";
import { settleHome } from "../../../src/store/embedded/home.ts";
import { clientConfig, ensureServer } from "../../../src/store/embedded/server.ts";
import type { Found } from "../tally.ts";
import { build } from "../theatre/build.ts";

/** The real App as a process, with its own PostgreSQL, beside a GitHub whose people mean harm. */
export interface Victim {
  readonly sandbox: Sandbox;
  /** What `node` is given to start one more. */
  readonly main: string;
  readonly tomas: Hands;
  readonly mara: Hands;
  pid(): number;
  port(): number;
  /** Rows of a statement over the App's own database. */
  ask(sql: string): Promise<readonly Record<string, unknown>[]>;
  /** What answered the attacker so far: everything the App said over HTTP. */
  readonly heard: Set<string>;
  stop(): Promise<void>;
}

/** What one attack came to. */
export interface Struck {
  readonly found: Readonly<Record<string, Found>>;
  /** Times that each kind of blow was dealt. */
  readonly dealt: Readonly<Record<string, number>>;
}

/** A Monday morning. */
const BASE = Date.UTC(2026, 2, 2, 10);

/** Starts GitHub and the App, which writes every line of its log. */
export async function openVictim(): Promise<Victim> {
  const built = await build();
  const data = await mkdtemp(join(tmpdir(), "stagekeeper-attacks-"));
  // As root, PostgreSQL runs as another user, who must get through.
  await chmod(data, 0o711);
  const pidFile = join(data, "pid");
  // The shell is gone once the App runs: what is measured is the App.
  const script = `echo $$ > '${pidFile}'; exec '${process.execPath}' ${memoryFlags.join(" ")} '${built.main}'`;
  const remove = async (): Promise<void> => {
    await built.remove();
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const sandbox = await startSandbox({
      ...{ base: BASE, data, logLevel: "trace" },
      app: { file: "/bin/sh", args: ["-c", script], cwd: process.cwd() },
    });
    return victimOf(sandbox, { main: built.main, data, pidFile, remove });
  } catch (error) {
    await remove();
    throw error;
  }
}

interface Ground {
  readonly main: string;
  readonly data: string;
  readonly pidFile: string;
  readonly remove: () => Promise<void>;
}

function victimOf(sandbox: Sandbox, { main, data, pidFile, remove }: Ground): Victim {
  const { address, login } = sandbox;
  const hands = (name: string): Hands => handsOf(address, name, sandbox.tokenFor(name));
  return {
    ...{ sandbox, main, heard: new Set<string>(), tomas: hands(login.member), mara: hands(login.maintainer) },
    pid: () => Number(readFileSync(pidFile, "utf8")),
    port: () => Number(new URL(address.app.url).port),
    ask: (sql) => askIn(data, sql),
    stop: async () => {
      await sandbox.stop();
      await remove();
    },
  };
}

/** The embedded server that runs is found by its folder. */
async function askIn(data: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const server = await ensureServer(await settleHome(join(data, "data")));
  const client = new pg.Client(clientConfig(server, "stagekeeper"));
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Deliveries kept so far. */
export async function rowsOf(victim: Victim): Promise<number> {
  const [row] = await victim.ask("select count(*)::int as rows from inbox");
  return Number(row?.["rows"]);
}

/** Requests that the App made of GitHub so far, and its writes that GitHub applied. */
export function traceOf({ sandbox }: Victim): { readonly calls: number; readonly writes: number } {
  const byActor = Object.entries(sandbox.requests().byActor).filter(([actor]) =>
    actor.includes("stagekeeper"),
  );
  const calls = byActor.flatMap(([, kinds]) => Object.values(kinds)).reduce((sum, one) => sum + one, 0);
  return { calls, writes: writesOf(sandbox).length };
}

/** The App's writes that GitHub applied, in order. */
export function writesOf(sandbox: Sandbox): ReturnType<Sandbox["journal"]> {
  return sandbox.journal().filter(({ actor }) => actor.startsWith("stagekeeper"));
}
