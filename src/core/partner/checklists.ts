import type { Ticks } from "../gate/evidence.ts";
import type { CommentId, StageId } from "../ids.ts";
import type { Playbook } from "../playbook/playbook.ts";
import type { Partner } from "./partner.ts";

export interface TicksSource {
  readonly partner: Partner;
  readonly playbook: Playbook;
  /** The checklist comment that Stagekeeper posted for a stage. Counts only if it is `ours`. */
  readonly stageComments: ReadonlyMap<StageId, CommentId>;
}

/** A box that somebody may have meant and that does not count, with the reason. */
export interface Doubt {
  readonly place: "body" | "comment";
  readonly stage: StageId | null;
  readonly checklist: string | null;
  readonly item: string | null;
  /** 1-based line of the text. */
  readonly line: number;
  /** As written, one line, at most 200 characters. Other people's text: write it through `plain`. */
  readonly text: string;
  readonly why: DoubtReason;
}

/**
 * ambiguous: fits several items · conflict: the same item stands ticked and not ticked · struck: crossed out ·
 * elsewhere: ticked outside the stage's section · overruled: ticked in the comment while the body has the checklist ·
 * not-entitled: the body's author has no write access · unreadable: the text is nested too deeply.
 */
export type DoubtReason =
  "ambiguous" | "conflict" | "struck" | "elsewhere" | "overruled" | "not-entitled" | "unreadable";

export interface TicksRead extends Ticks {
  /** Where the checklist is kept: the body has its section, else the comment, else nowhere yet. */
  placeOf(stage: StageId, checklist: string): "body" | "comment" | "nowhere";
  /** The higher of the card's field and the ticked items that stand for a level; null without either. */
  readonly level: string | null;
  readonly doubts: readonly Doubt[];
}

/** Which items of the playbook's checklists are ticked for this partner. */
export function readTicks(source: TicksSource): TicksRead {
  void source;
  return {
    isTicked: () => ({ ticked: false, place: "nowhere" }),
    placeOf: () => "nowhere",
    level: null,
    doubts: [],
  };
}
