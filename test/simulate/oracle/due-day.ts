import type { Day, Setting } from "../life/act.ts";
import { daysFrom, plus, workingDays, workingFrom } from "./calendar.ts";
import type { Known } from "./known.ts";

/** How long after its anchor something is due. */
export interface Wait {
  readonly days?: number;
  readonly months?: number;
  readonly workingDays?: number;
}

/** The working day on which a row is due, its stopped days left out; null while its clock stands still. */
export function dueDay(
  row: Wait,
  from: Day,
  { known, setting }: { readonly known: Known; readonly setting: Setting },
): Day | null {
  const target =
    row.workingDays === undefined
      ? plus(from, { days: row.days ?? 0, months: row.months ?? 0 })
      : workingDays(from, row.workingDays, setting);
  if (known.stops.length === 0) return workingFrom(target, setting);
  let day = from;
  for (let left = daysFrom(from, target); left > 0;) {
    day = plus(day, { days: 1 });
    const begun = day;
    if (known.stops.some(({ from: stop, to }) => to === null && stop < begun)) return null;
    if (!known.stops.some(({ from: stop, to }) => stop < begun && to !== null && begun <= to)) left -= 1;
  }
  return workingFrom(day, setting);
}
