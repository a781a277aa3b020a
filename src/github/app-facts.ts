import { z } from "zod";
import type { Instant } from "../core/time/time.ts";
import { readFailedDeliveries } from "./deliveries.ts";
import { readAnswer } from "./rest-answer.ts";
import { absentAsNull } from "./rights.ts";
import type { Session } from "./session.ts";

/** What GitHub says of the App itself. */
export interface AppFacts {
  readonly slug: string;
  /** What the App asks for in its settings: `issues` → `write`. */
  readonly permissions: Grants;
  readonly events: readonly string[];
  readonly webhook: Webhook;
  /** Where the repository in question is; null: the App is not installed there. */
  readonly installation: {
    /** What the organisation's owner has granted. */
    readonly permissions: Grants;
    readonly suspended: boolean;
  } | null;
  /** Of the other repositories asked for, those that the App does not reach: `owner/name`. */
  readonly outside: readonly string[];
  /** Deliveries since the moment asked for that never succeeded. */
  readonly failedDeliveries: number;
}

type Grants = Readonly<Record<string, string>>;

interface Webhook {
  /** Null: none is set. */
  readonly url: string | null;
  readonly json: boolean;
  /** Whether GitHub checks the certificate of the address. */
  readonly verified: boolean;
  readonly secret: boolean;
}

const Permissions = z.record(z.string(), z.string()).default({});
const AppAnswer = z.object({
  slug: z.string(),
  permissions: Permissions,
  events: z.array(z.string()).default([]),
});
const InstallationAnswer = z.object({
  permissions: Permissions,
  suspended_at: z.string().nullish(),
});
const HookAnswer = z.object({
  url: z.string().nullish(),
  content_type: z.string().nullish(),
  insecure_ssl: z.union([z.string(), z.number()]).nullish(),
  secret: z.string().nullish(),
});

interface AppQuestion {
  readonly owner: string;
  readonly repo: string;
  /** More repositories that it should reach: `owner/name`. */
  readonly others: readonly string[];
  readonly since: Instant;
}

/** Reads what the App is, as the App. Throws `AppError` `github/unauthorised` when key and App id do not match. */
export async function readAppFacts(
  session: Session,
  { owner, repo, others, since }: AppQuestion,
): Promise<AppFacts> {
  const app = await session.rest("read", (octokit) => octokit.request("GET /app"));
  const hook = await session.rest("read", (octokit) => octokit.request("GET /app/hook/config"));
  const outside: string[] = [];
  for (const other of others) if ((await installationOn(session, other)) === null) outside.push(other);
  return {
    ...readAnswer(AppAnswer, app.data),
    webhook: readWebhook(readAnswer(HookAnswer, hook.data)),
    installation: await installationOn(session, `${owner}/${repo}`),
    outside,
    failedDeliveries: (await readFailedDeliveries(session, since)).length,
  };
}

function readWebhook({ url, content_type, insecure_ssl, secret }: z.infer<typeof HookAnswer>): Webhook {
  return {
    url: url ?? null,
    json: content_type === "json",
    verified: String(insecure_ssl ?? "0") === "0",
    secret: typeof secret === "string" && secret !== "",
  };
}

async function installationOn(session: Session, repository: string): Promise<AppFacts["installation"]> {
  const [owner = "", repo = ""] = repository.split("/");
  const found = await absentAsNull(["github/not-found"], () =>
    session.rest("read", (octokit) =>
      octokit.request("GET /repos/{owner}/{repo}/installation", { owner, repo }),
    ),
  );
  if (found === null) return null;
  const { permissions, suspended_at } = readAnswer(InstallationAnswer, found.data);
  return { permissions, suspended: typeof suspended_at === "string" };
}
