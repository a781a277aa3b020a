import { readFileSync } from "node:fs";
import { parseConfig, type Config } from "../../config.ts";
import { AppError } from "../../keeper/failure.ts";
import { readAppFacts } from "../../github/app-facts.ts";
import { sessionOfApp } from "../../github/app.ts";
import { hostFrom } from "../../github/host.ts";
import { systemClock } from "../../keeper/system-clock.ts";
import type { Instant } from "../../core/time/time.ts";
import type { Environment } from "../access.ts";
import { silent } from "../access.ts";
import { readAppManifest } from "../app-manifest.ts";
import type { AppSeen, AppWants, LookAtApp } from "./observed.ts";

/** GitHub answers 401 to a foreign key, and 404 to an id that no App has. */
const NO_SUCH_APP: readonly string[] = ["github/unauthorised", "github/not-found"];
const THREE_DAYS_MS = 3 * 86_400_000;

/** How to look at the App with the server's own settings; null: they are not in the environment. */
export function appFrom(
  environment: Environment,
  repository: { readonly owner: string; readonly repo: string },
): LookAtApp | null {
  if (environment["APP_ID"] === undefined || environment["APP_ID"] === "") return null;
  const parsed = parseConfig(environment, (path) => readFileSync(path, "utf8"));
  if (parsed.kind === "problems")
    return () => Promise.resolve({ kind: "problems", problems: parsed.problems });
  return (others) => look(parsed.config, { ...repository, others });
}

async function look(
  { appId, privateKey, gheHost, gheProtocol }: Config,
  repositories: { readonly owner: string; readonly repo: string; readonly others: readonly string[] },
): Promise<AppSeen> {
  const host = hostFrom(gheHost === null ? {} : { gheHost, gheProtocol });
  const { session } = sessionOfApp({
    ...{ appId, privateKey, host, clock: systemClock, userAgent: "stagekeeper", log: silent },
  });
  const since = (systemClock.now() - THREE_DAYS_MS) as Instant;
  try {
    const facts = await readAppFacts(session, { ...repositories, since });
    return { kind: "facts", facts, wanted: wants() };
  } catch (error) {
    if (!(error instanceof AppError) || !NO_SUCH_APP.includes(error.code)) throw error;
    return { kind: "problems", problems: [`PRIVATE_KEY is no key of the App ${appId}.`] };
  }
}

function wants(): AppWants {
  const { default_permissions: permissions, default_events: events } = readAppManifest();
  return { permissions, events };
}
