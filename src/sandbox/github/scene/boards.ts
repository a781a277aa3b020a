import { newField, replaceOptions, type WantedOption } from "../acts/fields.ts";
import { newProject } from "../acts/projects.ts";
import { isStatus } from "../acts/values.ts";
import type { NewField, NewProject } from "../api.ts";
import type { Project } from "../model/records.ts";
import type { FieldDataType, ProjectRole } from "../model/vocabulary.ts";
import { timestamp, type State } from "../model/state.ts";
import { accountNamed, acting, ownerNamed, projectOfId } from "./find.ts";

const DATA_TYPES: Readonly<Record<NewField["type"], FieldDataType>> = {
  text: "TEXT",
  number: "NUMBER",
  date: "DATE",
  "single-select": "SINGLE_SELECT",
};

/** Makes a board with its fields. */
export function addProject(
  state: State,
  added: NewProject,
): { readonly id: string; readonly number: number } {
  const project = newProject(acting(state), ownerNamed(state, added.owner), added.title);
  project.public = added.public ?? false;
  project.baseRole = added.baseRole ?? "write";
  if (added.statuses !== undefined) setStatuses(state, project, added.statuses);
  for (const field of added.fields ?? []) {
    const options = field.type === "single-select" ? field.options.map(optionNamed) : [];
    newField(acting(state), project, { name: field.name, dataType: DATA_TYPES[field.type], options });
  }
  return { id: project.id, number: project.number };
}

function setStatuses(state: State, project: Project, names: readonly string[]): void {
  const status = project.fields.find(isStatus);
  if (status === undefined) return;
  replaceOptions(acting(state), status, names.map(optionNamed));
}

function optionNamed(name: string): WantedOption {
  return { name, color: "GRAY", description: "" };
}

/** Gives somebody a role on a board. */
export function setProjectRole(
  state: State,
  given: { project: string; login: string; role: ProjectRole },
): void {
  projectOfId(state, given.project).roles.set(accountNamed(state, given.login), given.role);
}

interface Switch {
  readonly project: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly option?: string;
}

/** Switches a built-in workflow on or off. */
export function setWorkflow(state: State, { project, name, enabled, option }: Switch): void {
  const workflow = projectOfId(state, project).workflows.find((candidate) => candidate.name === name);
  if (workflow === undefined) throw new Error(`there is no workflow "${name}"`);
  workflow.enabled = enabled;
  workflow.option = option ?? workflow.option;
  workflow.updatedAt = timestamp(state);
}
