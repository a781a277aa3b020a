import type { Report } from "../report/report.ts";
import type { Cell, Table } from "../report/table.ts";
import { plain } from "../text/plain.ts";

const NONE = "–";

/** The report as Markdown that may be pasted anywhere: no name in it mentions or links. */
export function renderReport({ month, notes, tables }: Report): string {
  return [
    `# Partner programme: ${month}`,
    ...(notes.length === 0 ? [] : [notes.map((note) => `- ${note}`).join("\n")]),
    ...tables.flatMap(render),
  ].join("\n\n");
}

function render({ title, columns, rows, note }: Table): readonly string[] {
  const heading = `## ${plain(title)}`;
  if (rows.length === 0) return [heading, "None."];
  const table = [
    line(columns.map((column) => column.title)),
    line(columns.map((_, at) => (typeof rows[0]?.[at] === "number" ? "---:" : "---"))),
    ...rows.map((row) => line(row.map(cell))),
  ].join("\n");
  return [heading, table, ...(note === null ? [] : [note])];
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function cell(value: Cell): string {
  if (value === null) return NONE;
  return typeof value === "number" ? String(value) : plain(value);
}
