import type { Login, StageId } from "../ids.ts";
import { parseDay } from "../time/instant.ts";
import type { Day } from "../time/time.ts";
import { buildCadences, spanOf } from "./build-cadences.ts";
import { buildGate } from "./build-criterion.ts";
import type { Draft, DraftChecklist, DraftStage, FieldFile } from "./draft.ts";
import type { Checklist, FieldSpec, Override, Playbook, Stage } from "./playbook.ts";
import { WEEKDAYS } from "./schema.ts";

const WORKING_WEEK = WEEKDAYS.slice(0, 5);

/** The playbook that a draft without faults describes. What it leaves out has its default. */
export function buildPlaybook(draft: Draft): Playbook {
  const { file, labels } = draft;
  return {
    mode: file.mode ?? "enforce",
    project: file.project ?? 0,
    ...buildCalendar(draft),
    labels: { partner: "partner", ...Object.fromEntries(labels) },
    fields: buildFields(draft),
    ...buildPeople(draft),
    auto: file.auto ?? "people",
    backward: file.backward ?? "allow",
    ignore: file.ignore ?? [],
    ladder: buildLadder(draft),
    stages: draft.stages.map((stage) => buildStage(stage, draft)),
    sync: buildSync(draft),
    cadences: buildCadences(file.cadences ?? {}),
    capacity: buildCapacity(draft),
  };
}

function buildCalendar({
  file,
}: Draft): Pick<Playbook, "timeZone" | "workingDays" | "holidays" | "pauses" | "reminderHour"> {
  return {
    timeZone: file.timezone ?? "UTC",
    workingDays: (file.workingDays ?? WORKING_WEEK).map((name) => WEEKDAYS.indexOf(name) + 1),
    holidays: (file.holidays ?? []).flatMap(days),
    pauses: (file.pauses ?? []).flatMap((pause) => {
      const [from, to] = pause.split("..").flatMap(days);
      return from === undefined || to === undefined ? [] : [{ from, to }];
    }),
    reminderHour: file.reminderHour ?? 9,
  };
}

function buildPeople({ file }: Draft): Pick<Playbook, "lead" | "away" | "override"> {
  return {
    lead: file.lead === null || file.lead === undefined ? null : asLogin(file.lead),
    away: (file.away ?? []).flatMap(({ login, until, cover }) =>
      days(until).map((day) => ({ login: asLogin(login), until: day, cover: asLogin(cover) })),
    ),
    override: buildOverride(file.override ?? {}),
  };
}

function buildOverride({ logins, team, maintainers }: NonNullable<Draft["file"]["override"]>): Override {
  return {
    logins: (logins ?? []).map(asLogin),
    team: team ?? null,
    maintainers: maintainers ?? true,
  };
}

function buildFields({ fields, stages }: Draft): Readonly<Record<string, FieldSpec>> {
  const status: FieldSpec = {
    name: fields.get("status")?.name ?? "Status",
    type: "option",
    options: stages.map(nameOf),
  };
  const others = [...fields].filter(([key]) => key !== "status");
  return { status, ...Object.fromEntries(others.map(([key, field]) => [key, buildField(key, field)])) };
}

function buildField(key: string, { name, type, options }: FieldFile): FieldSpec {
  return { name: name ?? key, type: type ?? "text", options: options ?? [] };
}

function buildLadder({ file: { ladder } }: Draft): Playbook["ladder"] {
  if (ladder?.field === undefined || ladder.levels === undefined) return null;
  return { field: ladder.field, levels: ladder.levels };
}

function buildCapacity({ file: { capacity } }: Draft): Playbook["capacity"] {
  if (capacity?.stages === undefined || capacity.max === undefined) return null;
  return { stages: capacity.stages.map(asStage), min: capacity.min ?? 0, max: capacity.max };
}

function buildSync({ file: { sync } }: Draft): Playbook["sync"] {
  if (sync?.stages === undefined) return null;
  return { stages: sync.stages.map(asStage), repository: sync.repository ?? null };
}

function buildStage(stage: DraftStage, draft: Draft): Stage {
  const { id, file, checklists } = stage;
  const { subject, body } = file.template ?? {};
  return {
    id: asStage(id),
    name: nameOf(stage),
    goal: file.goal ?? "",
    gate: buildGate(stage, draft),
    checklists: checklists.map(buildChecklist),
    notes: file.notes ?? null,
    internalNotes: file.internalNotes ?? null,
    template: subject === undefined || body === undefined ? null : { subject, body },
    stalled: spanOf(file.stalled),
    moveOn: file.moveOn ?? "auto",
  };
}

function buildChecklist({ id, file, items }: DraftChecklist): Checklist {
  return {
    id,
    title: file.title ?? id,
    internal: file.internal ?? false,
    disqualifies: file.disqualifies ?? false,
    items: items.map(({ id: item, text, level, permission, optional }) => ({
      ...{ id: item, text: text ?? item },
      ...{ level, permission, optional },
    })),
  };
}

function nameOf({ id, file }: DraftStage): string {
  return file.name ?? id;
}

function days(text: string): readonly Day[] {
  const day = parseDay(text);
  return day === null ? [] : [day];
}

function asLogin(text: string): Login {
  return text as Login;
}

function asStage(id: string): StageId {
  return id as StageId;
}
