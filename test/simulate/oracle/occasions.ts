import type { Day, Setting } from "../life/act.ts";
import { daysFrom, plus, workingDays, workingFrom } from "./calendar.ts";

export type Occasion = "retrospective" | "review";

/** The last days for which each stood in a note, and on which each was held. */
export interface Meetings {
  readonly offered: Readonly<Partial<Record<string, Day>>>;
  readonly held: Readonly<Partial<Record<string, Day>>>;
}

export const noMeetings: Meetings = { offered: {}, held: {} };

/** Every so many months since the partner became active. */
const RHYTHM = [
  { occasion: "retrospective", months: 1 },
  { occasion: "review", months: 3 },
] as const;

/** Five working days to either side. */
function near(one: Day | undefined, day: Day, setting: Setting): boolean {
  if (one === undefined || Math.abs(daysFrom(one, day)) > 200) return false;
  return workingDays(day, -5, setting) <= one && one <= workingDays(day, 5, setting);
}

function days(since: Day, months: number, about: Day): readonly Day[] {
  const count = Math.floor(daysFrom(since, about) / 31 / months);
  return [count - 1, count, count + 1, count + 2, count + 3]
    .filter((number) => number > 0)
    .map((number) => plus(since, { months: number * months }));
}

/** What a sync on that day holds beside itself. */
export function occasionsNear(
  on: Day,
  since: Day,
  { meetings, setting }: { readonly meetings: Meetings; readonly setting: Setting },
): readonly Occasion[] {
  return RHYTHM.flatMap(({ occasion, months }) =>
    days(since, months, on).some(
      (day) => near(on, day, setting) && !near(meetings.held[occasion], day, setting),
    )
      ? [occasion]
      : [],
  );
}

interface Now {
  readonly today: Day;
  readonly since: Day;
  readonly next: Day | null;
}

/** What no sync comes near, and no note has held: the next of it that is not over. */
export function openOccasion(
  { today, since, next }: Now,
  { offered, held }: Meetings,
  setting: Setting,
): { readonly planned: Day; readonly occasions: readonly Occasion[] } | null {
  const open = RHYTHM.flatMap(({ occasion, months }) => {
    const planned = days(since, months, today).find(
      (day) =>
        workingDays(workingFrom(day, setting), 5, setting) >= today &&
        !near(offered[occasion], day, setting) &&
        !near(held[occasion], day, setting),
    );
    return planned === undefined ? [] : [{ occasion, planned }];
  });
  const planned = open.map((one) => one.planned).sort()[0];
  if (planned === undefined || near(next ?? undefined, planned, setting)) return null;
  return { planned, occasions: open.flatMap((one) => (one.planned === planned ? [one.occasion] : [])) };
}
