import type { FieldId, OptionId, ProjectId } from "../ids.ts";
import type { BoardField } from "./board.ts";

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

const TYPES: Readonly<Record<string, BoardField["type"]>> = {
  TEXT: "text",
  NUMBER: "number",
  DATE: "date",
  SINGLE_SELECT: "option",
};

/** The project's field of that name, without regard to case; null when it has none. */
export function fieldNamed({ fields }: ProjectSeen, name: string): BoardField | null {
  const found =
    fields.find((field) => field.name === name) ?? fields.find((field) => sameName(field.name, name));
  return found === undefined ? null : asBoardField(found);
}

/** Whether two names on the board are the same to people. */
export function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

function asBoardField({ id, dataType, options }: FieldSeen): BoardField {
  return {
    id: id as FieldId,
    type: TYPES[dataType] ?? "other",
    options: options.map((option) => ({ id: option.id as OptionId, name: option.name })),
  };
}
