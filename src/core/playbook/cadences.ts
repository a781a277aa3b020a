import type { StageId } from "../ids.ts";
import type { Span } from "../time/time.ts";

/** When each series of reminders and meetings is due. Null, or not in the map: this programme has none of it. */
export interface Cadences {
  /** After the message went out. */
  readonly outreach: {
    readonly bump: Span;
    readonly final: Span;
    /** Working days after the final message until leaving is offered. */
    readonly giveUp: number;
  } | null;
  readonly nextAction: {
    /** Working days after the due date, on which it is named again. */
    readonly again: readonly number[];
    /** None is set for so long; null: that is nothing to remind of. */
    readonly unset: Span | null;
  } | null;
  /** Targets that count from the entry into `stage`; each is named at 75 %, at 100 % and `overdue` later. */
  readonly onboarding: {
    readonly stage: StageId;
    /** The level of the ladder that `firstLevel` aims at; null: none. */
    readonly level: string | null;
    readonly firstLevel: Span | null;
    readonly deployment: Span | null;
    readonly overdue: Span;
  } | null;
  /** After graduation: when what is still open is named. */
  readonly graduation: readonly Span[];
  /** By the label's key: within so long we promised to deal with it; told at 75 %. */
  readonly promise: Readonly<Record<"p1" | "p2", Span | null>>;
  readonly sync: SyncCadence;
  /** How often, from the entry into the stage that holds syncs. */
  readonly retrospective: Span | null;
  readonly review: Span | null;
}

export interface SyncCadence {
  /** The first one, after entering the stage. */
  readonly first: Span;
  readonly every: Span;
  /** Working days before the sync on which its note is opened. */
  readonly opens: number;
  /** Working days after the sync on which the owner is asked for missing notes. */
  readonly asked: readonly number[];
  /** Working days after the sync on which it counts as missed. */
  readonly missed: number;
}
