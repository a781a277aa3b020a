import { stringify } from "csv-stringify/sync";

/**
 * Rows as CSV with a head line. What a spreadsheet would take for a formula begins with an apostrophe: other people
 * wrote these texts.
 */
export function toCsv(
  columns: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  return stringify(
    [...rows].map((row) => [...row]),
    {
      columns: [...columns],
      header: true,
      escape_formulas: true,
    },
  ).trimEnd();
}
