import { decideGate } from "../gate/decide-gate.ts";
import type { PartnerId } from "../ids.ts";
import type { Instant } from "../time/time.ts";
import { dayOf } from "../time/zone.ts";
import type { Month } from "./month.ts";
import type { RecordedProgramme } from "./recorded.ts";
import type { Table } from "./table.ts";
import type { Told } from "./told.ts";

/** What closed a move that is no criterion of a gate. */
const OTHERS: Readonly<Record<string, string>> = {
  held: "On hold",
  exited: "Had left the programme",
  draft: "A draft, not an issue",
  "no-way-back": "Backward moves are not allowed",
  "no-stage": "No stage of the programme",
};

/** What moves were refused for, and how often people let them through all the same: a gate that may be wrong. */
export function refusedTable(told: readonly Told[], programme: RecordedProgramme, month: Month): Table {
  const refused = told.flatMap(({ during }) =>
    during.flatMap((entry) => (entry.kind === "refused" ? entry.missing : [])),
  );
  const overridden = told.flatMap((one) => overriddenIn(one));
  const titles = titlesOf(programme, month.to);
  const keys = [...new Set([...refused, ...overridden])];
  const rows = keys.map((key) => ({
    title: OTHERS[key] ?? titles.get(key) ?? key,
    refused: countOf(refused, key),
    overridden: countOf(overridden, key),
  }));
  return {
    key: "refusals",
    title: "What moves were refused for",
    columns: [
      { key: "criterion", title: "Missing" },
      { key: "refused", title: "Refused" },
      { key: "overridden", title: "Overridden" },
    ],
    rows: rows
      .sort((a, b) => b.overridden - a.overridden || b.refused - a.refused)
      .map((row) => [row.title, row.refused, row.overridden]),
    note: "A criterion that people keep overriding may ask for the wrong thing.",
  };
}

/** What was missing when the refusals that were let through this month were made, or told of last. */
function overriddenIn({ entries, during }: Told): readonly string[] {
  return during.flatMap((entry) => {
    if (entry.kind !== "overridden") return [];
    const before = entries.slice(0, entries.indexOf(entry));
    const last = before.findLast(
      (one) => (one.kind === "refused" || one.kind === "progress") && one.target === entry.target,
    );
    return last?.kind === "refused" || last?.kind === "progress" ? last.missing : [];
  });
}

function countOf(keys: readonly string[], key: string): number {
  return keys.filter((one) => one === key).length;
}

/** Every criterion in words: its finding for a partner of whom nothing is known says them. */
function titlesOf({ playbook, board }: RecordedProgramme, now: Instant): ReadonlyMap<string, string> {
  const last = playbook.stages.at(-1);
  if (board === null || last === undefined) return new Map();
  const evidence = {
    ...{ self: "" as PartnerId, partner: { card: null, issue: null, rights: {} }, replied: false },
    ticks: { isTicked: () => ({ ticked: false, place: "nowhere" }) as const },
    ...{ others: [], playbook, board, now, movedAt: now, today: dayOf(now, playbook.timeZone) },
  };
  const titles = playbook.stages.flatMap(({ id }, index) => {
    const before = playbook.stages[index - 1]?.id ?? null;
    return decideGate(evidence, before, id).findings.map(({ key, title }): [string, string] => [key, title]);
  });
  return new Map(titles);
}
