import type { Probot } from "probot";
import type { Login } from "./core/ids.ts";
import { sameLogin } from "./core/ids.ts";
import type { Clock } from "./keeper/clock.ts";
import type { Inbox } from "./keeper/inbox.ts";
import type { Log } from "./keeper/log.ts";
import { readCard } from "./web/events/card.ts";
import { readComment, readDependencies, readIssue, readSubIssues } from "./web/events/issue.ts";
import { readInstallation, readPush, readRepository } from "./web/events/pipeline.ts";
import { envelope, problemsOf, type Read, type Reader } from "./web/events/read.ts";

/** What the handlers need. */
export interface AppParts {
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly log: Log;
  /** The App's own login, once it is known. */
  readonly self: () => Login | null;
  readonly count: (event: string, outcome: DeliveryOutcome) => void;
}

export type DeliveryOutcome = Awaited<ReturnType<Inbox["remember"]>> | "unreadable";

/** The Probot app: everything that we listen to. */
export function stagekeeper(probot: Pick<Probot, "on">, parts: AppParts): void {
  probot.on("projects_v2_item", handler(readCard, parts));
  probot.on("issues", handler(readIssue, parts));
  probot.on("issue_comment", handler(readComment, parts));
  probot.on("sub_issues", handler(readSubIssues, parts));
  probot.on("issue_dependencies", handler(readDependencies, parts));
  probot.on("push", handler(readPush, parts));
  probot.on("repository", handler(readRepository, parts));
  probot.on("installation", handler(readInstallation, parts));
  probot.on("installation_repositories", handler(readInstallation, parts));
}

/** Probot's context, as far as we use it: its octokit is not used, for it repeats writes. */
export interface Received {
  readonly id: string;
  readonly name: string;
  readonly payload: unknown;
}

function handler(read: Reader, parts: AppParts): (received: Received) => Promise<void> {
  return async ({ id, name, payload }) => {
    const outcome = await receive({ id, name, payload }, read, parts);
    parts.count(name, outcome);
    parts.log.debug({ delivery: id, name, outcome }, "webhook.received");
  };
}

async function receive(
  { id, name, payload }: Received,
  read: Reader,
  { inbox, clock, log, self }: AppParts,
): Promise<DeliveryOutcome> {
  const about = read(payload);
  if (about.kind === "irrelevant") return "irrelevant";
  const common = envelope.safeParse(payload);
  if (about.kind === "unreadable" || !common.success) {
    const problems = [...problemsIn(about), ...problemsOf(common.error)];
    log.warn({ delivery: id, name, problems }, "webhook.unreadable");
    return "unreadable";
  }
  const { action, installation, sender } = common.data;
  const me = self();
  return inbox.remember({
    ...{ guid: id, event: name, action: action ?? null, installation: installation.id },
    receivedAt: clock.now(),
    sender,
    own: me !== null && sender !== null && sameLogin(me, sender.login),
    about: about.about,
  });
}

function problemsIn(read: Read): readonly string[] {
  return read.kind === "unreadable" ? read.problems : [];
}
