import { sameName } from "../../core/playbook/project-seen.ts";
import type { FieldSpec, Playbook } from "../../core/playbook/playbook.ts";
import type {
  GroundSeen,
  NewField,
  NewLabel,
  WantedOption,
  WholeField,
  WholeProjectSeen,
} from "../../github/set-up.ts";
import type { FileToAdd } from "./files.ts";

/** One thing that a programme lacks. Steps on a project that is still to be created name no project. */
export type Step =
  | { readonly kind: "create-project"; readonly title: string }
  | { readonly kind: "create-field"; readonly field: NewField }
  | {
      readonly kind: "replace-options";
      readonly field: WholeField;
      readonly options: readonly WantedOption[];
      readonly added: readonly string[];
      readonly dropped: readonly string[];
    }
  | { readonly kind: "create-label"; readonly label: NewLabel }
  | { readonly kind: "add-file"; readonly file: FileToAdd };

/** What has to be done, and what somebody has to do by hand because no API can. */
export interface SetUpPlan {
  readonly steps: readonly Step[];
  readonly problems: readonly string[];
}

export interface SetUpRequest {
  readonly ground: GroundSeen;
  readonly playbook: Playbook;
  /** Title of the project to be created when there is none. */
  readonly title: string;
  /** Files of the set-up that are not there yet. */
  readonly files: readonly FileToAdd[];
}

/** A project as GitHub creates it: without cards, with a Status of GitHub's own options. */
const FRESH: Pick<WholeProjectSeen, "cards" | "fields" | "workflows"> = {
  cards: 0,
  fields: [{ id: "", name: "Status", dataType: "SINGLE_SELECT", options: [] }],
  workflows: [],
};

/** Compares what is there with what the playbook needs. Where nothing is missing there are no steps. */
export function decideSetUp({ ground, playbook, title, files }: SetUpRequest): SetUpPlan {
  const { project, repository } = ground;
  const creating: readonly Step[] = project === null ? [{ kind: "create-project", title }] : [];
  const board = boardSteps(project ?? FRESH, playbook);
  const labels = labelSteps(repository.labels, playbook);
  const adding = files.map((file): Step => ({ kind: "add-file", file }));
  return {
    steps: [...creating, ...board.steps, ...labels, ...adding],
    problems: [...board.problems, ...workflowProblems(project ?? FRESH)],
  };
}

function boardSteps(project: Pick<WholeProjectSeen, "cards" | "fields">, playbook: Playbook): SetUpPlan {
  const parts = Object.entries(playbook.fields).map(([key, spec]) =>
    key === "status" ? statusStep(project, { playbook, spec }) : fieldStep(project.fields, spec),
  );
  return {
    steps: parts.flatMap(({ steps }) => steps),
    problems: parts.flatMap(({ problems }) => problems),
  };
}

const DONE: SetUpPlan = { steps: [], problems: [] };

function statusStep(
  { cards, fields }: Pick<WholeProjectSeen, "cards" | "fields">,
  { playbook, spec }: { readonly playbook: Playbook; readonly spec: FieldSpec },
): SetUpPlan {
  const stages = playbook.stages.map(({ name, goal }) => ({ name, description: goal }));
  const field = named(fields, spec.name);
  if (field === undefined) return step({ kind: "create-field", field: newField(spec, stages) });
  if (field.dataType !== "SINGLE_SELECT") return wrongType(field, spec);
  const wanted = [...stages, ...playbook.ignore.map((name) => ({ name, description: "" }))];
  // Without a card nothing can be lost: GitHub's own columns of a new board give way to the stages.
  const kept = cards > 0 ? field.options : field.options.filter(({ name }) => hasName(wanted, name));
  return completed(field, { kept, wanted: cards > 0 ? stages : wanted });
}

function fieldStep(fields: readonly WholeField[], spec: FieldSpec): SetUpPlan {
  const wanted = spec.options.map((name) => ({ name, description: "" }));
  const field = named(fields, spec.name);
  if (field === undefined) return step({ kind: "create-field", field: newField(spec, wanted) });
  if (field.dataType !== DATA_TYPES[spec.type]) return wrongType(field, spec);
  return spec.type === "option" ? completed(field, { kept: field.options, wanted }) : DONE;
}

interface Named {
  readonly name: string;
  readonly description: string;
}

interface Completion {
  readonly kept: WholeField["options"];
  readonly wanted: readonly Named[];
}

/** The options that stay keep their ids and their order; each missing one comes after the one it follows in the playbook. */
function completed(field: WholeField, { kept, wanted }: Completion): SetUpPlan {
  const missing = wanted.filter(({ name }) => !hasName(kept, name));
  const dropped = field.options.filter((option) => !kept.includes(option)).map(({ name }) => name);
  if (missing.length === 0 && dropped.length === 0) return DONE;
  const options: WantedOption[] = [...kept];
  for (const [index, option] of wanted.entries()) {
    if (!missing.includes(option)) continue;
    const before = wanted[index - 1]?.name;
    const at = before === undefined ? 0 : options.findIndex(({ name }) => sameName(name, before)) + 1;
    options.splice(at, 0, { ...option, color: colour(index) });
  }
  return step({ kind: "replace-options", field, options, added: missing.map(({ name }) => name), dropped });
}

function newField({ name, type }: FieldSpec, options: readonly Named[]): NewField {
  return {
    name,
    dataType: DATA_TYPES[type],
    options: options.map((option, index) => ({ ...option, color: colour(index) })),
  };
}

const DATA_TYPES = { text: "TEXT", number: "NUMBER", date: "DATE", option: "SINGLE_SELECT" } as const;
const COLOURS = ["GRAY", "BLUE", "YELLOW", "ORANGE", "GREEN", "PURPLE", "PINK", "RED"] as const;

function colour(index: number): (typeof COLOURS)[number] {
  return COLOURS[index % COLOURS.length] ?? "GRAY";
}

function wrongType({ name, dataType }: WholeField, spec: FieldSpec): SetUpPlan {
  const problem = `The field “${name}” is of GitHub's type ${dataType}, and ${DATA_TYPES[spec.type]} is needed. No API can change a field's type: rename or delete it in the project's settings, then run init again.`;
  return { steps: [], problems: [problem] };
}

function labelSteps(present: readonly string[], { labels }: Playbook): readonly Step[] {
  const wanted = Object.entries(labels).filter(([, name]) => !present.some((label) => sameName(label, name)));
  return wanted.map(([key, name]) => ({
    kind: "create-label",
    label: { name, ...(LABELS[key] ?? { color: "ededed", description: "" }) },
  }));
}

const LABELS: Readonly<Record<string, Omit<NewLabel, "name">>> = {
  partner: { color: "1d76db", description: "A partner of the programme, kept by Stagekeeper" },
  p1: { color: "b60205", description: "Blocks a partner" },
  p2: { color: "fbca04", description: "Matters to a partner" },
};

/** GitHub's own automation would fight; no API can switch it off. */
function workflowProblems({ workflows }: Pick<WholeProjectSeen, "workflows">): readonly string[] {
  return workflows
    .filter((name) => FIGHTING.some((fighting) => sameName(fighting, name)))
    .map(
      (name) =>
        `The project's workflow “${name}” is on: it moves cards on its own. Switch it off under Workflows in the project's menu.`,
    );
}

/** Built-in workflows that write a Status. */
export const FIGHTING = [
  "Item closed",
  "Item reopened",
  "Item added to project",
  "Pull request merged",
  "Code changes requested",
  "Code review approved",
] as const;

function named<Thing extends { readonly name: string }>(
  things: readonly Thing[],
  name: string,
): Thing | undefined {
  return things.find((thing) => sameName(thing.name, name));
}

function hasName(things: readonly { readonly name: string }[], name: string): boolean {
  return named(things, name) !== undefined;
}

function step(one: Step): SetUpPlan {
  return { steps: [one], problems: [] };
}
