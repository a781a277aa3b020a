import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { designPartner } from "../../../src/core/playbook/builtin/design-partner.yml.ts";
import type { Criterion } from "../../../src/core/playbook/playbook.ts";
import { aPlaybook } from "../../support/situation.ts";

const WORDS = readFileSync(new URL("./design-partner.md", import.meta.url), "utf8");
const PLAYBOOK = aPlaybook();

/** A section of the programme's own text, by its heading. */
function section(heading: string): string {
  const [, rest = ""] = WORDS.split(`### ${heading}\n`);
  return rest.split(/\n##+ /)[0] ?? "";
}

/** The entries of the lists in a text, without bullet, box and number. */
function entriesOf(text: string): readonly string[] {
  return [...text.matchAll(/^(?:- \[ \] |- |\d\. )(.+)$/gm)].map(([, entry = ""]) => entry);
}

/** Everything a stage says: what is posted, and what its gate and lists are called. */
function said(index: number): readonly string[] {
  const stage = PLAYBOOK.stages[index];
  if (stage === undefined) return [];
  const posted = [stage.notes, stage.internalNotes].map((notes) => notes ?? "").join("\n");
  return [
    ...entriesOf(posted),
    ...stage.checklists.flatMap(({ items }) => items.map(({ text }) => text)),
    ...stage.gate.flatMap(({ title }) => (title === null ? [] : [title])),
  ];
}

function plain(text: string): string {
  return text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1");
}

describe("the built-in playbook", () => {
  it.each(PLAYBOOK.stages.map(({ name }, index) => ({ name, index })))(
    "has the programme's words for $name",
    ({ name, index }) => {
      const words = section(`${index + 1}. ${name}`);
      const goal = /\*\*Goal:\*\* (.+)/.exec(words)?.[1];
      const wanted = entriesOf(words).map(plain);

      expect(PLAYBOOK.stages[index]?.goal).toBe(goal);
      expect(said(index).map(plain)).toEqual(expect.arrayContaining(wanted));
    },
  );

  it("has the outreach message, word for word", () => {
    const quoted = [...section("2. Outreach").matchAll(/^> ?(.*)$/gm)].map(([, line]) => line).join("\n");
    const { subject, body } = PLAYBOOK.stages[1]?.template ?? { subject: "", body: "" };

    expect(`Subject: ${subject}\n\n${body}`.trim()).toBe(quoted.trim());
  });

  it("has the timeline, the follow-ups and the capacity", () => {
    expect(WORDS).toContain(PLAYBOOK.stages[3]?.notes?.trim());
    expect(WORDS).toContain(PLAYBOOK.stages[1]?.internalNotes?.trim());
    expect(PLAYBOOK.capacity).toEqual({ stages: ["active-partnership"], min: 3, max: 5 });
  });

  it("keeps from contacts what is not for them", () => {
    const internalLists = PLAYBOOK.stages.flatMap(({ checklists }) =>
      checklists.filter(({ internal }) => internal).map(({ id }) => id),
    );
    const shown = PLAYBOOK.stages.flatMap(({ notes }) => notes ?? []).join("\n");

    expect(internalLists).toEqual(expect.arrayContaining(["qualification", "disqualification"]));
    expect(shown).not.toMatch(/NPS|wind down|Day 0/);
  });

  it("keeps every criterion internal that asks about qualification, signals or capacity", () => {
    const open = PLAYBOOK.stages.flatMap(({ gate }) => gate).filter((criterion) => !criterion.internal);

    expect(open.filter(isDelicate)).toEqual([]);
  });

  it("only tells when Graduation is reached", () => {
    expect(PLAYBOOK.stages.filter(({ moveOn }) => moveOn === "tell").map(({ id }) => id)).toEqual([
      "graduation",
    ]);
  });

  it("has every field of the card", () => {
    expect(Object.values(PLAYBOOK.fields).map(({ name }) => name)).toEqual([
      "Status",
      "Organisation",
      "Primary contact",
      "Signal",
      "Source",
      "Next action",
      "Due date",
      "Last sync notes",
      "Last sync",
      "Environment",
      "In production since",
      "Adoption level",
      "Runs per week",
      "NPS",
      "Reference permission",
      "Logo permission",
      "Exit reason",
      "Shared repository",
      "Health",
    ]);
  });

  it("is written without tabs or trailing blanks, as a reviewed file", () => {
    expect(designPartner).not.toMatch(/\t| $/m);
  });
});

function isDelicate(criterion: Criterion): boolean {
  if (criterion.kind === "capacity") return true;
  if ("of" in criterion) return criterion.of.some(isDelicate);
  return criterion.kind === "checked" && criterion.checklist.includes("qualification");
}
