import { monthOf } from "../../core/report/month.ts";
import { reportOn, type Report } from "../../core/report/report.ts";
import type { RecordedProgramme } from "../../core/report/recorded.ts";
import { withoutEmails } from "../../core/text/emails.ts";
import type { Instant } from "../../core/time/time.ts";
import { renderReport } from "../../core/words/report.ts";
import { CommandError } from "../console.ts";
import { toCsv } from "../csv.ts";

export const REPORT_FORMATS = ["markdown", "csv"] as const;

export interface ReportRequest {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly format: (typeof REPORT_FORMATS)[number];
  readonly anonymous: boolean;
  readonly now: Instant;
}

/** The month as text. Throws `CommandError` for one that has not begun. */
export function report(programme: RecordedProgramme, request: ReportRequest): string {
  const month = monthOf(request.month, programme.playbook.timeZone, request.now);
  if (month === null) throw new CommandError(`${request.month} has not begun.`);
  const found = reportOn(programme, month, request);
  return request.format === "csv" ? csvOf(found) : renderReport(found);
}

/** One line for each number or word of the report. */
function csvOf({ month, tables }: Report): string {
  const rows = tables.flatMap(({ key, columns, rows: all }) =>
    all.flatMap(([item = "", ...cells], at) =>
      cells.map((cell, index) => {
        const measure = columns[index + 1]?.key ?? "";
        return [month, key, at + 1, safe(item), measure, safe(cell)];
      }),
    ),
  );
  return toCsv(["month", "section", "row", "item", "measure", "value"], rows);
}

function safe(cell: string | number | null): string | number | null {
  return typeof cell === "string" ? withoutEmails(cell) : cell;
}
