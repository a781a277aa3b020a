import { FIXES, type Fix } from "../metrics/measures.ts";
import type { Playbook } from "../playbook/playbook.ts";
import { rounded } from "./flow.ts";
import { isWithin, type Month } from "./month.ts";
import type { Cell, Table } from "./table.ts";
import type { Told } from "./told.ts";

const DAY = 24 * 60 * 60_000;

/** How long feedback took to be fixed, against what the programme promises. */
export function fixTable(told: readonly Told[], playbook: Playbook, month: Month): Table {
  const all = told.flatMap(({ line }) => line?.fixes ?? []);
  return {
    key: "fixes",
    title: "From feedback to fix",
    columns: [
      { key: "label", title: "Label" },
      { key: "fixed", title: "Fixed" },
      { key: "mean_days", title: "Mean days" },
      { key: "target_days", title: "Target: under" },
      { key: "fixed_late", title: "Fixed late" },
      { key: "open", title: "Open at the end" },
      { key: "open_late", title: "Of these late" },
    ],
    rows: FIXES.map(({ key, weeks }) => [
      playbook.labels[key] ?? key.toUpperCase(),
      ...cellsOf(
        all.filter((fix) => fix.key === key),
        weeks * 7,
        month,
      ),
    ]),
    note: "From the day on which the label was set, for issues that are linked to a partner today.",
  };
}

function cellsOf(fixes: readonly Fix[], target: number, month: Month): readonly Cell[] {
  const took = fixes.flatMap(({ since, fixedAt }) =>
    fixedAt !== null && isWithin(month, fixedAt) ? (fixedAt - since) / DAY : [],
  );
  const open = fixes.filter(
    ({ since, fixedAt, open: still }) =>
      since < month.to && (still || (fixedAt !== null && fixedAt >= month.to)),
  );
  const late = open.filter(({ since }) => (month.to - since) / DAY > target);
  const mean = took.length === 0 ? null : took.reduce((a, b) => a + b, 0) / took.length;
  const slow = took.filter((days) => days >= target).length;
  return [took.length, rounded(mean), target, slow, open.length, late.length];
}
