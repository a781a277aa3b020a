import type { StageId } from "../ids.ts";

/** A box that somebody may have meant and that does not count, with the reason. */
export interface Doubt {
  readonly place: "body" | "comment";
  readonly stage: StageId | null;
  readonly checklist: string | null;
  readonly item: string | null;
  /** 1-based line of the text; null for the text as a whole. */
  readonly line: number | null;
  /** As written, one line, at most 200 characters. Other people's text: write it through `plain`. */
  readonly text: string;
  readonly why: DoubtReason;
}

/**
 * ambiguous: fits several items · conflict: the same item stands ticked and not ticked · struck: crossed out ·
 * elsewhere: ticked outside the stage's section · overruled: ticked in the comment while the body has the checklist ·
 * not-entitled: the body's author has no write access · unreadable: nested too deeply, or too many boxes.
 */
export type DoubtReason =
  "ambiguous" | "conflict" | "struck" | "elsewhere" | "overruled" | "not-entitled" | "unreadable";
