import type { JournalLine, Now, Webhook } from "../../contract.ts";
import type { AppIdentity } from "../api.ts";
import { nodeId } from "./node-ids.ts";
import type { Installation } from "./installation.ts";
import type { Account, Bot, Issue, Item, Node, Organisation, Owner, Project, Repository } from "./records.ts";

/** What a board's built-in workflows wait for. */
export type Happening =
  | { readonly kind: "issue closed" | "issue reopened"; readonly issue: Issue }
  | { readonly kind: "item added" | "status set"; readonly item: Item };

/** Everything there is, and the way to say what happened. */
export interface State {
  readonly now: Now;
  readonly app: AppIdentity;
  /** The App's bot. */
  readonly bot: Bot;
  /** GitHub's own workflows act as this bot. */
  readonly automation: Bot;
  readonly nodes: Map<string, Node>;
  /** By login in lower case. */
  readonly accounts: Map<string, Account | Organisation>;
  readonly repositories: Repository[];
  readonly projects: Project[];
  readonly installations: Installation[];
  readonly urls: { api: string; html: string };
  /** While false, nothing is told: the scene is being set. */
  telling: boolean;
  readonly tell: {
    readonly webhook: (webhook: Webhook) => void;
    readonly journal: (line: JournalLine) => void;
  };
  /** Lets the boards' workflows act; set by the world. */
  automate: (happening: Happening) => void;
  /** The next database id. */
  readonly nextId: () => number;
}

/** Virtual time as GitHub writes it: ISO, whole seconds. */
export function timestamp(state: Pick<State, "now">): string {
  return `${new Date(state.now()).toISOString().slice(0, 19)}Z`;
}

export interface StateSettings {
  readonly now: Now;
  readonly app: AppIdentity;
  readonly tell: State["tell"];
}

/** An empty GitHub. Its ids count upwards, so that two equal stories have equal ids. */
export function createState(settings: StateSettings): State {
  let lastId = 10_000;
  const nextId = (): number => ++lastId;
  const createdAt = timestamp(settings);
  const bot = (login: string, app: boolean): Bot => {
    const databaseId = nextId();
    return { type: "Bot", id: nodeId("BOT", databaseId), databaseId, createdAt, login, app };
  };
  const state: State = {
    now: settings.now,
    app: settings.app,
    bot: bot(`${settings.app.slug}[bot]`, true),
    automation: bot("github-project-automation[bot]", false),
    nodes: new Map(),
    accounts: new Map(),
    repositories: [],
    projects: [],
    installations: [],
    urls: { api: "https://api.github.com", html: "https://github.com" },
    telling: true,
    tell: settings.tell,
    automate: () => undefined,
    nextId,
  };
  for (const account of [state.bot, state.automation]) enrol(state, account);
  return state;
}

/** Makes an account known by its login and its node id. */
export function enrol(state: State, account: Account | Organisation): void {
  const login = account.login.toLowerCase();
  if (state.accounts.has(login)) throw new Error(`the login ${account.login} is taken`);
  state.accounts.set(login, account);
  state.nodes.set(account.id, account);
}

/** Makes a record known by its node id. */
export function keep<Record extends Node>(state: State, record: Record): Record {
  state.nodes.set(record.id, record);
  return record;
}

/** A person or bot; null: nobody, or an organisation. */
export function accountOf(state: State, login: string): Account | null {
  const found = state.accounts.get(login.toLowerCase());
  return found === undefined || found.type === "Organization" ? null : found;
}

/** Whose repositories and projects can be: a person or an organisation. */
export function ownerOf(state: State, login: string): Owner | null {
  const found = state.accounts.get(login.toLowerCase());
  return found === undefined || found.type === "Bot" ? null : found;
}

/** `owner/name`, in any case. */
export function fullName(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}

/** Whether or not anybody may read it. */
export function repositoryOf(state: State, name: string): Repository | null {
  const wanted = name.toLowerCase();
  return state.repositories.find((repository) => fullName(repository).toLowerCase() === wanted) ?? null;
}

/** The repository that once had this name. */
export function renamedFrom(state: State, name: string): Repository | null {
  return state.repositories.find(({ formerNames }) => formerNames.has(name.toLowerCase())) ?? null;
}
