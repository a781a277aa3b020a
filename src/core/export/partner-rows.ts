import type { DashboardLine } from "../dashboard/line.ts";
import { recall } from "../history/recall.ts";
import type { History, Visit } from "../history/history.ts";
import type { Playbook } from "../playbook/playbook.ts";
import { nameOf } from "../report/happened.ts";
import type { RecordedPartner, RecordedProgramme } from "../report/recorded.ts";
import type { Instant } from "../time/time.ts";
import { count, since, text, type ExportTable } from "./table.ts";

type Row = ExportTable["rows"][number];

/** Everybody who ever was on record, as the record has them now. */
export function partnerTable(programme: RecordedProgramme): ExportTable {
  return {
    columns: PARTNER_COLUMNS,
    rows: programme.partners.map((partner) => rowOf(partner, programme)),
  };
}

/** What each column holds. Days are `YYYY-MM-DD` in the pipeline's zone, moments ISO 8601 in UTC. */
export const PARTNER_COLUMNS = {
  number: "number of the issue; empty for a draft",
  kind: "`partner`, `candidate` or `draft`",
  name: "organisation, else the issue's title",
  owner: "login of the first assignee",
  stage: "the stage on record, as the board names it",
  stage_since: "moment at which it entered that stage; empty when it stood there when the record began",
  on_record_since: "moment of its first entry in the journal",
  source: "field _Source_",
  reference_permission: "field _Reference permission_: names others may be told only when it is `Public`",
  health: "field _Health_",
  next_action: "field _Next action_",
  due_date: "field _Due date_, a day",
  next_sync: "day of the next sync",
  held_since: "moment at which its hold began; empty when it is not on hold",
  held_until: "moment at which its hold ends by itself",
  left_at: "moment at which it left the programme",
  left_because: "why, in the words of `/exit`",
  graduated_at: "moment at which it first entered the last stage",
  moves_refused: "how often a move was moved back",
  overrides: "how often a refused move was let through",
  reminders: "how many reminders were posted",
} as const;

function rowOf({ number, line, entries }: RecordedPartner, { playbook }: RecordedProgramme): Row {
  const history = recall(entries);
  return {
    number,
    ...(line === null ? {} : onCard(line)),
    stage: nameOf(playbook, history.stage),
    on_record_since: since(entries[0]?.at),
    ...stayOf(history, playbook),
    overrides: count(entries, "overridden"),
  };
}

function onCard(line: DashboardLine): Row {
  return {
    ...{ number: line.number, kind: line.kind, name: text(line.name), owner: line.owner },
    ...{ source: text(line.source), reference_permission: text(line.reference) },
    ...{ health: text(line.health?.value), next_action: text(line.nextAction) },
    ...{ due_date: line.dueDate, next_sync: line.nextSync },
  };
}

function stayOf({ hold, exit, visits, refusals, reminders }: History, { stages }: Playbook): Row {
  const graduated = visits.find(({ stage, adopted }) => stage === stages.at(-1)?.id && !adopted);
  return {
    stage_since: since(enteredAt(visits.at(-1))),
    ...{ held_since: since(hold?.since), held_until: since(hold?.until) },
    ...{ left_at: since(exit?.at), left_because: exit?.why ?? null },
    graduated_at: since(graduated?.enteredAt),
    ...{ moves_refused: refusals, reminders: reminders.length },
  };
}

function enteredAt(visit: Visit | undefined): Instant | null {
  return visit === undefined || visit.adopted || visit.leftAt !== null ? null : visit.enteredAt;
}
