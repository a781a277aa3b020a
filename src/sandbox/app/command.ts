import { fileURLToPath } from "node:url";
import type { Registration } from "../access/registration.ts";
import type { AppCommand } from "./process.ts";

/** Where the package stands, whether we run from `src` or from `dist`. */
export const packageRoot = fileURLToPath(new URL("../../..", import.meta.url));

/**
 * How Node runs the App wherever it runs: Node would let garbage pile up as long as the machine has memory, and the
 * App is to stay below 300 MB. What it holds on to is a fraction of this.
 */
export const memoryFlags: readonly string[] = ["--max-old-space-size=192", "--max-semi-space-size=8"];

/** Starts the App the way we were started ourselves: from source with tsx, or built. */
export function appCommand(): AppCommand {
  const fromSource = import.meta.url.endsWith(".ts");
  const main = fromSource ? ["--import", "tsx", "src/main.ts"] : ["dist/main.js"];
  const args = [...memoryFlags, ...main];
  return { file: process.execPath, args, cwd: packageRoot };
}

const inherited = ["PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "LANG", "LC_ALL"] as const;

/**
 * What the App finds in its environment. Nothing else of ours is handed on: a DATABASE_URL that happens
 * to be set must not receive the sandbox's rows.
 */
export function appEnvironment(about: {
  readonly registration: Registration;
  readonly port: number;
  readonly data: string;
  readonly logLevel: string;
}): Readonly<Record<string, string>> {
  const kept = inherited.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    APP_ID: String(about.registration.id),
    PRIVATE_KEY: about.registration.privateKey,
    WEBHOOK_SECRET: about.registration.webhookSecret,
    GHE_HOST: `127.0.0.1:${String(about.port)}`,
    GHE_PROTOCOL: "http",
    HOST: "127.0.0.1",
    STAGEKEEPER_DATA: about.data,
    STAGEKEEPER_SANDBOX: "1",
    LOG_LEVEL: about.logLevel,
  };
}
