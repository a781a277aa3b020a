import type { StageId } from "../ids.ts";
import type { Playbook } from "../playbook/playbook.ts";
import { percent } from "./flow.ts";
import type { Cell, Table } from "./table.ts";
import type { Told } from "./told.ts";

const NOT_SAID = "Not said";

/** What became of the partners of each source, by the end of the month. */
export function sourceTable(told: readonly Told[], playbook: Playbook): Table {
  const said = told.map(({ line }) => line?.source ?? NOT_SAID);
  const known = playbook.fields["source"]?.options ?? [];
  const sources = [...new Set([...known, ...[...said].sort()])].filter(
    (source) => source !== NOT_SAID || said.includes(NOT_SAID),
  );
  return {
    key: "sources",
    title: "Conversion by source",
    columns: [
      { key: "source", title: "Source" },
      { key: "partners", title: "Partners" },
      { key: "became_active", title: "Became active" },
      { key: "left_before", title: "Left before" },
      { key: "conversion_percent", title: "Conversion %" },
    ],
    rows: sources.map((source) => [
      source,
      ...cellsOf(
        told.filter((_, at) => said[at] === source),
        playbook,
      ),
    ]),
    note: "Since the record began. Conversion: of those that became active or left before, the share that became active. The source is what the card says today.",
  };
}

function cellsOf(told: readonly Told[], playbook: Playbook): readonly Cell[] {
  const goal = activeStages(playbook);
  const active = told.filter(({ history }) => history.visits.some(({ stage }) => goal.includes(stage)));
  const left = told.filter((one) => one.history.exit !== null && !active.includes(one));
  return [told.length, active.length, left.length, percent(active.length, active.length + left.length)];
}

/** The stages whose partners are counted, else the last one; and all after the first of them. */
function activeStages({ capacity, stages }: Playbook): readonly StageId[] {
  const counted = capacity?.stages ?? stages.slice(-1).map(({ id }) => id);
  const first = stages.findIndex(({ id }) => counted.includes(id));
  return stages.slice(first).map(({ id }) => id);
}
