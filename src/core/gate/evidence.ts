import type { PartnerId, StageId } from "../ids.ts";
import type { Partner } from "../partner/partner.ts";
import type { Board } from "../playbook/board.ts";
import type { Playbook } from "../playbook/playbook.ts";
import type { OtherPartner } from "../situation.ts";
import type { Day, Instant } from "../time/time.ts";

/** Everything a gate may look at. The same evidence always gives the same findings. */
export interface Evidence {
  /** The partner that is judged. */
  readonly self: PartnerId;
  readonly partner: Partner;
  readonly ticks: Ticks;
  /** Whether a reply of the partner is on record. */
  readonly replied: boolean;
  readonly others: readonly OtherPartner[];
  readonly playbook: Playbook;
  readonly board: Board;
  /** The date of `now` in the pipeline's zone. */
  readonly today: Day;
  readonly now: Instant;
  /** When the card was moved, which orders rivals for the last place. */
  readonly movedAt: Instant;
}

/** The checklists as people ticked them. The ladder's equivalence is not applied here: `tickOf` does that. */
export interface Ticks {
  isTicked(stage: StageId, checklist: string, item: string): Tick;
}

export interface Tick {
  readonly ticked: boolean;
  /** Where the box was found; `level`: the level on the board stands for it; `nowhere`: no such box was found. */
  readonly place: "body" | "comment" | "level" | "nowhere";
}
