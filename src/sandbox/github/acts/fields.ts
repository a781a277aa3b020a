import { nodeId, optionId } from "../model/node-ids.ts";
import type { Field, Option, Project } from "../model/records.ts";
import type { FieldDataType } from "../model/vocabulary.ts";
import { Refusal } from "../model/refusal.ts";
import { demand, mayWriteProject, type Acting } from "../model/rights.ts";
import { keep, timestamp } from "../model/state.ts";
import { record } from "../payloads/announce.ts";
import { drop, touch } from "./timeline.ts";

const MOST_FIELDS = 50;
const MOST_OPTIONS = 50;

/** An option as clients give it. With the id of an existing one, the cards keep their values. */
export interface WantedOption {
  readonly id?: string | undefined;
  readonly name: string;
  readonly color: string;
  readonly description: string;
}

export interface NewFieldFacts {
  readonly name: string;
  readonly dataType: FieldDataType;
  readonly options: readonly WantedOption[];
  readonly builtIn?: boolean;
}

const BUILT_IN: readonly (readonly [name: string, dataType: FieldDataType])[] = [
  ["Title", "TITLE"],
  ["Assignees", "ASSIGNEES"],
  ["Status", "SINGLE_SELECT"],
  ["Labels", "LABELS"],
  ["Linked pull requests", "LINKED_PULL_REQUESTS"],
  ["Milestone", "MILESTONE"],
  ["Repository", "REPOSITORY"],
  ["Reviewers", "REVIEWERS"],
  ["Parent issue", "PARENT_ISSUE"],
  ["Sub-issues progress", "SUB_ISSUES_PROGRESS"],
];

const FIRST_STATUSES: readonly WantedOption[] = [
  { name: "Todo", color: "GREEN", description: "This item hasn't been started" },
  { name: "In Progress", color: "YELLOW", description: "This is actively being worked on" },
  { name: "Done", color: "PURPLE", description: "This has been completed" },
];

/** Gives a new board the fields that every board has. */
export function addBuiltInFields(by: Acting, project: Project): void {
  for (const [name, dataType] of BUILT_IN) {
    newField(by, project, {
      name,
      dataType,
      builtIn: true,
      options: name === "Status" ? FIRST_STATUSES : [],
    });
  }
}

/** Creates a field. */
export function createField(by: Acting, project: Project, facts: NewFieldFacts): Field {
  demand(by, mayWriteProject(by, project));
  checkName(project, facts.name, null);
  if (project.fields.length >= MOST_FIELDS)
    throw new Refusal("UNPROCESSABLE", `Limit of ${MOST_FIELDS} fields reached`);
  if (facts.dataType === "SINGLE_SELECT" && facts.options.length === 0) {
    throw new Refusal("UNPROCESSABLE", "Single select fields must have at least one option");
  }
  const field = newField(by, project, facts);
  record(by, { project: project.number, field: field.name, created: field.dataType });
  return field;
}

function checkName(project: Project, name: string, own: Field | null): void {
  if (name.trim() === "") throw new Refusal("UNPROCESSABLE", "Name can't be blank");
  const taken = project.fields.some(
    (field) => field !== own && field.name.toLowerCase() === name.toLowerCase(),
  );
  if (taken) throw new Refusal("UNPROCESSABLE", "Name has already been taken");
}

/** Makes the record of a field. */
export function newField(by: Acting, project: Project, facts: NewFieldFacts): Field {
  const single = facts.dataType === "SINGLE_SELECT";
  const databaseId = by.state.nextId();
  const now = timestamp(by.state);
  const field: Field = keep(by.state, {
    type: single ? "ProjectV2SingleSelectField" : "ProjectV2Field",
    id: nodeId(single ? "PVTSSF" : "PVTF", project.owner.databaseId, project.databaseId, databaseId),
    databaseId,
    project,
    dataType: facts.dataType,
    builtIn: facts.builtIn ?? false,
    name: facts.name,
    options: [],
    createdAt: now,
    updatedAt: now,
  });
  field.options = optionsOf(by, field, facts.options);
  project.fields.push(field);
  return field;
}

function optionsOf(by: Acting, field: Field, wanted: readonly WantedOption[]): Option[] {
  if (wanted.length > MOST_OPTIONS)
    throw new Refusal("UNPROCESSABLE", `A field has at most ${MOST_OPTIONS} options`);
  const names = new Set(wanted.map(({ name }) => name.toLowerCase()));
  if (names.size < wanted.length) throw new Refusal("UNPROCESSABLE", "Option names must be unique");
  return wanted.map((option) => {
    const present = field.options.find(({ id }) => id === option.id);
    if (present !== undefined) return Object.assign(present, { ...option, id: present.id });
    const { name, color, description } = option;
    return { type: "ProjectV2SingleSelectFieldOption", id: newOptionId(by, field), name, color, description };
  });
}

function newOptionId(by: Acting, field: Field): string {
  return optionId(`${field.id} ${by.state.nextId()}`);
}

/** Renames a field or replaces all of its options: a card whose option is not in the list by id loses its value. */
export function editField(
  by: Acting,
  field: Field,
  edit: { name?: string | undefined; options?: readonly WantedOption[] | undefined },
): void {
  demand(by, mayWriteProject(by, field.project));
  if (edit.name !== undefined) {
    checkName(field.project, edit.name, field);
    field.name = edit.name;
  }
  if (edit.options !== undefined) replaceOptions(by, field, edit.options);
  touch(by, field);
  const options = field.options.map(({ name }) => name);
  record(by, {
    project: field.project.number,
    field: field.name,
    ...(options.length === 0 ? {} : { options }),
  });
}

/** Replaces the options of a field without asking for rights. */
export function replaceOptions(by: Acting, field: Field, wanted: readonly WantedOption[]): void {
  if (field.dataType !== "SINGLE_SELECT") throw new Refusal("UNPROCESSABLE", "The field has no options");
  if (wanted.length === 0)
    throw new Refusal("UNPROCESSABLE", "Single select fields must have at least one option");
  field.options = optionsOf(by, field, wanted);
  for (const item of field.project.items) {
    const value = item.values.get(field);
    if (value?.type !== "ProjectV2ItemFieldSingleSelectValue" || field.options.includes(value.data)) continue;
    item.values.delete(field);
    by.state.nodes.delete(value.id);
  }
}

/** Deletes a field with its values. Built-in fields stay. */
export function deleteField(by: Acting, field: Field): void {
  demand(by, mayWriteProject(by, field.project));
  if (field.builtIn) throw new Refusal("UNPROCESSABLE", "Built-in fields cannot be deleted");
  for (const item of field.project.items) {
    const value = item.values.get(field);
    if (value !== undefined) by.state.nodes.delete(value.id);
    item.values.delete(field);
  }
  drop(field.project.fields, field);
  by.state.nodes.delete(field.id);
  record(by, { project: field.project.number, deletedField: field.name });
}
