import { describe, expect, it } from "@jest/globals";
import { parsePlaybook } from "../../../src/core/playbook/parse.ts";
import type { Playbook } from "../../../src/core/playbook/playbook.ts";

const MINIMAL = "extends: design-partner\nproject: 7\n";

function playbookOf(text: string): Playbook {
  const parsed = parsePlaybook(text);
  if (parsed.kind === "problems") throw new Error(JSON.stringify(parsed.problems, null, 2));
  return parsed.playbook;
}

describe("a minimal file", () => {
  it("is the built-in playbook on that project", () => {
    const playbook = playbookOf(MINIMAL);

    expect(playbook).toMatchObject({
      project: 7,
      mode: "enforce",
      timeZone: "UTC",
      reminderHour: 9,
      auto: "people",
    });
    expect(playbook.stages.map(({ id }) => id)).toEqual([
      "identification",
      "outreach",
      "qualification-call",
      "onboarding",
      "active-partnership",
      "graduation",
    ]);
    expect(playbook.fields["status"]?.options).toEqual(playbook.stages.map(({ name }) => name));
  });

  it("is all that a playbook of one's own needs, too", () => {
    const playbook = playbookOf("project: 3\nstages:\n  lead: { name: Lead }\n  won: { name: Won }\n");

    expect(playbook).toMatchObject({
      project: 3,
      timeZone: "UTC",
      workingDays: [1, 2, 3, 4, 5],
      labels: { partner: "partner" },
      override: { logins: [], team: null, maintainers: true },
      ladder: null,
      capacity: null,
    });
    expect(playbook.stages).toEqual([
      {
        id: "lead",
        name: "Lead",
        goal: "",
        gate: [],
        checklists: [],
        notes: null,
        internalNotes: null,
        template: null,
        stalled: null,
        moveOn: "auto",
      },
      expect.objectContaining({ id: "won" }),
    ]);
  });
});

describe("extends", () => {
  it("merges maps key by key, replaces lists, and removes what is null", () => {
    const playbook = playbookOf(`${MINIMAL}
labels: { p1: critical }
fields: { organisation: Company, nps: null }
capacity: { max: 8 }
workingDays: [sunday, monday]
lead: octocat
stages:
  identification:
    checklists:
      qualification:
        items:
          compliance: null
          budget: Has a budget.
  onboarding:
    goal: Get going.
    gate: [{ checked: call.held }]
`);

    expect(playbook.labels).toEqual({ partner: "design-partner", p1: "critical", p2: "P2" });
    expect(playbook.fields["organisation"]).toEqual({ name: "Company", type: "text", options: [] });
    expect(playbook.fields).not.toHaveProperty("nps");
    expect(playbook.capacity).toEqual({ stages: ["active-partnership"], min: 3, max: 8 });
    expect(playbook.workingDays).toEqual([7, 1]);
    expect(playbook.lead).toBe("octocat");
    expect(playbook.stages[0]?.checklists[0]?.items.map(({ id }) => id)).toEqual([
      "approval-workflows",
      "engineering-capacity",
      "usage-data",
      "vertical-pack",
      "budget",
    ]);
    expect(playbook.stages[3]).toMatchObject({ name: "Onboarding", goal: "Get going." });
    expect(playbook.stages[3]?.gate).toHaveLength(1);
  });

  it("counts a new item in gates that ask for the whole checklist", () => {
    const playbook = playbookOf(
      `${MINIMAL}stages: {onboarding: {checklists: {onboarding: {items: {contract: Contract signed.}}}}}`,
    );

    expect(playbook.stages[4]?.gate).toContainEqual(
      expect.objectContaining({ kind: "checked", checklist: "onboarding", item: "contract" }),
    );
  });

  it.each([
    { where: "after: outreach", place: 2 },
    { where: "before: identification", place: 0 },
    { where: "after: graduation", place: 6 },
  ])("puts a new stage where it says: $where", ({ where, place }) => {
    const playbook = playbookOf(`${MINIMAL}stages: {demo: {name: Demo, ${where}}}`);

    expect(playbook.stages[place]?.id).toBe("demo");
    expect(playbook.stages).toHaveLength(7);
  });

  it("puts new stages after each other, in whatever order they are written", () => {
    const playbook = playbookOf(`${MINIMAL}stages: {b: {name: B, after: a}, a: {name: A, after: outreach}}`);

    expect(playbook.stages.map(({ id }) => id).slice(1, 4)).toEqual(["outreach", "a", "b"]);
  });

  it("removes a stage whose gate and items nothing else needs", () => {
    const playbook = playbookOf(`${MINIMAL}stages: {graduation: null}`);

    expect(playbook.stages.at(-1)?.id).toBe("active-partnership");
  });
});

describe("criteria", () => {
  it("are written in all their kinds", () => {
    const playbook = playbookOf(`${MINIMAL}
stages:
  graduation:
    gate:
      - { checked: onboarding.l1 }
      - { field: environment, oneOf: [Staging, Production], warn: true, internal: true, title: T, remedy: R }
      - { elapsed: { since: lastSync, longerThan: P2W } }
      - { quiet: { label: p2, for: 10 days } }
      - { replied: true }
      - { owned: true }
      - { linked: true }
      - { unique: organisation }
      - { capacity: { stages: [graduation], max: 9 } }
      - all: [{ any: [{ owned: true }, { replied: true }] }]
      - { none: [{ field: exitReason, set: true }] }
      - { atLeast: 2, of: [{ checked: agenda.* }, { field: nps, atLeast: 8 }] }
`);

    expect(playbook.stages.at(-1)?.gate).toMatchObject([
      { kind: "checked", stage: "onboarding", checklist: "onboarding", item: "l1", key: "graduation.gate.0" },
      {
        kind: "field",
        test: { is: "one-of", values: ["Staging", "Production"] },
        warn: true,
        internal: true,
        title: "T",
        remedy: "R",
      },
      { kind: "elapsed", since: "lastSync", span: { months: 0, weeks: 2, days: 0 } },
      { kind: "quiet", label: "p2", span: { months: 0, weeks: 0, days: 10 } },
      { kind: "replied" },
      { kind: "owned" },
      { kind: "linked" },
      { kind: "unique", field: "organisation" },
      { kind: "capacity", stages: ["graduation"], max: 9 },
      {
        kind: "all",
        of: [{ kind: "any", of: [{ kind: "owned" }, { kind: "replied", key: "graduation.gate.9.0.1" }] }],
      },
      { kind: "none", of: [{ kind: "field", test: { is: "set" } }] },
      {
        kind: "at-least",
        count: 2,
        of: [
          { kind: "checked", item: "workflow", key: "graduation.gate.11.0.workflow" },
          { kind: "checked", item: "overview" },
          { kind: "checked", item: "terms" },
          { kind: "checked", item: "next-steps" },
          { kind: "field", test: { is: "at-least", value: 8 } },
        ],
      },
    ]);
  });
});
