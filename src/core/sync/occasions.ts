import type { Playbook } from "../playbook/playbook.ts";
import { addSpan, addWorkingDays, daysBetween, nextWorkingDay } from "../time/calendar.ts";
import type { Day, Span } from "../time/time.ts";
import type { Occasion, Syncs } from "./record.ts";

/** So many working days from its day a sync may hold it. */
const NEAR = 5;
const OCCASIONS: readonly Occasion[] = ["retrospective", "review"];

interface Calendar {
  readonly syncs: Syncs;
  readonly playbook: Playbook;
}

/** What a sync holds beside itself: what is due within five working days of it, counted from entering the stage. */
export function occasionsOf(
  on: Day,
  since: Day,
  { syncs: { held }, playbook }: Calendar,
): readonly Occasion[] {
  return OCCASIONS.filter((occasion) =>
    daysNear(on, since, { every: playbook.cadences[occasion], playbook }).some(
      (day) => !isNear(held[occasion], day, playbook),
    ),
  );
}

/** A meeting of its own: its day in the series, and what it is for. */
export interface Apart {
  readonly planned: Day;
  readonly occasions: readonly Occasion[];
}

/**
 * What is due next and in no note yet. Once it is past by more than five working days it is passed over, as a
 * sync is whose day is over.
 */
export function nextApart(today: Day, since: Day, { syncs, playbook }: Calendar): Apart | null {
  const open = OCCASIONS.flatMap((occasion) => {
    const planned = dayAhead(today, since, { every: playbook.cadences[occasion], playbook }).find(
      (day) =>
        !isNear(syncs.offered[occasion], day, playbook) && !isNear(syncs.held[occasion], day, playbook),
    );
    return planned === undefined ? [] : [{ occasion, planned }];
  });
  const planned = open.map((one) => one.planned).sort()[0];
  if (planned === undefined) return null;
  return {
    planned,
    occasions: open.flatMap((one) => (one.planned === planned ? one.occasion : [])),
  };
}

/** Whether a meeting on one day stands for what is due on the other. */
export function isNear(one: Day | null, other: Day, playbook: Playbook): boolean {
  if (one === null) return false;
  return addWorkingDays(other, -NEAR, playbook) <= one && one <= addWorkingDays(other, NEAR, playbook);
}

interface Rhythm {
  readonly every: Span | null;
  readonly playbook: Playbook;
}

function daysNear(on: Day, since: Day, { every, playbook }: Rhythm): readonly Day[] {
  return daysAbout(on, since, every).filter((day) => isNear(on, day, playbook));
}

/** The days that are not over yet, the first ones only. */
function dayAhead(today: Day, since: Day, { every, playbook }: Rhythm): readonly Day[] {
  return daysAbout(today, since, every).filter(
    (day) => addWorkingDays(nextWorkingDay(day, playbook), NEAR, playbook) >= today,
  );
}

/** Each counted from the beginning, so that a short month moves none after it. */
function daysAbout(day: Day, since: Day, every: Span | null): readonly Day[] {
  if (every === null) return [];
  const length = every.months * 31 + every.weeks * 7 + every.days;
  const about = Math.floor(daysBetween(since, day) / length);
  return [about - 1, about, about + 1, about + 2, about + 3]
    .filter((count) => count > 0)
    .map((count) =>
      addSpan(since, { months: every.months * count, weeks: every.weeks * count, days: every.days * count }),
    );
}
