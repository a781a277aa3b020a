import type { PartnerId, StageId } from "../ids.ts";
import type { Playbook } from "../playbook/playbook.ts";
import { placeOf } from "../playbook/stages.ts";
import { reminderTime } from "../follow-ups/clock.ts";
import { addDays } from "../time/calendar.ts";
import type { Instant } from "../time/time.ts";
import { dayOf, startOfDay } from "../time/zone.ts";
import type { DashboardLine, DueTouch } from "./line.ts";

/** A line with what our own record knows beside it. */
export interface KnownLine {
  readonly partner: PartnerId;
  readonly line: DashboardLine;
}

/** A partner that is looked at no more, because its passes failed. */
export interface DeadLetter {
  readonly number: number | null;
  readonly title: string;
  readonly error: string;
}

/** Everything that the dashboard is written from. */
export interface Overview {
  readonly playbook: Playbook;
  readonly lines: readonly DashboardLine[];
  readonly dead: readonly DeadLetter[];
  readonly now: Instant;
}

/** Partners in the programme: on record, and not gone. */
export function present(lines: readonly DashboardLine[]): readonly DashboardLine[] {
  return lines.filter(({ kind, exit }) => kind !== "candidate" && exit === null);
}

/** Of each series the last that is due by now. */
export function dueNow({ touches }: DashboardLine, now: Instant): readonly DueTouch[] {
  const due = touches.filter(({ dueAt }) => dueAt <= now);
  return due.filter(({ cadence }, at) => due.findLastIndex((later) => later.cadence === cadence) === at);
}

/** When the clock alone changes what the dashboard says: at midnight, or when something falls due. */
export function changesAt({ lines, playbook, now }: Overview): Instant {
  const midnight = startOfDay(addDays(dayOf(now, playbook.timeZone), 1), playbook.timeZone);
  const today = reminderTime(dayOf(now, playbook.timeZone), playbook);
  const dues = lines.flatMap(({ touches }) => touches.map(({ dueAt }) => dueAt));
  return [...dues, today].filter((at) => at > now).reduce((first, at) => (at < first ? at : first), midnight);
}

/** How many partners count against the capacity, and whether that is what the playbook wants. */
export interface Load {
  readonly active: number;
  readonly onHold: number;
  readonly state: "within" | "under" | "over";
}

/** Null: the playbook wants no particular number. */
export function loadOf({ playbook: { capacity }, lines }: Pick<Overview, "playbook" | "lines">): Load | null {
  if (capacity === null) return null;
  const there = present(lines).filter(({ stage }) => stage !== null && capacity.stages.includes(stage));
  const active = there.filter(({ hold }) => hold === null).length;
  const state = active < capacity.min ? "under" : active > capacity.max ? "over" : "within";
  return { active, onHold: there.length - active, state };
}

/** How partners pass through a stage. */
export interface Flow {
  readonly stage: StageId;
  readonly entered: number;
  /** Went on to a later stage. */
  readonly movedOn: number;
  /** Left the programme from here. */
  readonly left: number;
  /** Median of the days that finished visits took; null: none is finished. Adopted ones do not count. */
  readonly medianDays: number | null;
}

const DAY = 24 * 60 * 60_000;

/** One entry for each stage, from all that is on record. */
export function flowsOf({ playbook, lines }: Pick<Overview, "playbook" | "lines">): readonly Flow[] {
  return playbook.stages.map(({ id }) => flowThrough(id, { playbook, lines }));
}

function flowThrough(stage: StageId, { playbook, lines }: Pick<Overview, "playbook" | "lines">): Flow {
  const there = lines.filter(({ visits }) => visits.some((visit) => visit.stage === stage));
  const finished = there.flatMap(({ visits, exit }) =>
    visits
      .filter((visit) => visit.stage === stage && !visit.adopted)
      .flatMap(({ enteredAt, leftAt }) => {
        const end = leftAt ?? exit?.at ?? null;
        return end === null ? [] : (end - enteredAt) / DAY;
      }),
  );
  const goesOn = ({ visits }: DashboardLine): boolean =>
    visits.some((visit) => placeOf(playbook, visit.stage) > placeOf(playbook, stage));
  return {
    stage,
    entered: there.length,
    movedOn: there.filter(goesOn).length,
    left: there.filter((line) => line.exit !== null && line.stage === stage).length,
    medianDays: median(finished),
  };
}

/** Null: there are none. */
export function median(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.slice(Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2) + 1);
  return middle.length === 0 ? null : middle.reduce((a, b) => a + b, 0) / middle.length;
}
