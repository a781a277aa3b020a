import {
  access,
  chmod,
  chown,
  constants,
  mkdir,
  mkdtemp,
  readlink,
  rm,
  stat,
  symlink,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { AppError } from "../../keeper/failure.ts";
import { chooseAccount, type Account } from "./account.ts";
import { canReach } from "./reach.ts";

/** Where the embedded server's files are, and whose they are. */
export interface Home {
  /** The folder itself: the data directory, or where its link `elsewhere` leads. */
  readonly path: string;
  /** PostgreSQL's own data directory. */
  readonly cluster: string;
  /** Null: PostgreSQL runs as we do. */
  readonly account: Account | null;
}

/** The cluster's folder; the major version is in its name because another one could not read it. */
const clusterName = "postgresql-18";
/** A path of a unix socket has at most 107 bytes (104 on macOS), and PostgreSQL appends `/.s.PGSQL.5432`. */
const longestSocketFolder = 104 - "/.s.PGSQL.5432".length - 1;

/** Makes the data directory and finds a place in it, or beside it, that PostgreSQL's account can reach. */
export async function settleHome(dataDirectory: string): Promise<Home> {
  const wanted = resolve(dataDirectory);
  await makeFolder(wanted);
  const linked = await readlink(join(wanted, "elsewhere")).catch(() => null);
  const path = linked ?? wanted;
  const account = await chooseAccount(join(path, clusterName));
  const cluster = join(path, clusterName);
  if (account === null) await checkOurs([path, cluster]);
  else await openLeaf(path);
  if (await canReach(account, path)) return { path, account, cluster };
  const other = await makeElsewhere(wanted, account);
  return { path: other, account, cluster: join(other, clusterName) };
}

/** Where the socket is: in the home if its path is short enough, else in a folder made for it. */
export async function socketFolder(home: Home): Promise<string> {
  const within = join(home.path, "socket");
  if (Buffer.byteLength(within) <= longestSocketFolder) {
    await mkdir(within, { recursive: true, mode: 0o700 });
    return giveTo(home.account, within);
  }
  for (const base of [tmpdir(), "/tmp"]) {
    if (Buffer.byteLength(base) > longestSocketFolder - "/stagekeeper-socket-XXXXXX".length) continue;
    if (await canReach(home.account, base))
      return giveTo(home.account, await mkdtemp(join(base, "stagekeeper-socket-")));
  }
  throw noPlace("for PostgreSQL's socket");
}

/** Removes a socket folder that was made elsewhere. PostgreSQL has taken its socket out of it. */
export async function removeSocketFolder(home: Home, socket: string): Promise<void> {
  if (!socket.startsWith(home.path)) await rm(socket, { recursive: true, force: true });
}

/** Hands a file or folder over to PostgreSQL's account. */
export async function giveTo(account: Account | null, path: string): Promise<string> {
  if (account !== null) await chown(path, account.uid, account.gid);
  return path;
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new AppError(
      "embedded-directory",
      { kind: "permanent" },
      { message: `The data directory ${path} cannot be made.`, details: { path }, cause },
    );
  }
}

/** Files that another user made (root's belong to another account) cannot be used by us. */
async function checkOurs(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    if ((await stat(path).catch(() => null)) === null) continue;
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK).catch((cause: unknown) => {
      const message = `The folder ${path} belongs to another user. Start as that user, or use another data directory.`;
      throw new AppError("embedded-directory", { kind: "permanent" }, { message, details: { path }, cause });
    });
  }
}

/** Root's folder may be closed to others: PostgreSQL's account must pass through. What is in it is closed itself. */
async function openLeaf(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o011) !== 0o011) await chmod(path, (mode & 0o777) | 0o011);
}

/** The data directory lies where only root can go: the files go to another place, and a link tells where. */
async function makeElsewhere(wanted: string, account: Account | null): Promise<string> {
  const temporary = [join(tmpdir(), "stagekeeper"), "/tmp/stagekeeper"];
  const passing = wanted.startsWith(tmpdir());
  for (const base of passing ? temporary : ["/var/lib/stagekeeper", ...temporary]) {
    const made = await mkdir(base, { recursive: true, mode: 0o711 }).catch(() => null);
    if (made === null) continue;
    if (!(await canReach(account, base))) continue;
    const path = await mkdtemp(join(base, "data-"));
    await openLeaf(path);
    await symlink(path, join(wanted, "elsewhere"));
    return path;
  }
  throw noPlace("for PostgreSQL's files");
}

function noPlace(what: string): AppError {
  return new AppError(
    "embedded-directory",
    { kind: "permanent" },
    { message: `There is no place ${what} that its account can reach. Use another data directory.` },
  );
}
