import type { StageId } from "../ids.ts";
import type { Instant } from "../time/time.ts";

/** What a missing criterion waits for. It decides whether the card may move on by itself when it is met. */
export type MetBy = "person" | "time" | "linked-issue" | "place";

/** The outcome of one criterion, with its reason. A met one explains itself too. */
export interface Finding {
  /** The criterion's key. */
  readonly key: string;
  /** The stage whose gate asks for it. */
  readonly stage: StageId;
  /** Warning: shown as ⚠, closes nothing. */
  readonly outcome: "met" | "missing" | "warning";
  /** What is asked for: the playbook's own words, or ours. One line of plain text. */
  readonly title: string;
  /** Why it came to that, as a plain sentence without full stop. May repeat what people wrote: not safe Markdown. */
  readonly because: string;
  /** What to do and who can do it; null when it is met. */
  readonly remedy: string | null;
  /** Not written where a contact can read. A group with an internal part is internal, and so are all parts of it. */
  readonly internal: boolean;
  readonly metBy: MetBy;
  /** When the clock alone may change the outcome; null: never. */
  readonly wakeAt: Instant | null;
  /** The findings of `all`, `any`, `none` and `atLeast`; empty for the others. */
  readonly parts: readonly Finding[];
}
