import type { Installation } from "../model/installation.ts";
import type { Repository } from "../model/records.ts";
import type { Json } from "../payloads/people.ts";
import { organisationJson, userJson } from "../payloads/people.ts";
import { repositoryNames } from "../payloads/repository.ts";
import { repositoryOf, timestamp, type State } from "../model/state.ts";
import { reachedBy } from "./describe.ts";
import { installationJson } from "./json.ts";

/** Suspends an installation, or resumes it. */
export function suspend(state: State, id: number, suspended: boolean): void {
  const installation = find(state, id);
  installation.suspended = suspended;
  installation.updatedAt = timestamp(state);
  tell(state, installation, { event: "installation", action: suspended ? "suspend" : "unsuspend" });
}

/** Takes the App off an account. */
export function uninstall(state: State, id: number): void {
  const installation = find(state, id);
  const facts = { repositories: reachedBy(state, installation).map(repositoryNames) };
  state.installations.splice(state.installations.indexOf(installation), 1);
  tell(state, installation, { event: "installation", action: "deleted", facts });
}

/** Changes which repositories an installation reaches. */
export function reselect(state: State, id: number, names: "all" | readonly string[]): void {
  const installation = find(state, id);
  const before = reachedBy(state, installation);
  installation.selection = names === "all" ? "all" : new Set(names.map((name) => named(state, name)));
  installation.updatedAt = timestamp(state);
  const after = reachedBy(state, installation);
  const added = after.filter((repository) => !before.includes(repository));
  const removed = before.filter((repository) => !after.includes(repository));
  for (const [action, changed] of [
    ["added", added],
    ["removed", removed],
  ] as const) {
    if (changed.length > 0) tellRepositories(state, installation, { action, changed });
  }
}

function tellRepositories(
  state: State,
  installation: Installation,
  { action, changed }: { action: "added" | "removed"; changed: readonly Repository[] },
): void {
  const facts = {
    repository_selection: installation.selection === "all" ? "all" : "selected",
    repositories_added: action === "added" ? changed.map(repositoryNames) : [],
    repositories_removed: action === "removed" ? changed.map(repositoryNames) : [],
    requester: null,
  };
  tell(state, installation, { event: "installation_repositories", action, facts });
}

function find(state: State, id: number): Installation {
  const found = state.installations.find((installation) => installation.id === id);
  if (found === undefined) throw new Error(`there is no installation ${id}`);
  return found;
}

function named(state: State, name: string): Repository {
  const found = repositoryOf(state, name);
  if (found === null) throw new Error(`there is no repository ${name}`);
  return found;
}

/** Every App gets these events about itself; nobody can unsubscribe. The sender is the account's first owner. */
function tell(
  state: State,
  installation: Installation,
  { event, action, facts }: { event: string; action: string; facts?: Json },
): void {
  if (!state.telling) return;
  const { account } = installation;
  const owner = account.type === "User" ? account : [...account.members.keys()][0];
  const payload = {
    action,
    installation: installationJson(state, installation),
    ...facts,
    ...(account.type === "Organization" ? { organization: organisationJson(state, account) } : {}),
    sender: userJson(state, owner ?? state.bot),
  };
  state.tell.webhook({ event, payload });
}
