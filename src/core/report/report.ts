import type { Playbook } from "../playbook/playbook.ts";
import type { Instant } from "../time/time.ts";
import { dayOf } from "../time/zone.ts";
import { fixTable } from "./fixes.ts";
import { stageTable } from "./flow.ts";
import { exitTable, graduationTable, overrideTable } from "./happened.ts";
import { loadDuring } from "./load.ts";
import type { Month } from "./month.ts";
import type { RecordedProgramme } from "./recorded.ts";
import { refusedTable } from "./refused.ts";
import { sourceTable } from "./sources.ts";
import type { Table } from "./table.ts";
import { toldOf, type Told } from "./told.ts";

/** A month of a programme, for its leadership. */
export interface Report {
  readonly month: string;
  /** What the numbers cannot know, and what the names stand for. Sentences. */
  readonly notes: readonly string[];
  readonly tables: readonly Table[];
}

/** Every number is derived from the record; nothing is asked of GitHub. */
export function reportOn(
  programme: RecordedProgramme,
  month: Month,
  { anonymous }: { readonly anonymous: boolean },
): Report {
  const { playbook } = programme;
  const told = toldOf(programme, month, anonymous);
  const graduations = graduationTable(told, playbook);
  return {
    month: month.name,
    notes: notesOn(told, { playbook, month, anonymous }),
    tables: [
      glance(told, { playbook, month, graduations: graduations.rows.length }),
      sourceTable(told, playbook),
      stageTable(told, playbook, month),
      fixTable(told, playbook, month),
      graduations,
      exitTable(told, playbook),
      overrideTable(told, playbook, anonymous),
      refusedTable(told, programme, month),
    ],
  };
}

interface About {
  readonly playbook: Playbook;
  readonly month: Month;
}

function glance(
  told: readonly Told[],
  { playbook: { capacity }, month, graduations }: About & { readonly graduations: number },
): Table {
  const histories = told.map(({ history }) => history);
  const load = capacity === null ? null : loadDuring(histories, capacity.stages, month);
  const during = told.flatMap((one) => one.during);
  const count = (kind: string): number => during.filter((entry) => entry.kind === kind).length;
  return {
    ...{ key: "glance", title: "At a glance", note: null },
    columns: [
      { key: "item", title: "" },
      { key: "count", title: "This month" },
    ],
    rows: [
      ["In the programme at the end", histories.filter(({ exit }) => exit === null).length],
      ...(capacity === null || load === null
        ? []
        : [
            ["Active at the end", load.atEnd],
            ["Active at least", load.lowest],
            ["Active at most", load.highest],
            ["Active: target from", capacity.min],
            ["Active: target to", capacity.max],
          ]),
      ["New partners", count("appeared")],
      ["Graduations", graduations],
      ["Exits", count("exited")],
      ["Moves refused", count("refused")],
      ["Overrides", count("overridden")],
    ],
  };
}

function notesOn(
  told: readonly Told[],
  { playbook, month, anonymous }: About & { readonly anonymous: boolean },
): readonly string[] {
  const notes = month.running
    ? [`The month is not over: this is what was known by ${dayOf(month.to, playbook.timeZone)}.`]
    : [];
  return [...notes, ...notKnown(told, { playbook, month }), ...naming(told, anonymous)];
}

/** What happened before the record began is on no record. */
function notKnown(told: readonly Told[], { playbook, month }: About): readonly string[] {
  const first = told.flatMap(({ entries }) => entries.slice(0, 1).map(({ at }) => at));
  if (first.length === 0) return ["Nobody was on record."];
  const began = Math.min(...first) as Instant;
  const adopted = told.filter(({ history }) => history.visits.some((visit) => visit.adopted)).length;
  const since =
    began > month.from
      ? [`The record begins on ${dayOf(began, playbook.timeZone)}: what was before is not in these numbers.`]
      : [];
  if (adopted === 0) return since;
  const stood = adopted === 1 ? "1 partner stood" : `${String(adopted)} partners stood`;
  return [
    ...since,
    `${stood} on the board already when the record began: since when is not known, so those days do not count.`,
  ];
}

function naming(told: readonly Told[], anonymous: boolean): readonly string[] {
  if (anonymous) return ["Partners bear numbers, which are theirs in this report only."];
  const unnamed = told.some(({ name }) => /^Partner \d+$/.test(name));
  return unnamed ? ["A number stands for each partner whose card does not permit to be named (Public)."] : [];
}
