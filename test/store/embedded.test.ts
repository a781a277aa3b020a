import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, describe, expect, it } from "@jest/globals";
import { parsePasswd, pick } from "../../src/store/embedded/account.ts";
import { allows } from "../../src/store/embedded/reach.ts";
import { ask } from "../support/database.ts";

const folders: string[] = [];
const running: ChildProcess[] = [];

afterAll(async () => {
  for (const child of running) child.kill("SIGTERM");
  await Promise.all(running.map((child) => gone(child)));
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true, maxRetries: 5 })));
});

async function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

/** A folder for data, its path with a space and longer than a socket's may be. */
async function aFolder(name = `a data directory ${"x".repeat(90)}`): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "stagekeeper-embedded-"));
  await chmod(folder, 0o711);
  folders.push(folder);
  return join(folder, name);
}

interface Said {
  readonly running?: { readonly host: string; readonly ms: number };
  readonly failed?: { readonly code: string; readonly message: string };
}

/** A process that owns the embedded server, as Stagekeeper's does, and what it says first. */
async function aProcess(folder: string): Promise<{ readonly child: ChildProcess; readonly said: Said }> {
  const child = spawn(process.execPath, ["--import", "tsx", "test/store/embedded-process.ts", folder], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  running.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, said: JSON.parse(line) as Said };
  }
  throw new Error("said nothing");
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const exit = once(child, "exit");
  child.kill(signal);
  await exit;
  return child.exitCode;
}

function server(said: Said): { host: string; user: string; database: string } {
  return { host: said.running?.host ?? "", user: "stagekeeper", database: "stagekeeper" };
}

describe("the embedded server", () => {
  it("keeps what was committed through kill -9, is adopted, and refuses a second process", async () => {
    const folder = await aFolder();
    const first = await aProcess(folder);
    await ask(server(first.said), "create table kept as select 42 as answer");
    const [before] = await ask(server(first.said), "select pg_postmaster_start_time() as at");

    const second = await aProcess(folder);
    expect(second.said.failed).toMatchObject({
      code: "embedded-in-use",
      message: expect.stringContaining(`in use by process ${String(first.child.pid)}`),
    });
    await ended(first.child, "SIGKILL");
    const third = await aProcess(folder);

    expect(await ask(server(third.said), "select answer from kept")).toEqual([{ answer: 42 }]);
    expect(await ask(server(third.said), "select pg_postmaster_start_time() as at")).toEqual([before]);
    expect(await ended(third.child, "SIGTERM")).toBe(0);
    await expect(ask(server(third.said), "select 1")).rejects.toThrow();
    await expect(stat(third.said.running?.host ?? "")).rejects.toThrow();
  }, 60_000);

  it("is made once when two processes start together on an empty directory", async () => {
    const folder = await aFolder("short");

    const both = await Promise.all([aProcess(folder), aProcess(folder)]);

    const codes = both.map(({ said }) => said.failed?.code ?? "running");
    expect(codes.toSorted()).toEqual(["embedded-in-use", "running"]);
  }, 60_000);

  it("starts over when its first start was killed", async () => {
    const folder = await aFolder("short");
    await mkdir(join(folder, "postgresql-18.draft-abcdef"), { recursive: true });
    await writeFile(join(folder, "postgresql-18.draft-abcdef/PG_VERSION"), "18\n");

    const { said } = await aProcess(folder);

    expect(await ask(server(said), "select 1 as one")).toEqual([{ one: 1 }]);
  }, 60_000);

  it("is started again when it is killed, and loses nothing", async () => {
    const folder = await aFolder("short");
    const { child, said } = await aProcess(folder);
    await ask(server(said), "create table kept as select 42 as answer");
    const pid = Number((await readFile(join(folder, "postgresql-18/postmaster.pid"), "utf8")).split("\n")[0]);
    const revived = once(createInterface({ input: child.stdout ?? process.stdin }), "line");

    process.kill(pid, "SIGKILL");
    await revived;

    expect(await ask(server(said), "select answer from kept")).toEqual([{ answer: 42 }]);
  }, 60_000);
});

describe("the account to run as", () => {
  it.each([
    { accounts: "root:x:0:0::/:/bin/sh\npostgres:x:101:104::/:/bin/sh", name: "postgres" },
    { accounts: "mona:x:1000:1000::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh", name: "nobody" },
    { accounts: "daemon:x:1:1::/:/bin/sh\nmona:x:1000:1000::/:/bin/sh", name: "mona" },
    { accounts: "root:x:0:0::/:/bin/sh\nbroken\nsys:x:::/:", name: undefined },
  ])("is $name", ({ accounts, name }) => {
    expect(pick(parsePasswd(accounts))?.name).toBe(name);
  });

  it.each([
    { mode: 0o700, uid: 5, gid: 9, can: true },
    { mode: 0o077, uid: 5, gid: 9, can: false },
    { mode: 0o710, uid: 1, gid: 6, can: true },
    { mode: 0o701, uid: 1, gid: 6, can: false },
    { mode: 0o701, uid: 1, gid: 9, can: true },
    { mode: 0o750, uid: 1, gid: 9, can: false },
  ])("may pass a folder of mode $mode, owner $uid, group $gid: $can", ({ can, ...file }) => {
    expect(allows(file, { uid: 5, gid: 6 }, 1)).toBe(can);
  });
});
