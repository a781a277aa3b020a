import type { OptionId } from "../ids.ts";
import type { Board, BoardField, BoardStage } from "./board.ts";
import type { BoardNotice } from "./board-notice.ts";
import type { Playbook, Stage } from "./playbook.ts";
import { sameName } from "./project-seen.ts";

type Option = BoardField["options"][number];

interface Columns {
  readonly stages: readonly BoardStage[];
  readonly ignored: readonly OptionId[];
  readonly notices: readonly BoardNotice[];
  /** Stages without a column: nothing can be judged until they are back. */
  readonly problems: readonly string[];
}

/** Finds the column of every stage: by its option's id once seen, by the stage's name at first sight. */
export function resolveColumns(status: BoardField, playbook: Playbook, previous: Board | null): Columns {
  const kept = keptStages(status, playbook, previous);
  const taken = new Set(kept.map(({ option }) => option));
  const found = playbook.stages.map((stage) => {
    const known = kept.find((column) => column.stage === stage.id);
    return known ?? columnNamed(stage, { status, taken, previous });
  });
  const stages = found.filter((column) => column !== null);
  const ignored = ignoredColumns(status, playbook, { stages, previous });
  return {
    stages,
    ignored,
    notices: [
      ...stages.flatMap((column) => changeOf(column, previous)),
      ...unknownIgnored(status, playbook, ignored),
      ...foreignColumns(status, [...stages.map(({ option }) => option), ...ignored], previous),
    ],
    problems: playbook.stages.flatMap((stage, index) =>
      found[index] === null ? [lacking(stage, status, previous)] : [],
    ),
  };
}

/** Columns that were some stage's before, whatever they are called today. */
function keptStages(status: BoardField, playbook: Playbook, previous: Board | null): readonly BoardStage[] {
  return (previous?.stages ?? []).flatMap(({ stage, option }) => {
    const today = status.options.find(({ id }) => id === option);
    const wanted = playbook.stages.some(({ id }) => id === stage);
    return today === undefined || !wanted ? [] : [{ stage, option, name: today.name }];
  });
}

interface Search {
  readonly status: BoardField;
  readonly taken: ReadonlySet<OptionId>;
  readonly previous: Board | null;
}

/** A column by the stage's name, or by the one it had before its option was replaced. */
function columnNamed(stage: Stage, { status, taken, previous }: Search): BoardStage | null {
  const before = previous?.stages.find((column) => column.stage === stage.id)?.name ?? stage.name;
  const free = status.options.filter(({ id }) => !taken.has(id));
  const option = optionNamed(free, stage.name) ?? optionNamed(free, before);
  return option === undefined ? null : { stage: stage.id, option: option.id, name: option.name };
}

function optionNamed(options: readonly Option[], name: string): Option | undefined {
  return (
    options.find((option) => option.name === name) ?? options.find((option) => sameName(option.name, name))
  );
}

function lacking({ id, name }: Stage, status: BoardField, previous: Board | null): string {
  const before = previous?.stages.find((column) => column.stage === id);
  const columns = status.options.map((option) => `“${option.name}”`).join(", ") || "none";
  return before === undefined
    ? `The board has no column “${name}” for the stage “${id}”. It has: ${columns}.`
    : `The column “${before.name}” of the stage “${id}” is gone from the board. It has: ${columns}.`;
}

function changeOf({ stage, option, name }: BoardStage, previous: Board | null): readonly BoardNotice[] {
  const before = previous?.stages.find((column) => column.stage === stage);
  if (before === undefined) return [];
  if (before.option !== option) {
    return [
      {
        kind: "replaced",
        key: `replaced/${stage}/${option}`,
        message: `The column of the stage “${stage}” was replaced by another called “${name}”. Its cards may have lost their Status.`,
      },
    ];
  }
  if (before.name === name) return [];
  return [
    {
      kind: "renamed",
      key: `renamed/${stage}/${name}`,
      message: `The column “${before.name}” is now called “${name}”. It stays the stage “${stage}”.`,
    },
  ];
}

interface Seen {
  readonly stages: readonly BoardStage[];
  readonly previous: Board | null;
}

/** Ignored columns by name. One that was renamed stays ignored as long as its old name is on the list. */
function ignoredColumns(
  status: BoardField,
  { ignore }: Playbook,
  { stages, previous }: Seen,
): readonly OptionId[] {
  const free = status.options.filter(({ id }) => !stages.some(({ option }) => option === id));
  const named = ignore.map((name) => optionNamed(free, name)?.id);
  const byName = named.filter((id) => id !== undefined);
  if (byName.length === ignore.length) return byName;
  const renamed = (previous?.ignored ?? []).filter(
    (id) => !byName.includes(id) && free.some((option) => option.id === id),
  );
  return [...byName, ...renamed.slice(0, ignore.length - byName.length)];
}

function unknownIgnored(
  status: BoardField,
  { ignore }: Playbook,
  ignored: readonly OptionId[],
): readonly BoardNotice[] {
  if (ignored.length === ignore.length) return [];
  return ignore
    .filter((name) => optionNamed(status.options, name) === undefined)
    .map((name) => ({
      kind: "missing-column",
      key: `missing-column/${name}`,
      message: `The column “${name}” that the playbook ignores is not on the board.`,
    }));
}

/** Columns that are new to us and belong to nobody: cards do not stay there. */
function foreignColumns(
  status: BoardField,
  known: readonly OptionId[],
  previous: Board | null,
): readonly BoardNotice[] {
  const before = previous?.fields["status"]?.options.map(({ id }) => id) ?? [];
  return status.options
    .filter(({ id }) => !known.includes(id) && !before.includes(id))
    .map(({ id, name }) => ({
      kind: "foreign-column",
      key: `foreign-column/${id}`,
      message: `The column “${name}” is no stage of the playbook: a card moved there is moved back. To leave its cards alone, list it under “ignore”.`,
    }));
}
