import type { Actor } from "../../contract.ts";
import { store } from "../acts/files.ts";
import type { InstallationInfo, NewInstallation, NewPerson, NewRepository, NewTeam, Scene } from "../api.ts";
import { describeInstallation, EVENTS, PERMISSIONS } from "../installations/describe.ts";
import { commitSha, nodeId } from "../model/node-ids.ts";
import type { Installation } from "../model/installation.ts";
import type { Account, Bot, Organisation, Person, Repository } from "../model/records.ts";
import { enrol, keep, timestamp, type State } from "../model/state.ts";
import { accountNamed, acting, organisationNamed, ownerNamed, repositoryNamed } from "./find.ts";
import { addProject, setProjectRole, setWorkflow } from "./boards.ts";
import { createLabel } from "../acts/labels.ts";

/** The ways to set the scene. They ask for no rights and tell nobody. */
export function createScene(state: State): Scene {
  const quietly = <Result>(work: () => Result): Result => quiet(state, work);
  return {
    quietly,
    addOrganisation: ({ login, name = login, basePermission = "read" }) => {
      const databaseId = state.nextId();
      const organisation: Organisation = {
        ...named(state, { prefix: "O", databaseId }),
        ...{ type: "Organization", login, name, basePermission, members: new Map(), teams: [] },
      };
      enrol(state, organisation);
    },
    addPerson: (person) => addPerson(state, person),
    addBot: (login) => addBot(state, login),
    addTeam: (team) => {
      addTeam(state, team);
    },
    addRepository: (repository) => quietly(() => addRepository(state, repository)),
    setRight: ({ repository, login, permission }) => {
      repositoryNamed(state, repository).rights.set(accountNamed(state, login), permission);
    },
    putFile: ({ repository, path, text }) => {
      store(state, repositoryNamed(state, repository), { path, bytes: Buffer.from(text) });
    },
    addProject: (project) => quietly(() => addProject(state, project)),
    setProjectRole: (role) => {
      setProjectRole(state, role);
    },
    setWorkflow: (workflow) => {
      setWorkflow(state, workflow);
    },
    install: (installation) => install(state, installation),
  };
}

function quiet<Result>(state: State, work: () => Result): Result {
  const before = state.telling;
  state.telling = false;
  try {
    return work();
  } finally {
    state.telling = before;
  }
}

function named(
  state: State,
  { prefix, databaseId }: { prefix: string; databaseId: number },
): Pick<Person, "id" | "databaseId" | "createdAt"> {
  return { id: nodeId(prefix, databaseId), databaseId, createdAt: timestamp(state) };
}

function addPerson(state: State, { login, name, organisation, role = "member" }: NewPerson): Actor {
  const id = named(state, { prefix: "U", databaseId: state.nextId() });
  const person: Person = { ...id, type: "User", login, name: name ?? null };
  enrol(state, person);
  if (organisation !== undefined) {
    const rank = role === "owner" ? "ADMIN" : "MEMBER";
    organisationNamed(state, organisation).members.set(person, rank);
  }
  return actorOf(person);
}

function addBot(state: State, login: string): Actor {
  const id = named(state, { prefix: "BOT", databaseId: state.nextId() });
  const bot: Bot = { ...id, type: "Bot", login, app: false };
  enrol(state, bot);
  return actorOf(bot);
}

function actorOf(account: Account): Actor {
  return { login: account.login, kind: account.type, installation: null };
}

function addTeam(state: State, team: NewTeam): void {
  const organisation = organisationNamed(state, team.organisation);
  const { slug, name = slug, members = [] } = team;
  const id = named(state, { prefix: "T", databaseId: state.nextId() });
  const people = new Set(members.map((login) => accountNamed(state, login)));
  organisation.teams.push(keep(state, { ...id, type: "Team", slug, name, organisation, members: people }));
}

function addRepository(state: State, added: NewRepository): { readonly id: string } {
  const owner = ownerNamed(state, added.owner);
  const databaseId = state.nextId();
  const id = named(state, { prefix: "R", databaseId });
  const repository: Repository = keep(state, {
    ...id,
    type: "Repository",
    owner,
    name: added.name,
    formerNames: new Set(),
    private: added.private ?? true,
    defaultBranch: "main",
    head: commitSha(id.id),
    pushedAt: id.createdAt,
    updatedAt: id.createdAt,
    files: new Map(),
    branches: new Map(),
    pulls: [],
    rights: new Map(),
    labels: [],
    issues: [],
    pinned: [],
    gone: new Map(),
    lastNumber: 0,
  });
  state.repositories.push(repository);
  for (const name of added.labels ?? []) {
    createLabel(acting(state), repository, { name, color: "ededed", description: null });
  }
  return { id: repository.id };
}

function install(
  state: State,
  { account, repositories = "all", permissions, events }: NewInstallation,
): InstallationInfo {
  const owner = ownerNamed(state, account);
  const now = timestamp(state);
  const chosen =
    repositories === "all"
      ? "all"
      : new Set(
          repositories.map((name) =>
            repositoryNamed(state, name.includes("/") ? name : `${account}/${name}`),
          ),
        );
  const installation: Installation = {
    id: state.nextId(),
    account: owner,
    createdAt: now,
    updatedAt: now,
    selection: chosen,
    permissions: permissions ?? PERMISSIONS,
    events: events ?? EVENTS,
    suspended: false,
  };
  state.installations.push(installation);
  return describeInstallation(state, installation);
}
