import type { Permission } from "../api.ts";
import type { Installation } from "./installation.ts";
import type { Account, Organisation, Owner, Project, Repository } from "./records.ts";
import type { ProjectRole } from "./vocabulary.ts";
import { notForIntegrations, Refusal } from "./refusal.ts";
import type { State } from "./state.ts";

/** Who looks. Without account: nobody, who sees what is public. */
export interface Viewer {
  readonly state: State;
  readonly account: Account | null;
  readonly installation: Installation | null;
}

/** Who changes something, and by which operation. */
export interface Acting extends Viewer {
  readonly account: Account;
  /** A mutation's name, or `METHOD /route`. */
  readonly operation: string;
}

interface Need {
  readonly person: Permission;
  readonly app: readonly [name: string, level: "read" | "write"];
}

/** What may be done in a repository, and what it takes: a person's permission, or the App's. */
const NEEDS = {
  read: { person: "read", app: ["metadata", "read"] },
  "read contents": { person: "read", app: ["contents", "read"] },
  "read issues": { person: "read", app: ["issues", "read"] },
  "read collaborators": { person: "write", app: ["metadata", "read"] },
  write: { person: "read", app: ["issues", "write"] },
  triage: { person: "triage", app: ["issues", "write"] },
  moderate: { person: "write", app: ["issues", "write"] },
  "delete issues": { person: "admin", app: ["administration", "write"] },
  "write contents": { person: "write", app: ["contents", "write"] },
  administer: { person: "admin", app: ["administration", "write"] },
} as const satisfies Record<string, Need>;

export type Deed = keyof typeof NEEDS;

const RANK: Readonly<Record<Permission, number>> = {
  none: 0,
  read: 1,
  triage: 2,
  write: 3,
  maintain: 4,
  admin: 5,
};

/** Whether `has` is at least `needed`. */
export function suffices(has: Permission, needed: Permission): boolean {
  return RANK[has] >= RANK[needed];
}

/** The best that a person has in a repository: own right, organisation, or everybody's. */
export function permissionIn(repository: Repository, account: Account | null): Permission {
  const open: Permission = repository.private ? "none" : "read";
  if (account === null) return open;
  return [open, repository.rights.get(account) ?? "none", inherited(repository.owner, account)].reduce(
    better,
  );
}

function inherited(owner: Owner, account: Account): Permission {
  if (owner.type === "User") return owner === account ? "admin" : "none";
  const role = owner.members.get(account);
  if (role === undefined) return "none";
  return role === "ADMIN" ? "admin" : owner.basePermission;
}

function better(one: Permission, other: Permission): Permission {
  return RANK[one] >= RANK[other] ? one : other;
}

/** Whether an installation reaches a repository at all. */
export function reaches(installation: Installation, repository: Repository): boolean {
  const { selection } = installation;
  return installation.account === repository.owner && (selection === "all" || selection.has(repository));
}

/** Whether an installation has a permission, in what it reaches. */
export function granted(installation: Installation, name: string, level: "read" | "write"): boolean {
  const has = installation.permissions[name];
  return has === "write" || (has === "read" && level === "read");
}

/** Whether somebody may do something in a repository. */
export function may(viewer: Viewer, repository: Repository, deed: Deed): boolean {
  const { person, app } = NEEDS[deed];
  if (viewer.installation === null) return suffices(permissionIn(repository, viewer.account), person);
  const open = !repository.private && app[1] === "read" && deed !== "read collaborators";
  return open || (reaches(viewer.installation, repository) && granted(viewer.installation, app[0], app[1]));
}

/** Refuses what somebody may not do. What they cannot even read does not exist for them: check that first. */
export function demand(by: Acting, allowed: boolean): void {
  if (allowed) return;
  if (by.installation !== null) throw notForIntegrations();
  const operation = by.operation.charAt(0).toUpperCase() + by.operation.slice(1);
  throw new Refusal(
    "FORBIDDEN",
    `${by.account.login} does not have the correct permissions to execute \`${operation}\``,
  );
}

/** What somebody is on a board. */
export function roleOn(viewer: Viewer, project: Project): ProjectRole {
  if (viewer.installation !== null) return appRoleOn(viewer.installation, project);
  const open: ProjectRole = project.public ? "read" : "none";
  if (viewer.account === null) return open;
  const own = project.roles.get(viewer.account) ?? "none";
  return [open, own, inheritedRole(project, viewer.account)].reduce(betterRole);
}

function appRoleOn(installation: Installation, project: Project): ProjectRole {
  const organisation = project.owner.type === "Organization" && project.owner === installation.account;
  if (organisation && granted(installation, "organization_projects", "write")) return "write";
  const readable = organisation && granted(installation, "organization_projects", "read");
  return readable || project.public ? "read" : "none";
}

function inheritedRole(project: Project, account: Account): ProjectRole {
  const { owner } = project;
  if (owner.type === "User") return owner === account ? "admin" : "none";
  const role = owner.members.get(account);
  if (role === undefined) return "none";
  return role === "ADMIN" ? "admin" : project.baseRole;
}

const ROLES: readonly ProjectRole[] = ["none", "read", "write", "admin"];

function betterRole(one: ProjectRole, other: ProjectRole): ProjectRole {
  return ROLES.indexOf(one) >= ROLES.indexOf(other) ? one : other;
}

/** Whether somebody may read a board. */
export function mayReadProject(viewer: Viewer, project: Project): boolean {
  return roleOn(viewer, project) !== "none";
}

/** Whether somebody may change a board's cards and fields. */
export function mayWriteProject(viewer: Viewer, project: Project): boolean {
  return ROLES.indexOf(roleOn(viewer, project)) >= ROLES.indexOf("write");
}

/** Whether somebody sees an organisation's teams and all of its members. */
export function mayReadMembers(viewer: Viewer, organisation: Organisation): boolean {
  if (viewer.installation !== null) {
    return viewer.installation.account === organisation && granted(viewer.installation, "members", "read");
  }
  return viewer.account !== null && organisation.members.has(viewer.account);
}

/** How GitHub describes an author beside a text. */
export function associationOf(repository: Repository, account: Account): string {
  const { owner } = repository;
  if (owner === account) return "OWNER";
  if (owner.type === "Organization" && owner.members.has(account)) return "MEMBER";
  return repository.rights.has(account) ? "COLLABORATOR" : "NONE";
}

/** Who may be assigned: who may write, and members of the organisation who may read. */
export function assignable(repository: Repository, account: Account): boolean {
  if (account.type === "Bot") return false;
  const { owner } = repository;
  const member = owner.type === "Organization" && owner.members.has(account);
  return suffices(permissionIn(repository, account), member ? "read" : "write");
}
