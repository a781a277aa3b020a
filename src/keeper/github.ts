import type { Effect } from "../core/effect.ts";
import type { CardId, CommentId, IssueId, Login, OptionId, PartnerId, ProjectId } from "../core/ids.ts";
import type { Partner, Permission } from "../core/partner/partner.ts";
import type { FieldSpec } from "../core/playbook/playbook.ts";
import type { Instant } from "../core/time/time.ts";
import type { AppError } from "./failure.ts";

/** What the keeper needs of GitHub: reading and writing as one installation. Every method throws `AppError`. */
export interface Github {
  /** Repositories of the installation that hold `.github/stagekeeper.yml`, or all when it cannot tell. */
  repositories(): Promise<readonly Repository[]>;
  /** The playbook file, or null when there is none. */
  playbook(repository: Repository): Promise<PlaybookFile | null>;
  /** One page of a board, at most 100 cards. The first page brings the project and the playbook file too. */
  board(request: BoardRequest): Promise<BoardPage>;
  /** Reads partners whole, in one request for up to 20. The answers are in the order of the targets. */
  look(request: LookRequest): Promise<readonly Looked[]>;
  /** Sends the effects in one mutation document (REST only where GraphQL lacks it). */
  act(effects: readonly Effect[]): Promise<readonly Acted[]>;
  /** A live read of somebody's permission in a repository. */
  permission(repository: Repository, login: Login): Promise<Permission>;
  /** Whether somebody is an active member of `org/team`; false when the team cannot be read. */
  memberOf(team: string, login: Login): Promise<boolean>;
  /** The repository of that name, or null when there is none that the installation can read. */
  repositoryNamed(owner: string, name: string): Promise<Repository | null>;
  /** The latest issues (at most 100) that this App opened in a repository, to find one by its marker. */
  ownIssues(repository: Repository): Promise<readonly OwnIssue[]>;
}

export interface OwnIssue {
  readonly id: IssueId;
  readonly body: string;
  readonly state: "open" | "closed";
}

export interface Repository {
  /** Node id, `R_…`. */
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly private: boolean;
}

export interface PlaybookFile {
  /** Sha of the blob. */
  readonly sha: string;
  /** Null when the file is larger than we read. */
  readonly text: string | null;
  readonly bytes: number;
}

export interface BoardRequest {
  readonly repository: Repository;
  /** Number of the organisation's project; null reads the repository's side only. */
  readonly project: number | null;
  /** Name of the partner label: labelled issues that are not on the board are wanted too. */
  readonly label: string;
  /** Null: the first page. */
  readonly after: string | null;
  /** Name of the Status field on the board; "Status" when not given. */
  readonly statusField?: string;
  /** Name of the field with the contacts; "Primary contact" when not given. */
  readonly contactField?: string;
}

export interface BoardPage {
  /** First page only, as it is named today. Null: deleted, or no longer ours to read. */
  readonly repository: Repository | null;
  /** First page only; null when there is none. */
  readonly playbook: PlaybookFile | null;
  /** First page only. Null: the project does not exist or we may not read it. */
  readonly project: BoardProject | null;
  readonly cards: readonly ShallowCard[];
  /** First page only: open labelled issues, at most the 100 last updated. */
  readonly labelled: readonly {
    readonly issue: IssueId;
    readonly number: number;
    readonly updatedAt: Instant;
    readonly onBoard: boolean;
  }[];
  /** Null: the last page. */
  readonly next: string | null;
}

export interface BoardProject {
  readonly id: ProjectId;
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly closed: boolean;
  readonly fields: readonly {
    readonly id: string;
    readonly name: string;
    /** GitHub's `ProjectV2FieldType`. */
    readonly dataType: string;
    readonly options: readonly { readonly id: string; readonly name: string }[];
  }[];
  /** GitHub's built-in workflows that are switched on: they may fight. */
  readonly workflows: readonly string[];
}

/** What a sweep reads of every card: enough to see that something changed. */
export interface ShallowCard {
  readonly card: CardId;
  readonly content: "issue" | "draft" | "pull-request" | "redacted";
  readonly issue: IssueId | null;
  readonly number: number | null;
  readonly title: string;
  readonly archived: boolean;
  readonly labels: readonly string[];
  readonly status: OptionId | null;
  /** The text of the field with the contacts; null: empty, no such field, or no text. */
  readonly contact: string | null;
  /** Changes whenever the card or its issue does. */
  readonly fingerprint: string;
}

export interface LookRequest {
  readonly project: ProjectId;
  /** The playbook's fields, to name values by key. */
  readonly fields: Readonly<Record<string, FieldSpec>>;
  readonly targets: readonly LookTarget[];
}

export interface LookTarget {
  readonly partner: PartnerId;
  readonly card: CardId | null;
  readonly issue: IssueId | null;
  /** Comments after this moment are wanted, all of them. */
  readonly commentsSince: Instant | null;
  /** Comments of ours that are wanted whatever their age. */
  readonly comments: readonly CommentId[];
  /** Sync notes that are wanted with it. */
  readonly notes?: readonly IssueId[];
}

/**
 * `rights` is empty here: the keeper fills it. Gone: deleted, transferred away, or no longer ours to read.
 * Failed: GitHub answered the request, but not enough of this partner to judge it; as if `error` was thrown for it.
 */
export type Looked =
  | { readonly kind: "partner"; readonly partner: Partner }
  | { readonly kind: "gone" }
  | { readonly kind: "failed"; readonly error: AppError };

/** What became of one effect of a document that GitHub answered. */
export type Acted =
  | {
      readonly kind: "done";
      /** Node id of the comment or issue created; null where nothing was. */
      readonly id: string | null;
      /** `set-status` only: the Status that GitHub read back right after the write. */
      readonly status?: { readonly option: OptionId; readonly updatedAt: Instant } | null;
    }
  /** Others of the document were answered, this one was not carried out (transient, limited) or may have been (in doubt). */
  | { readonly kind: "failed"; readonly error: AppError }
  /** GitHub refused this one; `gone` says that its object no longer exists. */
  | { readonly kind: "refused"; readonly code: string; readonly gone: boolean };

/** The App itself, before any installation. */
export interface GithubApp {
  /** The App's bot login, `stagekeeper[bot]`. */
  self(): Promise<Login>;
  installations(): Promise<
    readonly { readonly id: string; readonly account: string; readonly suspended: boolean }[]
  >;
  as(installation: string): Github;
  /** Deliveries that GitHub could not hand over since `since`, newest first, one per GUID that never succeeded. */
  failedDeliveries(since: Instant): Promise<readonly { readonly id: number; readonly guid: string }[]>;
  redeliver(id: number): Promise<void>;
}
