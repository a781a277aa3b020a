import type { Account, Bot, Organisation, Owner, Person, Team } from "../../model/records.ts";
import { Refusal } from "../../model/refusal.ts";
import { may, mayReadMembers, mayReadProject, roleOn } from "../../model/rights.ts";
import { renamedFrom, repositoryOf, type State } from "../../model/state.ts";
import { avatarOf, profileOf } from "../../payloads/people.ts";
import { numberArg, optionalText, textArg, textsArg } from "../args.ts";
import { connect } from "../connection.ts";
import { own, served, shared, type Asked, type ServedType } from "../served.ts";

const ACTORS = ["User", "Bot", "Organization"] as const;

/** The path of a page, without the host. */
export function pathOf(url: string): string {
  return new URL(url).pathname;
}

function projectsOf(owner: Owner, { viewer, args }: Asked): unknown {
  const newest = viewer.state.projects.filter((project) => project.owner === owner).toReversed();
  const level = optionalText(args, "minPermissionLevel") ?? "READ";
  const visible = newest.filter((project) => {
    if (!mayReadProject(viewer, project)) return false;
    return level === "READ" || roleOn(viewer, project) !== "read";
  });
  return connect(visible.filter(named(optionalText(args, "query"))), args);
}

function named(query: string | null): (thing: { readonly title: string }) => boolean {
  const words = (query ?? "").split(/\s+/u).filter((word) => word !== "" && !word.includes(":"));
  return ({ title }) => words.every((word) => title.toLowerCase().includes(word.toLowerCase()));
}

function projectOf(owner: Owner, { viewer, args }: Asked): unknown {
  const number = numberArg(args, "number");
  const found = viewer.state.projects.find((project) => project.owner === owner && project.number === number);
  if (found !== undefined && mayReadProject(viewer, found)) return found;
  throw new Refusal("NOT_FOUND", `Could not resolve to a ProjectV2 with the number ${number}.`);
}

/** A repository by owner and name; refuses as GitHub does. */
export function repositoryNamed(owner: string, name: string, { viewer }: Asked): unknown {
  const named = `${owner}/${name}`;
  const found = repositoryOf(viewer.state, named) ?? renamedFrom(viewer.state, named);
  if (found !== null && may(viewer, found, "read")) return found;
  throw new Refusal("NOT_FOUND", `Could not resolve to a Repository with the name '${owner}/${name}'.`);
}

function repositoriesOf(owner: Owner, { viewer, args }: Asked): unknown {
  const all = viewer.state.repositories.filter((repository) => repository.owner === owner);
  return connect(
    all.filter((repository) => may(viewer, repository, "read")),
    args,
  );
}

function membersOf(organisation: Organisation, { viewer, args }: Asked): unknown {
  if (!mayReadMembers(viewer, organisation)) return connect([], args);
  const page = connect([...organisation.members.keys()], args);
  const edges = page.edges.map((edge) => ({
    ...edge,
    role: organisation.members.get(edge.node),
    hasTwoFactorEnabled: null,
  }));
  return { ...page, edges };
}

function teamsOf(organisation: Organisation, { viewer, args }: Asked): unknown {
  if (!mayReadMembers(viewer, organisation)) return connect([], args);
  const logins = textsArg(args, "userLogins");
  const query = optionalText(args, "query")?.toLowerCase() ?? "";
  const teams = organisation.teams.filter((team) => {
    const belongs = logins === null || [...team.members].some(({ login }) => logins.includes(login));
    return belongs && team.slug.includes(query);
  });
  return connect(teams, args);
}

function teamOf(organisation: Organisation, { viewer, args }: Asked): unknown {
  if (!mayReadMembers(viewer, organisation)) return null;
  return organisation.teams.find((team) => team.slug === textArg(args, "slug")) ?? null;
}

function teamMembers(team: Team, { viewer, args }: Asked): unknown {
  const query = optionalText(args, "query")?.toLowerCase() ?? "";
  const page = connect(
    [...team.members].filter(({ login }) => login.toLowerCase().includes(query)),
    args,
  );
  const url = `${teamPage(team, viewer.state)}/members`;
  const edges = page.edges.map((edge) => ({
    ...edge,
    role: "MEMBER",
    memberAccessUrl: url,
    memberAccessResourcePath: pathOf(url),
  }));
  return { ...page, edges };
}

function teamPage(team: Team, state: State): string {
  return `${state.urls.html}/orgs/${team.organisation.login}/teams/${team.slug}`;
}

function organisationsOf(account: Account, { viewer, args }: Asked): unknown {
  const organisations = [...viewer.state.accounts.values()].filter((each) => each.type === "Organization");
  return connect(
    organisations.filter((each) => each.members.has(account)),
    args,
  );
}

/** People, bots, organisations and teams. */
export const ACCOUNT_TYPES: readonly ServedType[] = [
  ...ACTORS.map((type) => own<Account | Owner>(type, ["id", "databaseId", "createdAt"])),
  ...shared<Owner>(["User", "Organization"], { login: ({ login }) => login }),
  // GraphQL leaves "[bot]" off, REST and webhooks do not; `viewer`, of type User, has it.
  served<Bot>("Bot", { login: ({ login }) => login.replace(/\[bot\]$/u, "") }),
  ...shared<Account | Owner>(ACTORS, {
    avatarUrl: (account) => avatarOf(account),
    url: (account, { viewer }) => profileOf(viewer.state, account),
    resourcePath: (account, { viewer }) => pathOf(profileOf(viewer.state, account)),
    updatedAt: (account) => account.createdAt,
  }),
  ...shared<Owner>(["User", "Organization"], {
    name: (owner) => ("name" in owner ? owner.name : null),
    email: (owner) => (owner.type === "Organization" ? null : ""),
    projectV2: projectOf,
    projectsV2: projectsOf,
    repository: (owner, asked) => repositoryNamed(owner.login, textArg(asked.args, "name"), asked),
    repositories: repositoriesOf,
    viewerCanCreateProjects: (owner, { viewer }) => mayCreateProjects(owner, viewer.account),
  }),
  served<Person>("User", {
    isViewer: (person, { viewer }) => person === viewer.account,
    organizations: organisationsOf,
    organization: (person, { viewer, args }) => {
      const found = viewer.state.accounts.get(textArg(args, "login").toLowerCase());
      return found?.type === "Organization" && found.members.has(person) ? found : null;
    },
  }),
  served<Organisation>("Organization", {
    description: () => null,
    membersWithRole: membersOf,
    teams: teamsOf,
    team: teamOf,
    viewerIsAMember: (organisation, { viewer }) => organisation.members.has(viewer.account),
    viewerCanAdminister: (organisation, { viewer }) => organisation.members.get(viewer.account) === "ADMIN",
  }),
  own<Team>("Team", ["id", "databaseId", "slug", "name", "createdAt"]),
  served<Team>("Team", {
    combinedSlug: (team) => `${team.organisation.login}/${team.slug}`,
    organization: (team) => team.organisation,
    members: teamMembers,
    privacy: () => "VISIBLE",
    description: () => null,
    parentTeam: () => null,
    updatedAt: (team) => team.createdAt,
    url: (team, { viewer }) => teamPage(team, viewer.state),
    resourcePath: (team, { viewer }) => pathOf(teamPage(team, viewer.state)),
    viewerCanAdminister: () => false,
  }),
];

function mayCreateProjects(owner: Owner, account: Account): boolean {
  return owner.type === "User" ? owner === account : owner.members.has(account);
}
