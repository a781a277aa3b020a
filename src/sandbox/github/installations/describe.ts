import type { InstallationInfo } from "../api.ts";
import type { Installation } from "../model/installation.ts";
import type { Repository } from "../model/records.ts";
import { reaches } from "../model/rights.ts";
import { fullName, type State } from "../model/state.ts";
import { installationJson } from "./json.ts";

/** Events that this GitHub can send. */
export const EVENTS = [
  "issues",
  "issue_comment",
  "projects_v2",
  "projects_v2_item",
  "sub_issues",
  "issue_dependencies",
  "push",
  "member",
  "label",
  "repository",
] as const;

/** What the App asks for unless told otherwise. */
export const PERMISSIONS = {
  organization_projects: "write",
  issues: "write",
  metadata: "read",
  contents: "read",
  members: "read",
} as const;

/** The repositories that an installation reaches. */
export function reachedBy(state: State, installation: Installation): readonly Repository[] {
  return state.repositories.filter((repository) => reaches(installation, repository));
}

/** An installation as the front needs it. */
export function describeInstallation(state: State, installation: Installation): InstallationInfo {
  const { account, selection } = installation;
  return {
    id: installation.id,
    account: account.login,
    repositories: reachedBy(state, installation).map(fullName),
    repositorySelection: selection === "all" ? "all" : "selected",
    permissions: installation.permissions,
    events: installation.events,
    suspended: installation.suspended,
    json: installationJson(state, installation),
  };
}
