import type { FieldId, OptionId, ProjectId, StageId } from "../ids.ts";

/** The project as the last sweep saw it: where the playbook's names were found. */
export interface Board {
  readonly project: ProjectId;
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly closed: boolean;
  /** By field key of the playbook; a field that the board lacks is absent. */
  readonly fields: Readonly<Record<string, BoardField>>;
  /** A stage is known by its option id once seen, so that a renamed option stays that stage. */
  readonly stages: readonly BoardStage[];
  /** Options in which cards are left alone. */
  readonly ignored: readonly OptionId[];
}

export interface BoardField {
  readonly id: FieldId;
  readonly type: "text" | "number" | "date" | "option" | "other";
  readonly options: readonly { readonly id: OptionId; readonly name: string }[];
}

export interface BoardStage {
  readonly stage: StageId;
  readonly option: OptionId;
  /** The option's name today, perhaps not the playbook's. */
  readonly name: string;
}
