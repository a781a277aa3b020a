import type { DashboardLine } from "../../../src/core/dashboard/line.ts";
import type { Entry, EntryFact } from "../../../src/core/history/entry.ts";
import type { RecordedPartner, RecordedProgramme } from "../../../src/core/report/recorded.ts";
import { aBoard, aPlaybook, at, stage } from "../../support/situation.ts";
import { aLine } from "../dashboard/a-line.ts";

/** An entry at noon of a day. */
export function on(day: string, fact: EntryFact): Entry {
  return { at: at(`${day}T12:00:00Z`), ...fact };
}

/** Enters a stage on a day. */
export function entered(day: string, id: string): Entry {
  return on(day, { kind: "entered", stage: stage(id), from: null, by: null, via: "move" });
}

/** Comes on record in the first stage. */
export function appeared(day: string): Entry {
  return on(day, { kind: "appeared", stage: stage("identification") });
}

export function aRecorded(
  entries: readonly Entry[],
  changes: Partial<Omit<DashboardLine, "stage">> = {},
): RecordedPartner {
  return { number: changes.number ?? 12, line: aLine(changes), entries };
}

export function aRecord(...partners: readonly RecordedPartner[]): RecordedProgramme {
  return { playbook: aPlaybook("timezone: Europe/Berlin\n"), board: aBoard(), partners };
}
