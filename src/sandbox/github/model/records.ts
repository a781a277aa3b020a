import type { Permission } from "../api.ts";
import type { FieldDataType, LockReason, ProjectRole, ReactionContent, StateReason } from "./vocabulary.ts";

/** What every record has: GitHub's two names for it. */
interface Named {
  readonly id: string;
  readonly databaseId: number;
  /** ISO, 1 s resolution. */
  readonly createdAt: string;
}

export interface Person extends Named {
  readonly type: "User";
  readonly login: string;
  readonly name: string | null;
}

export interface Bot extends Named {
  readonly type: "Bot";
  readonly login: string;
  /** The App whose bot this is, if it is ours. */
  readonly app: boolean;
}

export interface Organisation extends Named {
  readonly type: "Organization";
  readonly login: string;
  readonly name: string;
  readonly basePermission: Permission;
  readonly members: Map<Account, "ADMIN" | "MEMBER">;
  readonly teams: Team[];
}

export type Account = Person | Bot;
export type Owner = Person | Organisation;

export interface Team extends Named {
  readonly type: "Team";
  readonly slug: string;
  readonly name: string;
  readonly organisation: Organisation;
  readonly members: Set<Account>;
}

export interface StoredFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly sha: string;
}

export interface Branch {
  readonly name: string;
  head: string;
  readonly files: Map<string, StoredFile>;
}

/** A proposal to take a branch into the default one. */
export interface PullRequest extends Named {
  readonly repository: Repository;
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly author: Account;
  readonly head: Branch;
  mergedAt: string | null;
  mergedBy: Account | null;
  mergeCommit: string | null;
}

export interface Blob {
  readonly type: "Blob";
  readonly id: string;
  readonly repository: Repository;
  readonly file: StoredFile;
}

export interface Repository extends Named {
  readonly type: "Repository";
  readonly owner: Owner;
  name: string;
  /** `owner/name` in lower case, as it was called before. */
  readonly formerNames: Set<string>;
  private: boolean;
  readonly defaultBranch: string;
  /** Commit at the tip of the default branch. */
  head: string;
  pushedAt: string;
  updatedAt: string;
  readonly files: Map<string, StoredFile>;
  /** Branches beside the default one, by name. */
  readonly branches: Map<string, Branch>;
  readonly pulls: PullRequest[];
  readonly rights: Map<Account, Permission>;
  readonly labels: Label[];
  readonly issues: Issue[];
  readonly pinned: Pin[];
  /** What became of issues that are no longer here, by number. Null: deleted. */
  readonly gone: Map<number, Issue | null>;
  lastNumber: number;
}

export interface Pin {
  readonly type: "PinnedIssue";
  readonly id: string;
  readonly databaseId: number;
  readonly issue: Issue;
  readonly by: Account;
}

export interface Label extends Named {
  readonly type: "Label";
  readonly repository: Repository;
  name: string;
  color: string;
  description: string | null;
  updatedAt: string;
}

/** A text that people write and rewrite. */
interface Written {
  body: string;
  updatedAt: string;
  editor: Account | null;
  lastEditedAt: string | null;
  readonly reactions: Reaction[];
}

export interface Issue extends Named, Written {
  readonly type: "Issue";
  repository: Repository;
  readonly number: number;
  title: string;
  readonly author: Account;
  state: "OPEN" | "CLOSED";
  stateReason: StateReason | null;
  closedAt: string | null;
  closedBy: Account | null;
  duplicateOf: Issue | null;
  locked: boolean;
  lockReason: LockReason | null;
  readonly assignees: Account[];
  readonly labels: Label[];
  readonly comments: Comment[];
  readonly timeline: TimelineEvent[];
  parent: Issue | null;
  readonly subIssues: Issue[];
  readonly blockedBy: Issue[];
  readonly blocking: Issue[];
  readonly items: Item[];
}

export interface Comment extends Named, Written {
  readonly type: "IssueComment";
  readonly issue: Issue;
  readonly author: Account;
  minimisedReason: string | null;
}

export interface Reaction extends Named {
  readonly type: "Reaction";
  readonly content: ReactionContent;
  readonly user: Account;
  readonly subject: Issue | Comment;
}

/** `type` is GitHub's object type, such as `LabeledEvent`; `facts` its own fields by GitHub's names. */
export interface TimelineEvent {
  readonly type: string;
  readonly id: string;
  readonly databaseId: number;
  readonly createdAt: string;
  readonly actor: Account;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface Project extends Named {
  readonly type: "ProjectV2";
  readonly owner: Owner;
  readonly number: number;
  readonly creator: Account;
  title: string;
  shortDescription: string | null;
  readme: string | null;
  public: boolean;
  closed: boolean;
  closedAt: string | null;
  updatedAt: string;
  baseRole: ProjectRole;
  readonly roles: Map<Account, ProjectRole>;
  readonly fields: Field[];
  readonly items: Item[];
  readonly workflows: Workflow[];
  readonly views: View[];
  readonly repositories: Repository[];
  readonly statusUpdates: StatusUpdate[];
}

export interface Option {
  readonly type: "ProjectV2SingleSelectFieldOption";
  readonly id: string;
  name: string;
  color: string;
  description: string;
}

export interface Field extends Named {
  readonly type: "ProjectV2Field" | "ProjectV2SingleSelectField";
  readonly project: Project;
  readonly dataType: FieldDataType;
  /** GitHub made it: Title, Status and so on. */
  readonly builtIn: boolean;
  name: string;
  options: Option[];
  updatedAt: string;
}

export type Content = Issue | DraftIssue;

export interface Item extends Named {
  readonly type: "ProjectV2Item";
  readonly project: Project;
  readonly creator: Account;
  content: Content;
  archivedAt: string | null;
  updatedAt: string;
  readonly values: Map<Field, FieldValue>;
}

export interface DraftIssue extends Named {
  readonly type: "DraftIssue";
  readonly creator: Account;
  title: string;
  body: string;
  updatedAt: string;
  readonly assignees: Account[];
  item: Item | null;
}

interface ValueOf<Name extends string, Data> {
  readonly type: Name;
  readonly id: string;
  readonly databaseId: number;
  readonly data: Data;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly creator: Account;
  readonly item: Item;
  readonly field: Field;
}

export type FieldValue =
  | ValueOf<"ProjectV2ItemFieldTextValue", string>
  | ValueOf<"ProjectV2ItemFieldNumberValue", number>
  | ValueOf<"ProjectV2ItemFieldDateValue", string>
  | ValueOf<"ProjectV2ItemFieldSingleSelectValue", Option>;

export interface Workflow extends Named {
  readonly type: "ProjectV2Workflow";
  readonly project: Project;
  readonly number: number;
  readonly name: string;
  enabled: boolean;
  /** Name of the Status option it sets or waits for. */
  option: string | null;
  updatedAt: string;
}

export interface View extends Named {
  readonly type: "ProjectV2View";
  readonly project: Project;
  readonly number: number;
  readonly name: string;
  readonly layout: "TABLE_LAYOUT" | "BOARD_LAYOUT" | "ROADMAP_LAYOUT";
}

export interface StatusUpdate extends Named {
  readonly type: "ProjectV2StatusUpdate";
  readonly project: Project;
  readonly creator: Account;
  readonly body: string | null;
  readonly status: string | null;
  readonly startDate: string | null;
  readonly targetDate: string | null;
  readonly updatedAt: string;
}

/** Everything that a node id can name. */
export type Node =
  | Person
  | Bot
  | Organisation
  | Team
  | Repository
  | Blob
  | Label
  | Issue
  | Comment
  | Reaction
  | Pin
  | Project
  | Field
  | Item
  | DraftIssue
  | FieldValue
  | Workflow
  | View
  | StatusUpdate;
