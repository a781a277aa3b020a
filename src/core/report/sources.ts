import { sourceFlows, type SourceFlow } from "../dashboard/sources.ts";
import type { Playbook } from "../playbook/playbook.ts";
import { percent } from "./flow.ts";
import type { Cell, Table } from "./table.ts";
import type { Told } from "./told.ts";

/** What became of the partners of each source, by the end of the month. */
export function sourceTable(told: readonly Told[], playbook: Playbook): Table {
  const origins = told.map(({ line, history: { visits, exit } }) => ({
    ...{ source: line?.source ?? null, visits, left: exit !== null },
  }));
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
    rows: sourceFlows(origins, playbook).map(cellsOf),
    note: "Since the record began. Conversion: of those that became active or left before, the share that became active. The source is what the card says today.",
  };
}

function cellsOf({ source, partners, becameActive, leftBefore }: SourceFlow): readonly Cell[] {
  const share = percent(becameActive, becameActive + leftBefore);
  return [source ?? "Not said", partners, becameActive, leftBefore, share];
}
