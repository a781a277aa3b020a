import type { DashboardLine } from "../dashboard/line.ts";
import type { Entry } from "../history/entry.ts";
import type { History } from "../history/history.ts";
import { recall } from "../history/recall.ts";
import { isWithin, type Month } from "./month.ts";
import type { RecordedPartner, RecordedProgramme } from "./recorded.ts";

/** A partner as a report tells of it: nothing later than its month, and by a name that may be told. */
export interface Told {
  readonly name: string;
  readonly line: DashboardLine | null;
  /** At the end of the month. */
  readonly history: History;
  readonly entries: readonly Entry[];
  /** Those of the month. */
  readonly during: readonly Entry[];
}

/** The only answer of the field that lets a name be told. */
const MAY_BE_NAMED = "Public";

/** Everybody who was on record by the end of the month. Pseudonyms are the same throughout one report. */
export function toldOf({ partners }: RecordedProgramme, month: Month, anonymous: boolean): readonly Told[] {
  return partners
    .map((partner, index) => tell(partner, month, { place: index + 1, anonymous }))
    .filter(({ history }) => history.onRecord);
}

function tell(
  { line, entries: all }: RecordedPartner,
  month: Month,
  { place, anonymous }: { readonly place: number; readonly anonymous: boolean },
): Told {
  const entries = all.filter(({ at }) => at < month.to);
  const named = !anonymous && line?.reference === MAY_BE_NAMED && line.name !== "";
  return {
    name: named ? line.name : `Partner ${String(place)}`,
    line,
    history: recall(entries),
    entries,
    during: entries.filter(({ at }) => isWithin(month, at)),
  };
}
