import type { Entry } from "../history/entry.ts";
import type { StageId } from "../ids.ts";
import type { Playbook } from "../playbook/playbook.ts";
import { optionalStage } from "../playbook/stages.ts";
import { dayOf } from "../time/zone.ts";
import type { Cell, Table } from "./table.ts";
import type { Told } from "./told.ts";

type Of<Kind extends Entry["kind"]> = Extract<Entry, { readonly kind: Kind }>;

/** Who entered the last stage. */
export function graduationTable(told: readonly Told[], playbook: Playbook): Table {
  const last = playbook.stages.at(-1)?.id;
  return eventTable(told, playbook, {
    ...{ key: "graduations", title: `Reached ${nameOf(playbook, last ?? null)}`, columns: [] },
    kind: "entered",
    cells: (entry) => (entry.stage === last ? [] : null),
  });
}

/** Who left, and why. */
export function exitTable(told: readonly Told[], playbook: Playbook): Table {
  return eventTable(told, playbook, {
    ...{ key: "exits", title: "Left the programme" },
    columns: [{ key: "reason", title: "Reason" }],
    kind: "exited",
    cells: ({ why }) => [why],
  });
}

/** Refused moves that somebody let through. What they wrote is not in a report: it may name the partner. */
export function overrideTable(told: readonly Told[], playbook: Playbook, anonymous: boolean): Table {
  return eventTable(told, playbook, {
    ...{ key: "overrides", title: "Let through by override" },
    columns: [{ key: "stage", title: "Into" }, ...(anonymous ? [] : [{ key: "by", title: "By" }])],
    kind: "overridden",
    cells: ({ target, by }) => [nameOf(playbook, target), ...(anonymous ? [] : [by])],
  });
}

interface Listing<Kind extends Entry["kind"]> extends Pick<Table, "key" | "title" | "columns"> {
  readonly kind: Kind;
  /** Null: not this one. */
  readonly cells: (entry: Of<Kind>) => readonly Cell[] | null;
}

function eventTable<Kind extends Entry["kind"]>(
  told: readonly Told[],
  { timeZone }: Playbook,
  { key, title, columns, kind, cells }: Listing<Kind>,
): Table {
  const isOf = (entry: Entry): entry is Of<Kind> => entry.kind === kind;
  const found = told.flatMap(({ name, during }) =>
    during.filter(isOf).flatMap((entry) => {
      const more = cells(entry);
      return more === null ? [] : [{ at: entry.at, row: [name, dayOf(entry.at, timeZone), ...more] }];
    }),
  );
  return {
    ...{ key, title, note: null },
    columns: [{ key: "partner", title: "Partner" }, { key: "day", title: "Day" }, ...columns],
    rows: found.sort((a, b) => a.at - b.at).map(({ row }) => row),
  };
}

/** As the board names it. */
export function nameOf(playbook: Playbook, stage: StageId | null): string {
  return optionalStage(playbook, stage)?.name ?? stage ?? "";
}
