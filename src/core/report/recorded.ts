import type { DashboardLine } from "../dashboard/line.ts";
import type { Entry } from "../history/entry.ts";
import type { Board } from "../playbook/board.ts";
import type { Playbook } from "../playbook/playbook.ts";

/** One partner as our own record has it: what its card said at the last look, and its whole journal. */
export interface RecordedPartner {
  readonly number: number | null;
  /** Null: it was never looked at. */
  readonly line: DashboardLine | null;
  /** In the order in which they were written. */
  readonly entries: readonly Entry[];
}

/** One programme as our own record has it. Partners in the order in which they came on record. */
export interface RecordedProgramme {
  readonly playbook: Playbook;
  readonly board: Board | null;
  readonly partners: readonly RecordedPartner[];
}
