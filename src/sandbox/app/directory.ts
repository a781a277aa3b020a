import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { stopDatabases } from "./orphans.ts";

/** Where a sandbox keeps the App's data and log. */
export interface Directory {
  readonly data: string;
  readonly log: string;
  /** Stops databases that run on the data; removes what was made only for this sandbox. */
  release(): Promise<void>;
}

/** The directory given, which is kept, or a fresh one that goes with the sandbox. */
export async function takeDirectory(given: string | null): Promise<Directory> {
  const path = given === null ? await mkdtemp(join(tmpdir(), "stagekeeper-")) : resolve(given);
  await mkdir(path, { recursive: true });
  // As root, PostgreSQL runs as another user, who must get through to the data.
  if (given === null) await chmod(path, 0o711);
  const data = join(path, "data");
  return {
    data,
    log: join(path, "app.log"),
    release: async () => {
      await stopDatabases(data);
      if (given === null) await rm(path, { recursive: true, force: true });
    },
  };
}
