import type { History, Visit } from "../history/history.ts";
import type { StageId } from "../ids.ts";
import type { Month } from "./month.ts";

/** How many partners were active in the course of a month. */
export interface MonthlyLoad {
  readonly atEnd: number;
  readonly lowest: number;
  readonly highest: number;
}

/** Active: in one of these stages, not on hold, and not gone. */
export function loadDuring(
  histories: readonly History[],
  stages: readonly StageId[],
  month: Month,
): MonthlyLoad {
  const spells = histories.flatMap((history) => spellsOf(history, stages));
  const changes = spells.flatMap(({ from, to }) => [from, to]);
  const moments = [month.from, ...changes.filter((at) => at > month.from && at < month.to)];
  const counts = moments.map((at) => countAt(spells, at));
  return {
    atEnd: countAt(spells, month.to - 1),
    lowest: Math.min(...counts),
    highest: Math.max(...counts),
  };
}

interface Spell {
  readonly from: number;
  /** Not part of it. */
  readonly to: number;
}

function countAt(spells: readonly Spell[], at: number): number {
  return spells.filter(({ from, to }) => from <= at && at < to).length;
}

/** When one partner was active, without overlaps. */
function spellsOf({ visits, stops }: History, stages: readonly StageId[]): readonly Spell[] {
  const away = stops.filter(({ why }) => why !== "snooze");
  return visits
    .filter(({ stage }) => stages.includes(stage))
    .flatMap((visit) =>
      away.reduce(
        (left, { from, to }) => left.flatMap((spell) => without(spell, { from, to: to ?? Infinity })),
        [spellOf(visit)],
      ),
    );
}

function spellOf({ enteredAt, leftAt }: Visit): Spell {
  return { from: enteredAt, to: leftAt ?? Infinity };
}

function without({ from, to }: Spell, away: Spell): readonly Spell[] {
  const parts = [
    { from, to: Math.min(to, away.from) },
    { from: Math.max(from, away.to), to },
  ];
  return away.to <= from || away.from >= to ? [{ from, to }] : parts.filter((part) => part.from < part.to);
}
