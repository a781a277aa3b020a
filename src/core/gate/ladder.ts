import type { StageId } from "../ids.ts";
import type { ChecklistItem } from "../playbook/playbook.ts";
import type { Evidence, Tick } from "./evidence.ts";

/** How far a partner has come on the ladder, by the level on the board and by ticked items that stand for levels. */
export interface Reached {
  /** Index of the highest level reached; −1 for none. */
  readonly level: number;
  /** Index of the level that the board shows; −1 for none. */
  readonly onBoard: number;
  /** Levels that were skipped: their box is open although a higher one is ticked. */
  readonly skipped: readonly string[];
}

interface Rung {
  readonly level: number;
  readonly ticked: boolean;
}

/** Reads the ladder. A level reached implies those below it; that a box below stands open is worth a warning. */
export function reached(evidence: Evidence): Reached {
  const levels = evidence.playbook.ladder?.levels ?? [];
  const onBoard = levelOnBoard(evidence);
  const rungs = rungsOf(evidence);
  const ticked = rungs.filter((rung) => rung.ticked).map((rung) => rung.level);
  const level = Math.max(onBoard, ...ticked);
  const skipped = rungs
    .filter((rung) => !rung.ticked && rung.level > onBoard && rung.level < level)
    .flatMap((rung) => levels.slice(rung.level, rung.level + 1));
  return { level, onBoard, skipped: [...new Set(skipped)] };
}

/** Whether an item is ticked, where a level reached ticks its item too. */
export function tickOf(evidence: Evidence, stage: StageId, item: ItemName): Tick {
  const tick = evidence.ticks.isTicked(stage, item.checklist, item.item);
  if (tick.ticked) return tick;
  const level = indexOfLevel(evidence, findItem(evidence, stage, item)?.level ?? null);
  return level >= 0 && level <= reached(evidence).level ? { ticked: true, place: "level" } : tick;
}

export interface ItemName {
  readonly checklist: string;
  readonly item: string;
}

/** The item as the playbook words it, or null when it has none of that name. */
export function findItem(
  { playbook }: Evidence,
  stage: StageId,
  { checklist, item }: ItemName,
): ChecklistItem | null {
  const lists = playbook.stages.find(({ id }) => id === stage)?.checklists ?? [];
  return lists.find(({ id }) => id === checklist)?.items.find(({ id }) => id === item) ?? null;
}

function rungsOf(evidence: Evidence): readonly Rung[] {
  return evidence.playbook.stages.flatMap(({ id: stage, checklists }) =>
    checklists.flatMap(({ id: checklist, items }) =>
      items.flatMap(({ id: item, level }) => {
        const index = indexOfLevel(evidence, level);
        const { ticked } = evidence.ticks.isTicked(stage, checklist, item);
        return index === -1 ? [] : [{ level: index, ticked }];
      }),
    ),
  );
}

function levelOnBoard(evidence: Evidence): number {
  const key = evidence.playbook.ladder?.field ?? "";
  const value = evidence.partner.card?.fields[key];
  return value?.kind === "option" ? indexOfLevel(evidence, value.name) : -1;
}

function indexOfLevel({ playbook }: Evidence, name: string | null): number {
  const wanted = name?.trim().toLowerCase();
  return (playbook.ladder?.levels ?? []).findIndex((level) => level.toLowerCase() === wanted);
}
