import type { RecordedPartner, RecordedProgramme } from "../report/recorded.ts";
import { filtered, since, type ExportTable, type Json } from "./table.ts";

/** Everything that ever went on record, partner by partner, oldest first. */
export function journalTable({ partners }: RecordedProgramme): ExportTable {
  return { columns: JOURNAL_COLUMNS, rows: partners.flatMap(rowsOf) };
}

/** What each column holds. */
export const JOURNAL_COLUMNS = {
  number: "number of the issue; empty for a draft",
  at: "the moment, ISO 8601 in UTC",
  kind: "what happened: `entered`, `refused`, `overridden`, `reminded`, `exited`, …",
  stage: "key of the stage that it is about, in the playbook",
  by: "login of who did it",
  details: "everything else, as a JSON object; moments in it are milliseconds since 1970",
} as const;

function rowsOf({ number, line, entries }: RecordedPartner): ExportTable["rows"] {
  return entries.map((entry) => {
    const { at, kind, ...facts } = entry;
    const { stage, target, by, ...details } = facts as Readonly<Record<string, Json>>;
    const about = { number: line?.number ?? number, at: since(at), kind };
    return { ...about, stage: stage ?? target ?? null, by: loginOf(by), details: filtered(details) };
  });
}

function loginOf(by: Json | undefined): string | null {
  if (typeof by === "string") return by;
  const login = typeof by === "object" && by !== null && "login" in by ? by["login"] : null;
  return typeof login === "string" ? login : null;
}
