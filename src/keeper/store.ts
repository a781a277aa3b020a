import type { DashboardLine } from "../core/dashboard/line.ts";
import type { Effect } from "../core/effect.ts";
import type { Entry } from "../core/history/entry.ts";
import type { CardId, FieldId, InstallationId, IssueId, Login, PartnerId } from "../core/ids.ts";
import type { Hint, Permission } from "../core/partner/partner.ts";
import type { Board } from "../core/playbook/board.ts";
import type { PlaybookProblem } from "../core/playbook/playbook.ts";
import type { OtherPartner } from "../core/situation.ts";
import type { Instant } from "../core/time/time.ts";
import type { DashboardClaim } from "./dashboard/store.ts";
import type { Repository } from "./github.ts";

/** What the keeper needs of the database. Every method throws `AppError` (`transient` when it cannot be reached). */
export interface Store {
  /**
   * Makes sure of a row for each installation GitHub named; new ones are due for discovery. Give the whole list:
   * an installation that a list with anything in it does not name counts as deleted.
   */
  knowInstallations(
    seen: readonly { readonly id: string; readonly account: string; readonly suspended: boolean }[],
    now: Instant,
  ): Promise<void>;
  /** Takes the lock of an installation that has something due, or null when every such lock is held or nothing is. */
  claim(now: Instant): Promise<Claim | null>;
  /** When the next thing falls due, limits respected; null: nothing ever. */
  nextDue(): Promise<Instant | null>;
  /** Calls `wake` whenever something was made due, by this process or another. Returns how to stop. */
  listen(wake: () => void): Promise<() => Promise<void>>;
  /** What the sandbox and `/metrics` ask. */
  standing(now: Instant): Promise<Standing>;
  /** Runs `work` unless another process is at it, keyed by `task`; false: somebody else is. */
  alone(task: string, work: () => Promise<void>): Promise<boolean>;
  /** Forgets what is too old to matter: considered deliveries, sent documents, rights. Called now and then. */
  tidy(now: Instant): Promise<void>;
}

export interface Standing {
  /** Deliveries that no pass has considered yet. */
  readonly inbox: number;
  /** Partners, pipelines and installations due now, limits disregarded. */
  readonly due: number;
  /** When a limit, an in-doubt write, a stale read or a retry lets the next one go on; null: none waits. */
  readonly waitsUntil: Instant | null;
  readonly deadLetters: number;
  readonly inDoubt: number;
  readonly partners: number;
}

/** An installation whose lock we hold. All writes go over the lock's own connection: connection gone, no write. */
export interface Claim extends DashboardClaim {
  readonly installation: InstallationId;
  readonly account: string;
  /** The installation itself is to be discovered: which repositories hold a playbook. */
  readonly discover: boolean;
  discovered(repositories: readonly Repository[], now: Instant): Promise<void>;
  duePipelines(now: Instant): Promise<readonly Pipeline[]>;
  pipelines(): Promise<readonly Pipeline[]>;
  savePipeline(pipeline: Pipeline): Promise<void>;
  /**
   * Rows for what a sweep or a look saw: creates, links, and makes due what changed since its stored fingerprint.
   * A row noted as no partner that has nothing on record is due no more and its hints are used up; one that is
   * on record stays a partner.
   */
  noteCards(pipeline: Pipeline, cards: readonly NotedCard[], now: Instant): Promise<void>;
  /** Makes every partner of the pipeline due and, for an adoption, to be taken as it stands. */
  dueAll(pipeline: Pipeline, how: { readonly adopt: boolean; readonly now: Instant }): Promise<void>;
  duePartners(now: Instant, limit: number): Promise<readonly PartnerRow[]>;
  memory(partner: PartnerId): Promise<Memory>;
  others(pipeline: string, but: PartnerId): Promise<readonly OtherPartner[]>;
  /**
   * One transaction: journal, ledger, what other partners need to know, the hints used up, the next `due_at`.
   * While a row of its ledger is open the partner stays due (so that a crash resumes it at once); when the last one
   * is settled, `dueAt` takes over. A hint that came after `hintsUntil` keeps it due as well.
   */
  record(pass: RecordedPass): Promise<void>;
  sent(ledger: readonly LedgerRow[], at: Instant): Promise<void>;
  /** GitHub turned these away without doing anything: they are as if they had never been sent. */
  unsent(ledger: readonly LedgerRow[]): Promise<void>;
  /** Confirmed with what GitHub made of it (journal entry `posted` included), dropped, or refused for good. */
  settled(row: LedgerRow, outcome: Settled, at: Instant): Promise<void>;
  /** Comes back to a partner later; `waits` is false for what only the clock of the playbook decides. */
  postpone(partner: PartnerId, until: Instant, waits: boolean): Promise<void>;
  /** Not judged at present (mode off, pipeline paused): hints so far are used up, it is due no more, all else stays. */
  rest(partner: PartnerId, now: Instant): Promise<void>;
  /** Counts a failed try. `until` null parks it as a dead letter. */
  failed(partner: PartnerId, error: { readonly code: string; readonly until: Instant | null }): Promise<void>;
  /** Nothing for this installation before `until` (rate limit). */
  holdOff(until: Instant): Promise<void>;
  /** When documents with content (comments, issues) and any writes were sent, newest first, since `since`. */
  sentSince(
    since: Instant,
  ): Promise<readonly { readonly at: Instant; readonly contents: number; readonly reminders: number }[]>;
  rights(
    repository: string,
    login: Login,
  ): Promise<{
    readonly permission: Permission;
    readonly overrider: boolean;
    readonly readAt: Instant;
  } | null>;
  saveRights(
    repository: string,
    login: Login,
    rights: { readonly permission: Permission; readonly overrider: boolean; readonly readAt: Instant },
  ): Promise<void>;
  /** The row that carries the journal and ledger of the pipeline's own notice; it is no partner and never due. Made when missing. */
  noticeRow(pipeline: Pipeline): Promise<PartnerId>;
  release(): Promise<void>;
}

/** A board with its playbook. */
export interface Pipeline {
  readonly id: string;
  readonly repository: Repository;
  /** The last good playbook's text, and the blob it came from; null: there never was one. */
  readonly playbook: { readonly sha: string; readonly text: string } | null;
  /** Name of the partner label of the playbook in force: issues that bear it are recognised. Null: no playbook yet. */
  readonly label: string | null;
  /** The file as last seen, when it is not the one in force. */
  readonly problems: { readonly sha: string; readonly found: readonly PlaybookProblem[] } | null;
  readonly board: Board | null;
  /** Why nothing is written at present (a stage's option is gone, the project is closed); null: all is well. */
  readonly paused: string | null;
  readonly adopted: boolean;
  /** Who can read the repository, and when we looked. */
  readonly audience: { readonly kind: "team" | "shared"; readonly readAt: Instant } | null;
  readonly dueAt: Instant | null;
}

export interface NotedCard {
  readonly card: CardId | null;
  readonly issue: IssueId | null;
  readonly number: number | null;
  readonly title: string;
  readonly fingerprint: string;
  /** Bears the partner label, or is a draft. Others are noted only so that their events cost nothing. */
  readonly partner: boolean;
}

export interface PartnerRow {
  readonly id: PartnerId;
  readonly pipeline: string;
  readonly card: CardId | null;
  readonly issue: IssueId | null;
  readonly adopting: boolean;
  /** Its names were taken out of our record: it is looked at no more. */
  readonly forgotten: boolean;
  readonly attempts: number;
  readonly dueAt: Instant;
}

export interface Memory {
  readonly entries: readonly Entry[];
  /** Rows that are neither confirmed nor dropped. */
  readonly open: readonly LedgerRow[];
  readonly hints: readonly Hint[];
  /** Echoes of our own writes that arrived: positive signs for what is in doubt. */
  readonly echoes: readonly {
    readonly at: Instant;
    readonly card: CardId | null;
    readonly field: FieldId | null;
    readonly to: string | null;
  }[];
  /** Up to where the inbox was read for this; `record` uses up the hints up to here. */
  readonly hintsUntil: string;
  /** When our last confirmed Status write was sent, for stale reads: GitHub applied it no earlier. */
  readonly lastStatusWrite: Instant | null;
}

export interface LedgerRow {
  readonly id: string;
  readonly partner: PartnerId;
  readonly effect: Effect;
  readonly state: "recorded" | "sent";
  readonly sentAt: Instant | null;
}

export type Settled =
  | { readonly kind: "confirmed"; readonly id: string | null }
  | { readonly kind: "dropped"; readonly because: string }
  | { readonly kind: "refused"; readonly code: string };

export interface RecordedPass {
  readonly partner: PartnerId;
  readonly entries: readonly Entry[];
  readonly effects: readonly Effect[];
  readonly dueAt: Instant | null;
  readonly hintsUntil: string;
  readonly at: Instant;
  /** What other partners need to know of this one. */
  readonly standing: Omit<OtherPartner, "id">;
  /** What the dashboard shows of it; null: nothing. */
  readonly line: DashboardLine | null;
  readonly card: CardId | null;
  /** Issues linked to this partner: their events make it due. */
  readonly linked: readonly IssueId[];
  readonly wakes: readonly PartnerId[];
}
