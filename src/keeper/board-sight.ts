import type { Board } from "../core/playbook/board.ts";
import type { Playbook } from "../core/playbook/playbook.ts";
import { type ResolvedBoard, resolveBoard } from "../core/playbook/resolve-board.ts";
import type { BoardProject } from "./github.ts";

export type BoardSight = ResolvedBoard;

/** The board as the playbook means it, or why nothing can be written on it. */
export function seeBoard(
  project: BoardProject | null,
  playbook: Playbook,
  previous: Board | null,
): BoardSight {
  if (project === null) {
    const reason =
      "does not exist, belongs to a person instead of an organisation, or cannot be read by Stagekeeper";
    return { kind: "paused", problems: [`Project number ${playbook.project} ${reason}.`] };
  }
  return resolveBoard({ project, playbook, previous: isSame(project, previous) ? previous : null });
}

/** Another project has other options: what was known of the old one says nothing. */
function isSame(project: BoardProject, previous: Board | null): boolean {
  return previous?.project === project.id;
}
