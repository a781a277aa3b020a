import { stat } from "node:fs/promises";
import { AppError } from "../../keeper/failure.ts";
import type { Log } from "../../keeper/log.ts";
import { database, startEmbedded, type Embedded } from "./embedded.ts";
import { settleHome } from "./home.ts";
import { runningPostmaster } from "./postmaster.ts";
import { clientConfig } from "./server.ts";

/**
 * The embedded database as a guest: beside the process that owns it, if one runs, else for as long as the visit takes.
 * Makes no database where there is none.
 */
export async function visitEmbedded(dataDirectory: string, log: Log): Promise<Embedded> {
  if (!(await isThere(dataDirectory))) throw nothingThere(dataDirectory);
  const home = await settleHome(dataDirectory);
  if (!(await isThere(home.cluster))) throw nothingThere(dataDirectory);
  const running = await runningPostmaster(home);
  if (running === null) return startEmbedded(dataDirectory, log);
  return { client: clientConfig(running, database), stop: () => Promise.resolve() };
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

function nothingThere(directory: string): AppError {
  return new AppError(
    "embedded-missing",
    { kind: "permanent" },
    {
      message: `There is no database of Stagekeeper in ${directory}: set STAGEKEEPER_DATA to the server's data directory, or DATABASE_URL.`,
      details: { directory },
    },
  );
}
