import type { CommentId, Login, OptionId, StageId } from "../ids.ts";
import type { Day, Instant } from "../time/time.ts";
import type { Syncs } from "../sync/record.ts";
import type { Actor } from "./entry.ts";

/** What is remembered of a partner, derived from its journal. */
export interface History {
  /** Null: nothing on record yet. */
  readonly firstSeen: Instant | null;
  /** Adopted or appeared: a partner until exit, whatever becomes of its label. */
  readonly onRecord: boolean;
  /** When we put the issue on the board, if it was us. */
  readonly addedAt: Instant | null;
  readonly candidate: boolean;
  /** The stage on record. */
  readonly stage: StageId | null;
  readonly visits: readonly Visit[];
  readonly hold: { readonly since: Instant; readonly until: Instant | null; readonly reason: string } | null;
  readonly exit: {
    readonly at: Instant;
    readonly why: string;
    /** `not-now`: the day on which the partner returns to its owner. */
    readonly until: Day | null;
  } | null;
  /** The refused target that is still remembered. */
  readonly refusal: Refusal | null;
  /** How often a move was refused, which numbers the comments. */
  readonly refusals: number;
  /** Every move back of this card, oldest first. */
  readonly movesBack: readonly {
    readonly at: Instant;
    readonly by: Actor | null;
    readonly target: StageId | null;
    readonly comment: string | null;
  }[];
  /** Every time we opened the issue again because it was closed as completed too early, oldest first. */
  readonly reopenings: readonly {
    readonly at: Instant;
    readonly by: Actor | null;
    readonly closedAt: Instant | null;
  }[];
  readonly delayed: { readonly option: OptionId | null; readonly until: Instant } | null;
  readonly stoodDown: {
    readonly at: Instant;
    readonly because: "bot" | "daily-cap";
    readonly option: OptionId | null;
  } | null;
  /** In observe mode: what would have been undone. */
  readonly observed: readonly {
    readonly at: Instant;
    readonly target: StageId | null;
    readonly missing: readonly string[];
  }[];
  /** In observe mode: the card stands outside every stage, and that is on record. */
  readonly observedAway: boolean;
  readonly replies: readonly { readonly at: Instant; readonly by: Login | null }[];
  /** When the outreach message went out, as people said it. */
  readonly sent: readonly { readonly at: Instant; readonly day: Day }[];
  /** When clocks stood still: on hold, snoozed, or out of the programme. Null: until further notice. */
  readonly stops: readonly Stop[];
  /** Every reminder comment, oldest first. */
  readonly reminders: readonly Reminder[];
  /** How many reminders were withdrawn before they were posted. */
  readonly withdrawn: number;
  /** Ticks, fields and owner as they were last seen; null: not on record yet. */
  readonly mark: string | null;
  /** Whether a due date was set when last seen. */
  readonly planned: boolean;
  /** When it was first seen that one that had been set was gone; null: none was, or one is. */
  readonly unplannedAt: Instant | null;
  /** When a person last did something that is on record. */
  readonly heardAt: Instant | null;
  /** Comments whose commands were answered. */
  readonly answered: ReadonlySet<CommentId>;
  readonly syncs: Syncs;
  /** What we wrote last into the field Health, for the how-manieth time; null: never. */
  readonly health: { readonly at: Instant; readonly value: string; readonly number: number } | null;
  readonly readUntil: Instant | null;
  /** Effect key → id of the comment or issue that stands on GitHub. */
  readonly posted: ReadonlyMap<string, string>;
  /** When the last of them was put there: what is decided may be written much later. */
  readonly postedAt: Instant | null;
}

export interface Visit {
  readonly stage: StageId;
  readonly enteredAt: Instant;
  /** That day in the zone in force then; absent in old entries. */
  readonly enteredOn?: Day | undefined;
  /** Null: still there. */
  readonly leftAt: Instant | null;
  /** Adopted: the real day of entry is not known. */
  readonly adopted: boolean;
}

export interface Stop {
  readonly why: "hold" | "snooze" | "exit";
  readonly from: Instant;
  readonly to: Instant | null;
}

export interface Reminder {
  readonly key: string;
  /** When it was posted, as far as that is known; else when it was decided. */
  readonly at: Instant;
  readonly touches: readonly string[];
}

export interface Refusal {
  readonly target: StageId | null;
  readonly by: Actor | null;
  readonly at: Instant;
  readonly movedAt: Instant;
  /** As of the last `refused` or `progress` entry. */
  readonly missing: readonly string[];
  /** Nothing but a place is missing: it keeps its turn, by `movedAt`. */
  readonly waits: boolean;
  readonly comment: string | null;
  /** Set when the person was told that the card may move now. */
  readonly toldAt: Instant | null;
}
