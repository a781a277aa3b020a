import { blank, recall, remember } from "../../src/core/history/recall.ts";
import type { Entry, EntryFact } from "../../src/core/history/entry.ts";
import type { History } from "../../src/core/history/history.ts";
import type {
  CardId,
  CommentId,
  FieldId,
  InstallationId,
  IssueId,
  Login,
  OptionId,
  PartnerId,
  ProjectId,
  StageId,
} from "../../src/core/ids.ts";
import type { Card, Comment, FieldValue, Issue, Partner, Rights } from "../../src/core/partner/partner.ts";
import type { Board } from "../../src/core/playbook/board.ts";
import { parsePlaybook } from "../../src/core/playbook/parse.ts";
import type { Playbook } from "../../src/core/playbook/playbook.ts";
import type { OtherPartner, Situation } from "../../src/core/situation.ts";
import type { Day, Instant } from "../../src/core/time/time.ts";

/** A moment, from ISO text with its offset. */
export function at(iso: string): Instant {
  return Date.parse(iso) as Instant;
}

/** A Tuesday morning, on which nothing special happens. */
export const now = at("2026-11-24T09:00:00Z");
export const minutes = (count: number): number => count * 60_000;
export const days = (count: number): number => count * 24 * 60 * 60_000;
export const after = (moment: Instant, ms: number): Instant => (moment + ms) as Instant;
export const stage = (id: string): StageId => id as StageId;
/** The option id of a stage's column in `aBoard`. */
export const column = (id: string): OptionId => `option-${id}` as OptionId;
export const login = (name: string): Login => name as Login;
export const text = (value: string): FieldValue => ({ kind: "text", text: value, updatedAt: now });
export const option = (name: string): FieldValue => ({ kind: "option", name, updatedAt: now });
export const date = (day: string): FieldValue => ({ kind: "date", day: day as Day, updatedAt: now });

const parsedBefore = new Map<string, Playbook>();

/** The playbook of this text, on top of the built-in one. */
export function aPlaybook(extra = ""): Playbook {
  const known = parsedBefore.get(extra) ?? parsed(extra);
  parsedBefore.set(extra, known);
  return known;
}

function parsed(extra: string): Playbook {
  const read = parsePlaybook(`extends: design-partner\nproject: 7\n${extra}`);
  if (read.kind === "problems") throw new Error(JSON.stringify(read.problems));
  return read.playbook;
}

/** A board that has every column and field of the playbook, and a column "Parked" that is no stage. */
export function aBoard(playbook = aPlaybook()): Board {
  return {
    project: "PVT_1" as ProjectId,
    number: playbook.project,
    title: "Partners",
    url: "https://github.com/orgs/northwind/projects/7",
    closed: false,
    fields: Object.fromEntries(
      Object.entries(playbook.fields).map(([key, { type, options }]) => [
        key,
        {
          id: `field-${key}` as FieldId,
          type,
          options: options.map((name) => ({ id: `${key}-${name}` as OptionId, name })),
        },
      ]),
    ),
    stages: playbook.stages.map(({ id, name }) => ({ stage: id, option: column(id), name })),
    ignored: playbook.ignore.map((name) => `option-${name}` as OptionId),
  };
}

interface CardChanges extends Partial<Omit<Card, "status">> {
  /** Stage whose column the card stands in, or null. */
  readonly stage?: string | null;
  readonly movedAt?: Instant;
}

export function aCard({ stage: id = "identification", movedAt = now, ...rest }: CardChanges = {}): Card {
  const name = aPlaybook().stages.find((candidate) => candidate.id === id)?.name ?? String(id);
  return {
    id: "PVTI_1" as CardId,
    content: "issue",
    title: "Acme",
    archived: false,
    updatedAt: movedAt,
    status: id === null ? null : { option: column(id), name, updatedAt: movedAt },
    fields: { organisation: text("Acme"), primaryContact: text("Carla Diaz @carla") },
    ...rest,
  };
}

export function anIssue(changes: Partial<Issue> = {}): Issue {
  return {
    id: "I_1" as IssueId,
    number: 12,
    title: "Acme",
    body: "",
    url: "https://github.com/northwind/partners/issues/12",
    createdAt: at("2026-11-01T09:00:00Z"),
    updatedAt: at("2026-11-01T09:00:00Z"),
    state: "open",
    closedAs: null,
    closedAt: null,
    closer: null,
    locked: false,
    author: { login: login("maria"), bot: false },
    assignees: [login("maria")],
    labels: ["design-partner"],
    linked: [],
    hiddenLinked: 0,
    comments: [],
    statusEvents: [],
    ...changes,
  };
}

export function aComment(changes: Partial<Comment> = {}): Comment {
  return {
    id: "IC_1" as CommentId,
    author: { login: login("maria"), bot: false },
    body: "Hello",
    createdAt: now,
    edited: false,
    minimised: false,
    ours: false,
    ...changes,
  };
}

/** maria maintains, tom writes, carla is the contact and may nothing. */
const rights: Readonly<Record<string, Rights>> = {
  maria: { permission: "maintain", overrider: false },
  tom: { permission: "write", overrider: false },
  carla: { permission: "none", overrider: false },
};

export function aPartner(
  changes: Partial<Omit<Partner, "issue" | "card">> & { card?: Card | null; issue?: Issue | null } = {},
): Partner {
  return { card: aCard(), issue: anIssue(), rights, ...changes };
}

/** A journal in order: each fact a minute after the one before, the last a day before `now`. */
export function aHistory(...facts: readonly EntryFact[]): History {
  const start = now - days(1) - minutes(facts.length);
  return recall(facts.map((fact, index): Entry => ({ at: (start + minutes(index)) as Instant, ...fact })));
}

/** On record in that stage, with its stage comment posted. */
export function inStage(id: string, ...facts: readonly EntryFact[]): History {
  return aHistory(
    { kind: "appeared", stage: stage("identification") },
    ...(id === "identification"
      ? []
      : [{ kind: "entered", stage: stage(id), from: null, by: null, via: "move" } as const]),
    ...facts,
  );
}

export function aSituation(changes: Partial<Situation> = {}): Situation {
  const playbook = changes.playbook ?? aPlaybook();
  return {
    id: "1" as PartnerId,
    partner: aPartner(),
    history: inStage("identification"),
    programme: { others: [] },
    playbook,
    board: aBoard(playbook),
    audience: "team",
    noteRepository: { id: "R_1", own: true },
    adopting: false,
    hints: [],
    now,
    self: login("stagekeeper[bot]"),
    installation: "1" as InstallationId,
    ...changes,
  };
}

export function anOther(changes: Partial<OtherPartner> = {}): OtherPartner {
  return {
    id: "2" as PartnerId,
    number: 13,
    issue: "I_2" as IssueId,
    organisation: "Other",
    stage: stage("active-partnership"),
    onHold: false,
    exited: false,
    waiting: null,
    movedBack: null,
    ...changes,
  };
}

/** The history after a ruling, as if all its comments were posted. */
export function afterwards(
  situation: Situation,
  { entries, effects }: { entries: readonly Entry[]; effects: readonly { key: string; kind: string }[] },
): History {
  const posted = effects
    .filter(({ kind }) => kind === "comment")
    .map(({ key }): Entry => ({ at: situation.now, kind: "posted", key, id: `IC_${key}` }));
  return [...entries, ...posted].reduce(remember, situation.history);
}

/** Nothing on record. */
export const unknown = blank;

/** An issue body with the first `count` boxes of a checklist ticked, under its own heading. */
export function ticked(checklist: string, count: number): string {
  const found = aPlaybook()
    .stages.flatMap(({ checklists }) => checklists)
    .find(({ id }) => id === checklist);
  if (found === undefined) throw new Error(`No checklist ${checklist}.`);
  const boxes = found.items.map(({ text: item }, index) => `- [${index < count ? "x" : " "}] ${item}`);
  return [`### ${found.title}`, "", ...boxes].join("\n");
}
