import type { Board, BoardField } from "./board.ts";
import type { BoardNotice } from "./board-notice.ts";
import type { Playbook } from "./playbook.ts";
import { fieldNamed, type ProjectSeen } from "./project-seen.ts";
import { resolveColumns } from "./resolve-columns.ts";
import { resolveFields } from "./resolve-fields.ts";

export type { BoardNotice, ProjectSeen };

export interface BoardSources {
  readonly project: ProjectSeen;
  readonly playbook: Playbook;
  /** The board as it was resolved last; null at first sight. Of another project it does not count. */
  readonly previous: Board | null;
}

/** Paused: no Status is written until the problems are gone. */
export type ResolvedBoard =
  | { readonly kind: "board"; readonly board: Board; readonly notices: readonly BoardNotice[] }
  | { readonly kind: "paused"; readonly problems: readonly string[] };

/** Finds the playbook's stages and fields on the board. A stage once seen is known by its option's id. */
export function resolveBoard({ project, playbook, previous }: BoardSources): ResolvedBoard {
  if (project.closed) return paused(`The project “${project.title}” is closed.`);
  const { name } = playbook.fields["status"] ?? { name: "Status" };
  const status = fieldNamed(project, name);
  if (status === null) return paused(`The board has no field “${name}”, in which the stages stand.`);
  if (status.type !== "option")
    return paused(`The field “${name}” is no single select: it cannot hold the stages.`);
  return resolveOptions(
    { project, playbook, previous: previous?.project === project.id ? previous : null },
    status,
  );
}

function resolveOptions({ project, playbook, previous }: BoardSources, status: BoardField): ResolvedBoard {
  const columns = resolveColumns(status, playbook, previous);
  if (columns.problems.length > 0) return { kind: "paused", problems: columns.problems };
  const { fields, notices } = resolveFields(project, playbook);
  return {
    kind: "board",
    board: {
      project: project.id,
      number: project.number,
      title: project.title,
      url: project.url,
      closed: project.closed,
      fields: { status, ...fields },
      stages: columns.stages,
      ignored: columns.ignored,
    },
    notices: [...columns.notices, ...notices],
  };
}

function paused(problem: string): ResolvedBoard {
  return { kind: "paused", problems: [problem] };
}
