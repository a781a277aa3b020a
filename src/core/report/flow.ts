import { median } from "../dashboard/programme.ts";
import type { History, Visit } from "../history/history.ts";
import type { StageId } from "../ids.ts";
import type { Playbook } from "../playbook/playbook.ts";
import { placeOf } from "../playbook/stages.ts";
import { isWithin, type Month } from "./month.ts";
import type { Cell, Table } from "./table.ts";
import type { Told } from "./told.ts";

const DAY = 24 * 60 * 60_000;

/** How the month went through the stages: who entered, went on and left, and how long finished stays took. */
export function stageTable(told: readonly Told[], playbook: Playbook, month: Month): Table {
  const stays = told.flatMap(({ history }) => staysOf(history, playbook));
  return {
    key: "stages",
    title: "Through the stages",
    columns: [
      { key: "stage", title: "Stage" },
      { key: "entered", title: "Entered" },
      { key: "went_on", title: "Went on" },
      { key: "left", title: "Left" },
      { key: "conversion_percent", title: "Conversion %" },
      { key: "median_days", title: "Median days" },
      { key: "median_days_so_far", title: "Median days so far" },
    ],
    rows: playbook.stages.map(({ id, name }) => [
      name,
      ...cellsOf(
        stays.filter(({ visit }) => visit.stage === id),
        month,
      ),
    ]),
    note: "Conversion: of those that went on or left this month, the share that went on. Days count for stays that ended, unless their beginning is not known.",
  };
}

interface Stay {
  readonly visit: Visit;
  readonly endedAt: Visit["leftAt"];
  readonly how: "on" | "back" | "left" | null;
}

function staysOf({ visits, exit }: History, playbook: Playbook): readonly Stay[] {
  return visits.map((visit, index) => {
    const next = visits[index + 1]?.stage ?? null;
    if (visit.leftAt !== null) return { visit, endedAt: visit.leftAt, how: wentTo(playbook, visit, next) };
    return { visit, endedAt: exit?.at ?? null, how: exit === null ? null : "left" };
  });
}

function wentTo(playbook: Playbook, { stage }: Visit, next: StageId | null): "on" | "back" {
  return placeOf(playbook, next) > placeOf(playbook, stage) ? "on" : "back";
}

function cellsOf(stays: readonly Stay[], month: Month): readonly Cell[] {
  const ended = stays.filter(({ endedAt }) => endedAt !== null && isWithin(month, endedAt));
  const entered = stays.filter(({ visit }) => !visit.adopted && isWithin(month, visit.enteredAt)).length;
  const on = ended.filter(({ how }) => how === "on").length;
  const left = ended.filter(({ how }) => how === "left").length;
  return [entered, on, left, percent(on, on + left), medianDays(ended), medianDays(stays)];
}

function medianDays(stays: readonly Stay[]): number | null {
  const days = stays.flatMap(({ visit, endedAt }) =>
    visit.adopted || endedAt === null ? [] : (endedAt - visit.enteredAt) / DAY,
  );
  return rounded(median(days));
}

/** Null: of nothing. */
export function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 100);
}

/** To one place. */
export function rounded(number: number | null): number | null {
  return number === null ? null : Math.round(number * 10) / 10;
}
