import type { CriterionFile } from "./criterion-schema.ts";
import type { Fault, Path } from "./problems.ts";
import type { PlaybookFile } from "./schema.ts";

export type StageFile = NonNullable<NonNullable<PlaybookFile["stages"]>[string]>;
export type ChecklistFile = NonNullable<NonNullable<StageFile["checklists"]>[string]>;
export type FieldFile = Exclude<NonNullable<NonNullable<PlaybookFile["fields"]>[string]>, string>;

/** A playbook file merged with what it extends, its stages in order, ready to be checked. */
export interface Draft {
  readonly file: PlaybookFile;
  readonly stages: readonly DraftStage[];
  readonly fields: ReadonlyMap<string, FieldFile>;
  readonly labels: ReadonlyMap<string, string>;
  /** Stages whose place in the order could not be found. */
  readonly misplaced: readonly Fault[];
}

export interface DraftStage {
  readonly id: string;
  readonly path: Path;
  readonly file: StageFile;
  readonly gate: readonly CriterionFile[];
  readonly checklists: readonly DraftChecklist[];
}

export interface DraftChecklist {
  readonly id: string;
  readonly path: Path;
  readonly file: ChecklistFile;
  readonly items: readonly DraftItem[];
}

export interface DraftItem {
  readonly id: string;
  readonly path: Path;
  readonly text: string | null;
  readonly level: string | null;
  readonly permission: string | null;
  readonly optional: boolean;
}

/** The merged file as a draft. `known` are the stages of the extended playbook, which have their place already. */
export function draft(file: PlaybookFile, known: ReadonlySet<string>): Draft {
  const stages = entries(file.stages).map(([id, stage]) => draftStage(id, stage));
  const { order, misplaced } = orderStages(stages, known);
  return {
    file,
    stages: order,
    fields: new Map(
      entries(file.fields).map(([key, field]) => [key, typeof field === "string" ? { name: field } : field]),
    ),
    labels: new Map(entries(file.labels)),
    misplaced,
  };
}

/** The checklist of that id in any stage, with its stage. */
export function findChecklist(
  { stages }: Draft,
  id: string,
): { readonly stage: DraftStage; readonly checklist: DraftChecklist } | null {
  for (const stage of stages) {
    const checklist = stage.checklists.find((candidate) => candidate.id === id);
    if (checklist !== undefined) return { stage, checklist };
  }
  return null;
}

function draftStage(id: string, file: StageFile): DraftStage {
  const path = ["stages", id];
  return {
    id,
    path,
    file,
    gate: file.gate ?? [],
    checklists: entries(file.checklists).map(([key, checklist]) =>
      draftChecklist([...path, "checklists", key], checklist),
    ),
  };
}

function draftChecklist(path: Path, file: ChecklistFile): DraftChecklist {
  const items = entries(file.items).map(([id, item]): DraftItem => {
    const spelt: Exclude<typeof item, string> = typeof item === "string" ? { text: item } : item;
    const { text = null, level = null, permission = null, optional = false } = spelt;
    return { id, path: [...path, "items", id], text, level, permission, optional };
  });
  return { id: String(path.at(-1)), path, file, items };
}

interface Order {
  readonly order: readonly DraftStage[];
  readonly misplaced: readonly Fault[];
}

/** Puts stages that say `after` or `before` in their place, those first whose anchor stands already. */
function orderStages(stages: readonly DraftStage[], known: ReadonlySet<string>): Order {
  const order = stages.filter(({ file }) => anchorOf(file) === null);
  let waiting = stages.filter(({ file }) => anchorOf(file) !== null);
  for (let placed = true; placed && waiting.length > 0;) {
    const left = waiting.filter((stage) => !insert(order, stage));
    placed = left.length < waiting.length;
    waiting = left;
  }
  const misplaced = [
    ...waiting.map(({ path, file }) => ({
      path: [...path, file.after === undefined ? "before" : "after"],
      message: `There is no stage “${anchorOf(file) ?? ""}” to stand beside.`,
    })),
    ...order.filter(({ id, file }) => lacksPlace(file) && known.size > 0 && !known.has(id)).map(unplaced),
    ...stages.filter(({ file }) => file.after !== undefined && file.before !== undefined).map(placedTwice),
  ];
  return { order: [...order, ...waiting], misplaced };
}

function insert(order: DraftStage[], stage: DraftStage): boolean {
  const index = order.findIndex(({ id }) => id === anchorOf(stage.file));
  if (index === -1) return false;
  order.splice(stage.file.after === undefined ? index : index + 1, 0, stage);
  return true;
}

function anchorOf({ after, before }: StageFile): string | null {
  return after ?? before ?? null;
}

function lacksPlace(file: StageFile): boolean {
  return anchorOf(file) === null;
}

function unplaced({ path }: DraftStage): Fault {
  return {
    path,
    message: "A new stage needs its place: add “after:” or “before:” with the id of another stage.",
  };
}

function placedTwice({ path }: DraftStage): Fault {
  return { path: [...path, "before"], message: "Either “after” or “before”, not both." };
}

function entries<Value>(
  map: Readonly<Record<string, Value>> | null | undefined,
): (readonly [string, NonNullable<Value>])[] {
  return Object.entries(map ?? {}).flatMap(([key, value]) =>
    value === null || value === undefined ? [] : [[key, value] as const],
  );
}
