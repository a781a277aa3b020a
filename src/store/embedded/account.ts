import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { promisify } from "node:util";
import { AppError } from "../../keeper/failure.ts";

const run = promisify(execFile);

/** The operating system's account that PostgreSQL runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

/** PostgreSQL refuses to run as root. These come first; then any account of a person; then one of our making. */
const preferred = ["postgres", "stagekeeper", "nobody"] as const;
const firstPerson = 1000;

/** Null: we are no root, so PostgreSQL runs as we do. `cluster` is where its files are, if they are there yet. */
export async function chooseAccount(cluster: string): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const accounts = await readAccounts();
  return (await ownerOf(cluster, accounts)) ?? pick(accounts) ?? (await createAccount());
}

/** The accounts of a passwd file that are not root's. */
export function parsePasswd(text: string): readonly Account[] {
  return text
    .split("\n")
    .map((line) => line.split(":"))
    .map(([name = "", , uid = "", gid = ""]) => ({ name, uid: Number(uid || NaN), gid: Number(gid || NaN) }))
    .filter(({ name, uid, gid }) => name !== "" && uid > 0 && gid > 0);
}

/** The best account among those that exist. */
export function pick(accounts: readonly Account[]): Account | null {
  const byName = preferred.map((name) => accounts.find((account) => account.name === name));
  const person = accounts.find(({ uid }) => uid >= firstPerson);
  return [...byName, person].find((account) => account !== undefined) ?? null;
}

async function readAccounts(): Promise<readonly Account[]> {
  return parsePasswd(await readFile("/etc/passwd", "utf8"));
}

/** Files that are there already decide who runs them. */
async function ownerOf(cluster: string, accounts: readonly Account[]): Promise<Account | null> {
  const found = await stat(cluster).catch(() => null);
  if (found === null || found.uid === 0) return null;
  const known = accounts.find(({ uid }) => uid === found.uid);
  return known ?? { uid: found.uid, gid: found.gid, name: String(found.uid) };
}

async function createAccount(): Promise<Account> {
  try {
    await run("useradd", ["--system", "--user-group", "--no-create-home", "stagekeeper"]);
  } catch (useradd) {
    await run("adduser", ["-S", "-D", "-H", "stagekeeper"]).catch((adduser: unknown) => {
      throw noAccount([useradd, adduser]);
    });
  }
  const made = pick(await readAccounts());
  if (made === null) throw noAccount([]);
  return made;
}

function noAccount(causes: readonly unknown[]): AppError {
  return new AppError(
    "embedded-account",
    { kind: "permanent" },
    {
      message:
        "PostgreSQL does not run as root, and no other account exists or could be created. " +
        "Start Stagekeeper as an ordinary user, or set DATABASE_URL.",
      cause: new AggregateError(causes),
    },
  );
}

/** What a child process is to run as. */
export function identity(account: Account | null): { readonly uid?: number; readonly gid?: number } {
  return account === null ? {} : { uid: account.uid, gid: account.gid };
}
