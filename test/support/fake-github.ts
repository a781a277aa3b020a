import type { CardId, IssueId, Login, OptionId, ProjectId } from "../../src/core/ids.ts";
import type { Issue, Partner } from "../../src/core/partner/partner.ts";
import type { Instant } from "../../src/core/time/time.ts";
import type { Clock } from "../../src/keeper/clock.ts";
import type { BoardPage, BoardProject } from "../../src/keeper/github.ts";
import { apply } from "./fake-acts.ts";
import type { FakeCard, FakeFault, FakeGithub, Method } from "./fake-shape.ts";
import { aPlaybook } from "./situation.ts";

const project = "PVT_1" as ProjectId;

export function columnId(name: string): OptionId {
  return `opt-${name.toLowerCase().replaceAll(" ", "-")}` as OptionId;
}

/** A healthy board: every column of the built-in playbook, no cards, enforce. */
export function aFakeGithub(clock: Clock): FakeGithub {
  const faults = new Map<Method, FakeFault[]>();
  const waiting = new Map<Method, () => void>();
  const { stages } = aPlaybook();
  let last = 0;
  const second = (): number => Math.floor(clock.now() / 1_000) * 1_000;
  const fake: FakeGithub = {
    ...{ cards: [], issues: [], calls: [], lag: new Map(), poison: new Map(), closed: false, labelled: [] },
    playbook: "extends: design-partner\nproject: 7\n",
    columns: stages.map(({ name }) => ({ id: columnId(name), name })),
    repository: { id: "R_1", owner: "northwind", name: "partners", private: true },
    permissions: { maria: "maintain", tom: "write" },
    next: (method) =>
      new Promise((resolve) => {
        waiting.set(method, resolve);
      }),
    fail: (method, ...more) => faults.set(method, [...(faults.get(method) ?? []), ...more]),
    add: (changes = {}) => {
      last += 1;
      const made: FakeCard = {
        ...{ card: `PVTI_${last}` as CardId, issue: `I_${last}` as IssueId, number: last },
        ...{ column: "Identification", movedAt: second(), labels: ["design-partner"], body: "", contact: "" },
        ...{ locked: false, gone: false, comments: [], ...changes },
      };
      fake.cards.push(made);
      return made;
    },
    move: (card, column) => {
      card.column = column;
      card.movedAt = second();
    },
    port: {
      repositories: () => run("repositories", () => [fake.repository]),
      playbook: () => run("playbook", () => fileOf(fake)),
      board: ({ after, project: wanted }) => run("board", () => pageOf(fake, after, wanted)),
      look: ({ targets }) =>
        run("look", () =>
          targets.map(({ card, issue }) => {
            const found = fake.cards.find((one) => one.card === card || one.issue === issue);
            const poison = found === undefined ? undefined : fake.poison.get(found.card);
            if (poison !== undefined) throw poison;
            const own = fake.issues.find(({ id }) => id === issue);
            if (own !== undefined) return { kind: "partner", partner: ownOf(own) };
            if (found === undefined || found.gone) return { kind: "gone" };
            return { kind: "partner", partner: partnerOf(fake, found) };
          }),
        ),
      act: (effects) => run("act", () => effects.map((effect) => apply(fake, effect, second()))),
      permission: (_repository, login) => run("permission", () => fake.permissions[login] ?? "none"),
      memberOf: () => run("memberOf", () => false),
      repositoryNamed: () => Promise.resolve(null),
      ownIssues: () =>
        run("ownIssues", () => fake.issues.map(({ id, body, state }) => ({ id, body, state }))),
    },
  };
  const run = <Answer>(method: Method, work: () => Answer): Promise<Answer> => {
    fake.calls.push(method);
    queueMicrotask(() => waiting.get(method)?.());
    const fault = faults.get(method)?.shift();
    try {
      const answer = fault === undefined || fault.applied === true ? work() : null;
      if (fault !== undefined) return Promise.reject(fault.error);
      return Promise.resolve(answer as Answer);
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error("odd"));
    }
  };
  return fake;
}

function fileOf({ playbook }: FakeGithub) {
  return playbook === null ? null : { sha: `sha-${playbook}`, text: playbook, bytes: playbook.length };
}

function pageOf(fake: FakeGithub, after: string | null, wanted: number | null): BoardPage {
  const from = Number(after ?? "0");
  const absent = new Set(fake.labelled.map(({ issue }) => issue));
  const cards = wanted === 7 ? fake.cards.filter(({ gone, issue }) => !gone && !absent.has(issue)) : [];
  return {
    repository: after === null ? fake.repository : null,
    playbook: after === null ? fileOf(fake) : null,
    project: after === null && wanted === 7 ? projectOf(fake) : null,
    cards: cards.slice(from, from + 100).map((one) => ({
      ...{
        card: one.card,
        content: "issue",
        issue: one.issue,
        number: one.number,
        title: `Partner ${one.number}`,
      },
      ...{ archived: false, labels: one.labels, contact: one.contact },
      status: one.column === null ? null : columnId(one.column),
      fingerprint: JSON.stringify([one.column, one.movedAt, one.comments.length, one.body]),
    })),
    labelled: fake.labelled,
    next: cards.length > from + 100 ? String(from + 100) : null,
  };
}

const dataTypes = { option: "SINGLE_SELECT", text: "TEXT", number: "NUMBER", date: "DATE" } as const;

function projectOf({ columns, closed }: FakeGithub): BoardProject {
  const fields = Object.entries(aPlaybook().fields).map(([key, { name, type, options }]) => ({
    ...{ id: `field-${key}`, name, dataType: dataTypes[type] },
    options: key === "status" ? columns : options.map((option) => ({ id: `${key}-${option}`, name: option })),
  }));
  return {
    id: project,
    number: 7,
    title: "Partners",
    url: "https://github.com/",
    closed,
    fields,
    workflows: [],
  };
}

function partnerOf(fake: FakeGithub, one: FakeCard): Partner {
  const shown = fake.lag.get(one.card) ?? one;
  const updatedAt = shown.movedAt as Instant;
  const status =
    shown.column === null ? null : { option: columnId(shown.column), name: shown.column, updatedAt };
  const contact = { kind: "text", text: one.contact, updatedAt } as const;
  if (fake.labelled.some(({ issue }) => issue === one.issue))
    return { card: null, issue: issueOf(one), rights: {} };
  return {
    card: {
      ...{
        id: one.card,
        content: "issue",
        title: `Partner ${one.number}`,
        archived: false,
        status,
        updatedAt,
      },
      fields: one.contact === "" ? {} : { primaryContact: contact },
    },
    issue: issueOf(one),
    rights: {},
  };
}

/** An issue that the App opened, pinned as it stands. */
function ownOf({ id, title, body, state }: FakeGithub["issues"][number]): Partner {
  const blank = { issue: id, number: 0, body, labels: [], comments: [] };
  return { card: null, rights: {}, issue: { ...issueOf(blank), title, state, pinned: true } };
}

function issueOf(one: Pick<FakeCard, "issue" | "number" | "body" | "labels" | "comments">): Issue {
  return {
    ...{ id: one.issue, number: one.number, title: `Partner ${one.number}`, body: one.body, url: "" },
    ...{
      createdAt: 0 as Instant,
      updatedAt: 0 as Instant,
      state: "open",
      closedAs: null,
      closedAt: null,
      closer: null,
    },
    ...{ locked: false, author: { login: "maria" as Login, bot: false }, assignees: ["maria" as Login] },
    ...{ labels: one.labels, linked: [], hiddenLinked: 0, comments: one.comments, statusEvents: [] },
  };
}
