import type { Board } from "./board.ts";
import type { Playbook } from "./playbook.ts";
import type { ProjectId } from "../ids.ts";

/** A project as GitHub shows it: what the sweep read. */
export interface ProjectSeen {
  readonly id: ProjectId;
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly closed: boolean;
  readonly fields: readonly FieldSeen[];
}

export interface FieldSeen {
  readonly id: string;
  readonly name: string;
  /** GitHub's `ProjectV2FieldType`. */
  readonly dataType: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
}

export interface BoardSources {
  readonly project: ProjectSeen;
  readonly playbook: Playbook;
  /** The board as it was resolved last; null at first sight. */
  readonly previous: Board | null;
}

export interface BoardNotice {
  /** Deterministic, so that the same thing is told once. */
  readonly key: string;
  readonly kind:
    "renamed" | "replaced" | "missing-field" | "wrong-type" | "missing-options" | "foreign-column";
  readonly message: string;
}

/** Paused: no Status is written until the problems are gone. */
export type ResolvedBoard =
  | { readonly kind: "board"; readonly board: Board; readonly notices: readonly BoardNotice[] }
  | { readonly kind: "paused"; readonly problems: readonly string[] };

/** Finds the playbook's stages and fields on the board. A stage once seen is known by its option's id. */
export function resolveBoard({ project, playbook, previous }: BoardSources): ResolvedBoard {
  void playbook;
  void previous;
  return { kind: "paused", problems: [`not read yet: ${project.title}`] };
}
