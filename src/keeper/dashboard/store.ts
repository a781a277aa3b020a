import type { DeadLetter, KnownLine, Load } from "../../core/dashboard/programme.ts";
import type { Effect } from "../../core/effect.ts";
import type { Entry } from "../../core/history/entry.ts";
import type { IssueId, PartnerId } from "../../core/ids.ts";
import type { Hint } from "../../core/partner/partner.ts";
import type { Instant } from "../../core/time/time.ts";

/** What the dashboard needs of the database: the part of a claim that concerns it. */
export interface DashboardClaim {
  /** Makes sure that the pipeline's dashboard is written by then. */
  dashboardDue(pipeline: string, at: Instant): Promise<void>;
  dashboardsDue(now: Instant): Promise<readonly DashboardRow[]>;
  /** What is known of the pipeline's partners, as of their last passes. */
  lines(pipeline: string): Promise<readonly KnownLine[]>;
  deadLetters(pipeline: string): Promise<readonly DeadLetter[]>;
  /** One transaction: journal, ledger, the hints used up, commands handed to partners, and when to come back. */
  recordDashboard(pass: RecordedDashboard): Promise<void>;
}

/** The row that bears a pipeline's dashboard. */
export interface DashboardRow {
  readonly id: PartnerId;
  readonly pipeline: string;
  /** Null: none was opened, or it is gone. */
  readonly issue: IssueId | null;
  readonly kept: KeptDashboard | null;
}

/** What is remembered from one writing of the dashboard to the next. */
export interface KeptDashboard {
  /** Names the text that stands on GitHub; null: that is to be looked at. */
  readonly hash: string | null;
  readonly lookedAt: Instant;
  /** When an issue was last opened for it. */
  readonly openedAt: Instant;
  /** When it was last pinned or opened again. */
  readonly mendedAt: Instant;
  /** Whether the programme had as many partners as it wants; null: it wants no particular number. */
  readonly load: Load["state"] | null;
  /** Comments up to here were read. */
  readonly readUntil: Instant;
}

export interface RecordedDashboard {
  readonly row: PartnerId;
  readonly entries: readonly Entry[];
  readonly effects: readonly Effect[];
  readonly hintsUntil: string;
  readonly orders: readonly Order[];
  readonly issue: IssueId | null;
  readonly kept: KeptDashboard | null;
  readonly dueAt: Instant | null;
  readonly at: Instant;
}

/** Commands for one partner, written on the dashboard. */
export interface Order {
  readonly partner: PartnerId;
  readonly hint: Extract<Hint, { kind: "comment" }>;
}
