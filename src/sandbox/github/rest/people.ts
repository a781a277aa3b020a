import { z } from "zod";

import { removeCollaborator, setCollaborator } from "../acts/collaborators.ts";
import type { Permission } from "../api.ts";
import { nodeId } from "../model/node-ids.ts";
import type { Account, Repository } from "../model/records.ts";
import { notForIntegrations, Refusal } from "../model/refusal.ts";
import { assignable, demand, may, mayReadMembers, permissionIn } from "../model/rights.ts";
import { timestamp } from "../model/state.ts";
import { fullUserJson, userJson, type Json } from "../payloads/people.ts";
import { repositoryJson, repositoryPage } from "../payloads/repository.ts";
import type { ApiResponse } from "../../contract.ts";
import { organisationIn, personIn, repositoryIn } from "./find.ts";
import { paged } from "./page.ts";
import { acting, bodyOf, NO_CONTENT, notFound, ok, param, route, type Call, type Route } from "./route.ts";

const OLD_NAMES: Readonly<Record<Permission, string>> = {
  admin: "admin",
  maintain: "write",
  write: "write",
  triage: "read",
  read: "read",
  none: "none",
};

const GIVEN: Readonly<Record<string, Permission>> = {
  pull: "read",
  read: "read",
  triage: "triage",
  push: "write",
  write: "write",
  maintain: "maintain",
  admin: "admin",
};

function mayLook(call: Call, repository: Repository): void {
  demand(acting(call), may(call.viewer, repository, "read collaborators"));
}

function everybody(call: Call): readonly Account[] {
  return [...call.viewer.state.accounts.values()].filter((account) => account.type === "User");
}

function tied(repository: Repository, account: Account): boolean {
  const { owner, rights } = repository;
  const member = owner === account || (owner.type === "Organization" && owner.members.has(account));
  return (member || rights.has(account)) && permissionIn(repository, account) !== "none";
}

function permission(call: Call): ApiResponse {
  const repository = repositoryIn(call);
  mayLook(call, repository);
  const person = personIn(call);
  const has = permissionIn(repository, person);
  return ok({
    permission: OLD_NAMES[has],
    role_name: has,
    user: { ...userJson(call.viewer.state, person), role_name: has },
  });
}

function give(call: Call): ApiResponse {
  const by = acting(call);
  const repository = repositoryIn(call);
  const asked = bodyOf(call, z.object({ permission: z.string().default("push") })).permission;
  const given = GIVEN[asked];
  if (given === undefined) throw new Refusal("UNPROCESSABLE", `The permission ${asked} does not exist`);
  const account = personIn(call);
  const before = tied(repository, account);
  setCollaborator(by, repository, { account, permission: given });
  if (before) return NO_CONTENT;
  const id = by.state.nextId();
  const page = repositoryPage(by.state, repository);
  const invitation: Json = {
    id,
    node_id: nodeId("RI", repository.databaseId, id),
    repository: repositoryJson(by.state, repository),
    url: `${by.state.urls.api}/user/repository_invitations/${String(id)}`,
    html_url: `${page}/invitations`,
    created_at: timestamp(by.state),
    invitee: userJson(by.state, account),
    inviter: userJson(by.state, by.account),
    permissions: given,
    expired: false,
  };
  return { status: 201, body: invitation };
}

function membership(call: Call): ApiResponse {
  const organisation = organisationIn(call);
  if (!mayReadMembers(call.viewer, organisation)) throw notFound();
  const team = organisation.teams.find(({ slug }) => slug === param(call, "team"));
  const person = personIn(call);
  if (team?.members.has(person) !== true) throw notFound();
  const url = `${call.viewer.state.urls.api}${call.request.path}`;
  return ok({ url, role: "member", state: "active" });
}

/** People and their rights. */
export const PEOPLE_ROUTES: readonly Route[] = [
  route("GET /user", (call) => {
    if (call.viewer.installation !== null) throw notForIntegrations();
    return ok(fullUserJson(call.viewer.state, acting(call).account));
  }),
  route("GET /users/{username}", (call) => {
    const found = call.viewer.state.accounts.get(param(call, "username").toLowerCase());
    if (found === undefined) throw notFound();
    return ok(fullUserJson(call.viewer.state, found));
  }),
  route("GET /repos/{owner}/{repo}/collaborators", (call) => {
    const repository = repositoryIn(call);
    mayLook(call, repository);
    const people = everybody(call).filter((account) => tied(repository, account));
    return paged(call, people, (account) => ({
      ...userJson(call.viewer.state, account),
      role_name: permissionIn(repository, account),
    }));
  }),
  route("GET /repos/{owner}/{repo}/collaborators/{username}", (call) => {
    const repository = repositoryIn(call);
    mayLook(call, repository);
    if (!tied(repository, personIn(call))) throw notFound();
    return NO_CONTENT;
  }),
  route("PUT /repos/{owner}/{repo}/collaborators/{username}", give),
  route("DELETE /repos/{owner}/{repo}/collaborators/{username}", (call) => {
    removeCollaborator(acting(call), repositoryIn(call), personIn(call));
    return NO_CONTENT;
  }),
  route("GET /repos/{owner}/{repo}/collaborators/{username}/permission", permission),
  route("GET /repos/{owner}/{repo}/assignees", (call) => {
    const repository = repositoryIn(call);
    const people = everybody(call).filter((account) => assignable(repository, account));
    return paged(call, people, (account) => userJson(call.viewer.state, account));
  }),
  route("GET /repos/{owner}/{repo}/assignees/{username}", (call) => {
    if (!assignable(repositoryIn(call), personIn(call))) throw notFound();
    return NO_CONTENT;
  }),
  route("GET /orgs/{org}/members/{username}", (call) => {
    const organisation = organisationIn(call);
    const member = organisation.members.has(personIn(call));
    if (!member || !mayReadMembers(call.viewer, organisation)) throw notFound();
    return NO_CONTENT;
  }),
  route("GET /orgs/{org}/teams/{team}/memberships/{username}", membership),
];
