import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

/** The App as JavaScript, as it stood when the chapter began. */
export interface Built {
  /** What `node` is given. */
  readonly main: string;
  remove(): Promise<void>;
}

/** Compiles `src` into a folder of its own. A process then loads in half the time it takes from source. */
export async function build(): Promise<Built> {
  const cache = resolve("node_modules/.cache");
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, "stagekeeper-"));
  const compiler = resolve("node_modules/typescript/bin/tsc");
  // Types are checked elsewhere.
  const options = ["--noCheck", "--incremental", "false", "--sourceMap", "false", "--outDir", folder];
  await promisify(execFile)(process.execPath, [compiler, ...options]);
  const clear = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  process.on("exit", clear);
  return {
    main: join(folder, "main.js"),
    remove: async () => {
      process.off("exit", clear);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
