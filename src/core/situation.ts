import type { History } from "./history/history.ts";
import type { InstallationId, IssueId, Login, PartnerId, StageId } from "./ids.ts";
import type { Entry } from "./history/entry.ts";
import type { Effect } from "./effect.ts";
import type { Hint, Partner } from "./partner/partner.ts";
import type { Board } from "./playbook/board.ts";
import type { Playbook } from "./playbook/playbook.ts";
import type { Instant } from "./time/time.ts";

/** Everything a rule may know. The same situation always gives the same plan. */
export interface Situation {
  readonly id: PartnerId;
  readonly partner: Partner;
  readonly history: History;
  readonly programme: Programme;
  readonly playbook: Playbook;
  readonly board: Board;
  /** Shared: a contact can read the partner repository, so nothing internal is written there. */
  readonly audience: "team" | "shared";
  /** Where sync notes go; `own`: the partner repository itself. Null: the one that is named cannot be read. */
  readonly noteRepository: { readonly id: string; readonly own: boolean } | null;
  /** The board stood before Stagekeeper started (or was switched on again): take the card as it stands. */
  readonly adopting: boolean;
  readonly hints: readonly Hint[];
  readonly now: Instant;
  /** The App's own login, `stagekeeper[bot]`. */
  readonly self: Login;
  readonly installation: InstallationId;
}

/** What a rule needs of the other partners, all from our own record. */
export interface Programme {
  readonly others: readonly OtherPartner[];
}

export interface OtherPartner {
  readonly id: PartnerId;
  readonly number: number | null;
  readonly issue: IssueId | null;
  readonly organisation: string | null;
  readonly stage: StageId | null;
  readonly onHold: boolean;
  readonly exited: boolean;
  /** Refused for want of a place: it keeps its turn, by the time of its move. */
  readonly waiting: { readonly stage: StageId; readonly since: Instant } | null;
  /** Its last move back, by whose move, and whether a summary for many cards was posted with it. */
  readonly movedBack: { readonly at: Instant; readonly by: Login | null; readonly summary: boolean } | null;
}

/** What one rule, or all of them, came to. */
export interface Ruling {
  readonly entries: readonly Entry[];
  readonly effects: readonly Effect[];
  /** When the clock alone would change the answer; null: never. */
  readonly dueAt: Instant | null;
  /** Other partners whose answer this one changed (a place came free, a turn came). */
  readonly wakes: readonly PartnerId[];
}

/** One concern, in one file of `rules/`. It sees the history as the rules before it left it. */
export type Rule = (situation: Situation) => Ruling;
