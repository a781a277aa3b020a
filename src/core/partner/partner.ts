import type { CardId, CommentId, IssueId, Login, OptionId } from "../ids.ts";
import type { Day, Instant } from "../time/time.ts";

/** One look at a partner: what GitHub said of its card and its issue, before anything is decided. */
export interface Partner {
  /** Null when a labelled issue is not on the board, or the card was deleted. */
  readonly card: Card | null;
  /** Null for draft cards, which have no thread, and for issues that we cannot read. */
  readonly issue: Issue | null;
  /** Rights in the partner repository of everybody whose rights matter to this look; absent means not asked. */
  readonly rights: Readonly<Record<string, Rights>>;
  /** The sync notes in play, as far as they can be read. */
  readonly notes?: readonly NoteIssue[];
}

/** A sync note of ours, wherever it stands. */
export interface NoteIssue {
  readonly id: IssueId;
  readonly url: string;
  readonly title: string;
  readonly state: "open" | "closed";
  readonly body: string;
  /** Who changed the body last; null: nobody did, or an account that was deleted. */
  readonly editor: Person | null;
  /** The last of them, oldest first. */
  readonly comments: readonly Comment[];
  /** Whom a mention in the body reaches, as GitHub rendered it. */
  readonly reached: readonly Login[];
}

export interface Card {
  readonly id: CardId;
  readonly content: "issue" | "draft" | "pull-request" | "redacted";
  /** The draft's title, or the issue's. */
  readonly title: string;
  readonly archived: boolean;
  /** Of the card or one of its fields. Resolution of GitHub: 1 s. */
  readonly updatedAt: Instant;
  /** Null when the Status was cleared or never set. */
  readonly status: Status | null;
  /** By field key of the playbook (`organisation`), not by GitHub's name. A field without a value is absent. */
  readonly fields: Readonly<Record<string, FieldValue>>;
}

export interface Status {
  readonly option: OptionId;
  readonly name: string;
  /** Resolution of GitHub: 1 s. */
  readonly updatedAt: Instant;
}

export type FieldValue =
  | { readonly kind: "text"; readonly text: string; readonly updatedAt: Instant }
  | { readonly kind: "number"; readonly number: number; readonly updatedAt: Instant }
  | { readonly kind: "date"; readonly day: Day; readonly updatedAt: Instant }
  | { readonly kind: "option"; readonly name: string; readonly updatedAt: Instant };

export interface Issue {
  readonly id: IssueId;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly url: string;
  readonly createdAt: Instant;
  /** Resolution of GitHub: 1 s. */
  readonly updatedAt: Instant;
  readonly state: "open" | "closed";
  readonly closedAs: "completed" | "not-planned" | "duplicate" | null;
  readonly closedAt: Instant | null;
  /** Who closed it last; null while it is open, and when the timeline does not tell. */
  readonly closer: Person | null;
  readonly locked: boolean;
  readonly pinned?: boolean;
  /** Null for a deleted account ("ghost"). */
  readonly author: Person | null;
  readonly assignees: readonly Login[];
  readonly labels: readonly string[];
  /** Sub-issues and issues that block this one, as far as we may read them. */
  readonly linked: readonly LinkedIssue[];
  /** How many linked issues exist that we may not read. */
  readonly hiddenLinked: number;
  /** Comments since the last one seen, and those we know to be ours, oldest first. */
  readonly comments: readonly Comment[];
  /** The latest Status events of this card in this project, oldest first. They may lag behind the field. */
  readonly statusEvents: readonly StatusEvent[];
}

export interface Person {
  readonly login: Login;
  readonly bot: boolean;
}

export interface LinkedIssue {
  readonly id: IssueId;
  readonly number: number;
  readonly relation: "sub-issue" | "blocker";
  readonly title?: string;
  readonly url?: string;
  readonly labels: readonly string[];
  /** When each label was set last, by its name in lower case; one that the timeline does not tell of is absent. */
  readonly labelledAt?: Readonly<Record<string, Instant>>;
  readonly state: "open" | "closed";
  readonly closedAs?: Issue["closedAs"];
  readonly closedAt: Instant | null;
}

export interface Comment {
  readonly id: CommentId;
  readonly author: Person | null;
  readonly body: string;
  readonly createdAt: Instant;
  /** Whether the text was changed after creation. An edited comment never commands. */
  readonly edited: boolean;
  readonly minimised: boolean;
  /** Written by this App: only then do its markers count. */
  readonly ours: boolean;
}

/** A Status change in the issue's timeline. Names only; GitHub gives no option ids here. */
export interface StatusEvent {
  readonly from: string;
  readonly to: string;
  readonly by: Person | null;
  readonly automated: boolean;
  readonly at: Instant;
}

export type Permission = "admin" | "maintain" | "write" | "triage" | "read" | "none";

export interface Rights {
  readonly permission: Permission;
  /** Member of the team the playbook names as overriders. */
  readonly overrider: boolean;
}

/** What a webhook told about this partner since the last pass. A hint, never the truth. */
export type Hint =
  | {
      readonly kind: "status";
      readonly at: Instant;
      readonly sender: Person | null;
      /** Null: cleared. Undefined: GitHub did not say. */
      readonly from: OptionId | null | undefined;
      readonly to: OptionId | null | undefined;
      /** Our own write came back, and `from` was not the value we had judged: we overwrote a person. */
      readonly overwrote: boolean;
    }
  | {
      readonly kind: "comment";
      readonly at: Instant;
      readonly comment: CommentId;
      readonly author: Person;
      /** The text as created, kept only if a line starts with `/`. */
      readonly command: string | null;
      /** It stands on the dashboard, not in the partner's issue. */
      readonly elsewhere?: true;
      readonly updated?: Updated;
    }
  | {
      readonly kind: "other";
      readonly at: Instant;
      readonly sender: Person | null;
      readonly updated?: Updated;
    };

/** As of when a delivery showed the partner's card or issue. */
export interface Updated {
  readonly what: "card" | "issue";
  readonly at: Instant;
}
