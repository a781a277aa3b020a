import type { OptionId, StageId } from "../ids.ts";
import type { Board } from "./board.ts";
import type { Playbook, Stage } from "./playbook.ts";

/** The stage where every partner begins. */
export function firstStage({ stages }: Playbook): Stage {
  const [first] = stages;
  if (first === undefined) throw new RangeError("A playbook has at least one stage.");
  return first;
}

/** The stage of that id. */
export function stageOf({ stages }: Playbook, id: StageId): Stage {
  const stage = stages.find((candidate) => candidate.id === id);
  if (stage === undefined) throw new RangeError(`The playbook has no stage ${id}.`);
  return stage;
}

/** Its place in the pipeline, from 0; −1 for none or one that the playbook no longer has. */
export function placeOf({ stages }: Playbook, id: StageId | null): number {
  return stages.findIndex((stage) => stage.id === id);
}

/** The stage after this one; null after the last. */
export function nextStage(playbook: Playbook, id: StageId | null): Stage | null {
  return playbook.stages[placeOf(playbook, id) + 1] ?? null;
}

/** The stage whose column carries this option; null for a column that is no stage. */
export function stageOfOption({ stages }: Board, option: OptionId | null): StageId | null {
  return stages.find((column) => column.option === option)?.stage ?? null;
}

/** The option of a stage's column; null while the board lacks it. */
export function optionOf({ stages }: Board, stage: StageId): OptionId | null {
  return stages.find((column) => column.stage === stage)?.option ?? null;
}

/** Whether it is the stage in which partners graduate. */
export function isLastStage({ stages }: Playbook, id: StageId | null): boolean {
  return stages.at(-1)?.id === id;
}

/** The stage of that id, or null when the playbook no longer has it. */
export function optionalStage({ stages }: Playbook, id: StageId | null): Stage | null {
  return stages.find((stage) => stage.id === id) ?? null;
}
