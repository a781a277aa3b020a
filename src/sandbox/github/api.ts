import type { Actor, ApiRequest, ApiResponse, JournalLine, Now, Webhook } from "../contract.ts";

/** What a world needs of the outside: time, and two places to tell what happened. */
export interface WorldSettings {
  readonly now: Now;
  readonly emit: (webhook: Webhook) => void;
  readonly journal: (line: JournalLine) => void;
  /** Identity of the App that is installed here. */
  readonly app?: Partial<AppIdentity>;
  /** What `rateLimit` answers: the front counts, the world only shows it. */
  readonly limits?: (actor: Actor) => LimitState;
  /** How long what a write changes must stay readable as it was, virtual ms. Default 0. */
  readonly remember?: () => number;
}

/** What a read does not show yet, in virtual ms. Writes, and what they answer, are never late. */
export interface Lag {
  /** Everything as it was so long ago. */
  readonly state: number;
  /** Cards younger than this are missing from lists. */
  readonly items: number;
  /** Events younger than this are missing from timelines. */
  readonly events: number;
}

export const noLag: Lag = { state: 0, items: 0, events: 0 };

export interface AppIdentity {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
}

export interface LimitState {
  readonly limit: number;
  readonly remaining: number;
  readonly used: number;
  /** ms since the epoch. */
  readonly resetAt: number;
}

export interface GraphqlRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly operationName?: string | null | undefined;
}

export interface GraphqlAnswer {
  readonly status: number;
  readonly body: unknown;
  /** Points of the primary limit. */
  readonly cost: number;
  /** Nodes the document asks for at most. */
  readonly nodes: number;
  /** Null: the document could not be read. */
  readonly kind: "query" | "mutation" | null;
}

export type Permission = "admin" | "maintain" | "write" | "triage" | "read" | "none";

/** App permissions as in `app.yml`, such as `{ issues: "write" }`. */
export type AppPermissions = Readonly<Record<string, "read" | "write">>;

export interface InstallationInfo {
  readonly id: number;
  /** Login of the account it is installed on. */
  readonly account: string;
  /** `owner/name` of every repository it may reach. */
  readonly repositories: readonly string[];
  readonly repositorySelection: "all" | "selected";
  readonly permissions: AppPermissions;
  readonly events: readonly string[];
  readonly suspended: boolean;
  /** As the API writes it. */
  readonly json: Readonly<Record<string, unknown>>;
}

interface NewOrganisation {
  readonly login: string;
  readonly name?: string;
  /** What every member may do in every repository. Default `read`, as at GitHub. */
  readonly basePermission?: Permission;
}

export interface NewPerson {
  readonly login: string;
  readonly name?: string;
  readonly organisation?: string;
  /** Default `member`. */
  readonly role?: "member" | "owner";
}

export interface NewTeam {
  readonly organisation: string;
  readonly slug: string;
  readonly name?: string;
  readonly members?: readonly string[];
}

export interface NewRepository {
  readonly owner: string;
  readonly name: string;
  /** Default true. */
  readonly private?: boolean;
  readonly labels?: readonly string[];
}

export interface NewProject {
  readonly owner: string;
  readonly title: string;
  readonly public?: boolean;
  /** What every member of the organisation may do. Default `write`. */
  readonly baseRole?: "none" | "read" | "write" | "admin";
  /** Options of the built-in field Status; default Todo, In Progress, Done. */
  readonly statuses?: readonly string[];
  readonly fields?: readonly NewField[];
}

export type NewField =
  | { readonly name: string; readonly type: "text" | "number" | "date" }
  | { readonly name: string; readonly type: "single-select"; readonly options: readonly string[] };

export interface NewInstallation {
  readonly account: string;
  /** Names of repositories of the account. Default `all`. */
  readonly repositories?: "all" | readonly string[];
  readonly permissions?: AppPermissions;
  /** Default: every event this world can send. */
  readonly events?: readonly string[];
}

/** Setting the scene: none of these sends a webhook or leaves a line in the journal. */
export interface Scene {
  addOrganisation(organisation: NewOrganisation): void;
  addPerson(person: NewPerson): Actor;
  /** Another bot than the App: it has the rights that `setRight` gives its login, as a person would. */
  addBot(login: string): Actor;
  addTeam(team: NewTeam): void;
  addRepository(repository: NewRepository): { readonly id: string };
  /** `repository` is `owner/name`. */
  setRight(right: {
    readonly repository: string;
    readonly login: string;
    readonly permission: Permission;
  }): void;
  putFile(file: { readonly repository: string; readonly path: string; readonly text: string }): void;
  addProject(project: NewProject): { readonly id: string; readonly number: number };
  /** An explicit role of a person on a project, beside the organisation's base role. */
  setProjectRole(role: {
    readonly project: string;
    readonly login: string;
    readonly role: "none" | "read" | "write" | "admin";
  }): void;
  /** Such as `Item closed` with the option `Done`. It then acts as `github-project-automation[bot]`. */
  setWorkflow(workflow: {
    readonly project: string;
    readonly name: string;
    readonly enabled: boolean;
    readonly option?: string;
  }): void;
  install(installation: NewInstallation): InstallationInfo;
  /** Runs `work` (requests, too) without webhooks and journal. */
  quietly<Result>(work: () => Result): Result;
}

/** A small GitHub in memory. Everything is synchronous; time comes from `now`. */
export interface World {
  readonly app: AppIdentity & { readonly bot: string };
  readonly scene: Scene;
  graphql(actor: Actor | null, request: GraphqlRequest, lag?: Lag): GraphqlAnswer;
  /** Null: there is no such route here. */
  rest(request: ApiRequest, lag?: Lag): ApiResponse | null;
  /** Whether a read that lags so far behind may differ from one that does not. */
  differs(lag: Lag): boolean;
  /** Null: nobody has this login. A person, or a bot without installation. */
  actorFor(login: string): Actor | null;
  /** The App's bot, limited to one installation. Null: no such installation. */
  actorForInstallation(id: number): Actor | null;
  installations(): readonly InstallationInfo[];
  /** Null where the App is not installed. `repository` is `owner/name`. */
  installationOf(repository: string): InstallationInfo | null;
  /** Suspends or resumes; tells the App by webhook, as GitHub does. */
  suspend(id: number, suspended: boolean): void;
  uninstall(id: number): void;
  /** Adds and removes repositories of an installation; tells the App by webhook. */
  reselect(id: number, repositories: "all" | readonly string[]): void;
  /** Where clients find this GitHub; known once the front listens. Used in every URL of an answer. */
  setUrls(urls: { readonly api: string; readonly html: string }): void;
}
