import { spawn } from "node:child_process";
import { mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { AppError } from "../../keeper/failure.ts";
import { identity } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { giveTo, type Home } from "./home.ts";

/** The role that owns everything; only its account and root can enter the socket's folder. */
export const role = "stagekeeper";

const draftOf = (home: Home): string => `${home.cluster}.draft-`;
const abandonedAfterMs = 600_000;

/**
 * Makes the cluster if there is none. It is made under another name and renamed when it is whole, so a process
 * killed on the way leaves a draft that nobody takes for a database; of two processes the first one wins.
 */
export async function ensureCluster(home: Home, binaries: Binaries): Promise<void> {
  if (await isThere(join(home.cluster, "PG_VERSION"))) return;
  const draft = await giveTo(home.account, await mkdtemp(draftOf(home)));
  await initdb(home, { program: binaries.initdb, folder: draft });
  try {
    await rename(draft, home.cluster);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(await isThere(join(home.cluster, "PG_VERSION")))) throw cannotInit("rename", error);
  }
}

/** Removes what killed first starts left behind; a fresh draft may be another process's work. */
export async function removeDrafts(home: Home, now: number): Promise<void> {
  for (const name of await readdir(home.path)) {
    if (!/^(postgresql-\d+\.draft-|programs-.+\.)\w{6}$/.test(name)) continue;
    const path = join(home.path, name);
    const found = await stat(path).catch(() => null);
    if (found !== null && now - found.mtimeMs > abandonedAfterMs)
      await rm(path, { recursive: true, force: true });
  }
}

async function initdb(
  home: Home,
  { program, folder }: { readonly program: string; readonly folder: string },
): Promise<void> {
  const options = ["--locale=C", "--encoding=UTF8", "--auth=trust", "--data-checksums", `--username=${role}`];
  const child = spawn(program, ["-D", folder, ...options], {
    ...identity(home.account),
    cwd: folder,
    env: { LC_ALL: "C", PATH: "/usr/bin:/bin" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const [said, code] = await Promise.all([text(child.stderr), ended]).catch((cause: unknown) => {
    throw cannotInit(program, cause);
  });
  if (code !== 0) throw cannotInit(said.trim().split("\n").slice(-3).join(" "), null);
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

function cannotInit(said: string, cause: unknown): AppError {
  return new AppError(
    "embedded-init",
    { kind: "permanent" },
    { message: `The embedded PostgreSQL could not make its data directory: ${said}`, cause },
  );
}
