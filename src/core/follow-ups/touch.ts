import type { StageId } from "../ids.ts";
import type { TicksRead } from "../partner/checklists.ts";
import type { Situation } from "../situation.ts";
import type { Day, Instant } from "../time/time.ts";

/** One reminder of a series: what is to be said, and from when on. */
export interface Touch {
  readonly cadence: string;
  readonly step: string;
  /** What the series counts from: a touch is sent once for each anchor. */
  readonly anchor: string;
  /** A moment at which reminders are posted: a working day at the configured hour. */
  readonly dueAt: Instant;
  /** A few words, for the list of what was superseded. Markdown of ours. */
  readonly title: string;
  /** What the reader is asked to do. Markdown of ours. Internal, as all of a reminder is. */
  readonly text: string;
  /** The programme's lead is mentioned too. */
  readonly toLead?: boolean;
  /** Waits until nothing else is due. */
  readonly idle?: boolean;
}

/** What a cadence may look at. */
export interface Moment {
  readonly situation: Situation;
  readonly ticks: TicksRead;
  /** The stage on record. */
  readonly stage: StageId;
  readonly today: Day;
}

/** The touches of one series that are wanted as things stand: due, still to come, or sent already. */
export type Cadence = (moment: Moment) => readonly Touch[];

/** Deterministic, and unique within the partner: exactly one comment stands for it. */
export function touchKey({ cadence, step, anchor }: Pick<Touch, "cadence" | "step" | "anchor">): string {
  return `${cadence}/${step}/${anchor}`;
}
