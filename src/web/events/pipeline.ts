import { z } from "zod";
import type { About } from "../../keeper/inbox.ts";
import { type Reader, reading } from "./read.ts";

const PLAYBOOK_FILE = ".github/stagekeeper.yml";
/** GitHub lists at most so many commits of a push; beyond, it may have touched anything. */
const MOST_LISTED = 20;

const files = z.array(z.string()).catch([]).default([]);
const commit = z.object({ added: files, modified: files, removed: files });

const PushPayload = z.object({
  ref: z.string(),
  forced: z.boolean().optional().catch(undefined),
  repository: z.object({ node_id: z.string(), default_branch: z.string() }),
  commits: z.array(commit).optional().catch(undefined),
});

/** push: to the default branch, and it touched the playbook file or may have. */
export const readPush: Reader = reading(PushPayload, (push): About | null => {
  if (push.ref !== `refs/heads/${push.repository.default_branch}`) return null;
  return mayTouch(push) ? { kind: "playbook", repository: push.repository.node_id } : null;
});

function mayTouch({ forced, commits }: z.infer<typeof PushPayload>): boolean {
  if (forced === true || commits === undefined || commits.length >= MOST_LISTED) return true;
  return commits.some(({ added, modified, removed }) =>
    [...added, ...modified, ...removed].includes(PLAYBOOK_FILE),
  );
}

const RepositoryPayload = z.object({ action: z.string(), repository: z.object({ node_id: z.string() }) });
const telling: ReadonlySet<string> = new Set([
  "publicized",
  "privatized",
  "renamed",
  "transferred",
  "deleted",
]);

/** repository: who can read it, or its name, changed. The sweep reads both. */
export const readRepository: Reader = reading(RepositoryPayload, ({ action, repository }): About | null =>
  telling.has(action) ? { kind: "playbook", repository: repository.node_id } : null,
);

const InstallationPayload = z.object({
  action: z.string().nullish().catch(null),
  installation: z.object({
    account: z.object({ login: z.string() }).nullish().catch(null),
  }),
});

/** installation, installation_repositories: what we may see changed. */
export const readInstallation: Reader = reading(InstallationPayload, ({ action, installation }): About => ({
  kind: "installation",
  account: installation.account?.login ?? null,
  state: stateAfter(action),
}));

function stateAfter(action: string | null | undefined): "active" | "suspended" | "deleted" {
  if (action === "deleted") return "deleted";
  return action === "suspend" ? "suspended" : "active";
}
