import { journalTable } from "../../core/export/journal-rows.ts";
import { partnerTable } from "../../core/export/partner-rows.ts";
import type { ExportTable, Json } from "../../core/export/table.ts";
import type { RecordedProgramme } from "../../core/report/recorded.ts";
import { toCsv } from "../csv.ts";

export const EXPORT_FORMATS = ["csv", "jsonl"] as const;
export const EXPORT_TABLES = ["partners", "journal"] as const;

export interface ExportRequest {
  readonly what: (typeof EXPORT_TABLES)[number];
  readonly format: (typeof EXPORT_FORMATS)[number];
}

/** The record as text for other programs: CSV with a head line, or one JSON object a line. */
export function exportRecord(programme: RecordedProgramme, { what, format }: ExportRequest): string {
  const table = what === "partners" ? partnerTable(programme) : journalTable(programme);
  return format === "csv" ? csvOf(table) : table.rows.map((row) => JSON.stringify(row)).join("\n");
}

function csvOf({ columns, rows }: ExportTable): string {
  const names = Object.keys(columns);
  return toCsv(
    names,
    rows.map((row) => names.map((name) => cellOf(row[name] ?? null))),
  );
}

function cellOf(value: Json): string | number | null {
  return typeof value === "string" || typeof value === "number" || value === null
    ? value
    : JSON.stringify(value);
}
