import { describe, expect, it } from "@jest/globals";
import { readNote, type NoteValues } from "../../../src/core/sync/read-note.ts";

const template =
  "### Agenda (30 min)\n\n- Blockers\n\n### Notes\n\n- Next action:\n- Due:\n- Runs per week:\n- Adoption level:";

describe("readNote", () => {
  it.each<{ text: string; values: object }>([
    { text: "Next action: Send the plan", values: { nextAction: "Send the plan" } },
    { text: "- **Next action:** Send the plan", values: { nextAction: "Send the plan" } },
    { text: "* __Next action__: Send the plan", values: { nextAction: "Send the plan" } },
    { text: "1. next actions: Send the plan", values: { nextAction: "Send the plan" } },
    { text: "- [ ] Next action - Send the plan", values: { nextAction: "Send the plan" } },
    { text: "Next action: [Send the plan](https://example.com/x)", values: { nextAction: "Send the plan" } },
    { text: "Next action: ask jane@acme.com", values: { nextAction: "ask [e-mail address]" } },
    { text: "Due: 2026-12-01", values: { dueDate: "2026-12-01" } },
    { text: "Due date: **2026-12-01**", values: { dueDate: "2026-12-01" } },
    { text: "Due: Tuesday, 2026-12-01", values: { dueDate: "2026-12-01" } },
    { text: "Due: 2026-02-30", values: {} },
    { text: "Due: 2026-12-01 or 2026-12-08", values: {} },
    { text: "Due: next week", values: {} },
    { text: "Runs per week: 14", values: { runsPerWeek: 14 } },
    { text: "Runs/week: ~1,200", values: { runsPerWeek: 1200 } },
    { text: "Runs per week: 12.5 or so", values: { runsPerWeek: 12.5 } },
    { text: "Runs per week: 10-20", values: {} },
    { text: "Runs per week: many", values: {} },
    { text: "Adoption level: L2", values: { adoptionLevel: "L2" } },
    { text: "Level: L2 – Pilot", values: { adoptionLevel: "L2" } },
    {
      text: "Next action: Send\r\nDue: 2026-12-01\r\n",
      values: { nextAction: "Send", dueDate: "2026-12-01" },
    },
    { text: "> Next action: quoted", values: {} },
    { text: "```\nNext action: code\n```", values: {} },
    { text: "<!-- Next action: hidden -->", values: {} },
    { text: "The next action: is unclear", values: {} },
    { text: "NPS: 3\nHealth: Off track", values: {} },
    { text: "Due: 2026-12-01\n\nDue: 2026-12-08", values: { dueDate: "2026-12-08" } },
  ])("reads $values from $text", ({ text, values }) => {
    expect(readNote(text, "comment").values).toEqual(values);
  });

  it("finds nothing in a note as it was opened", () => {
    const read = readNote(template, "body");

    expect(read).toEqual({ lines: [], values: {} satisfies NoteValues });
  });

  it("takes what stands under Notes, whatever was done to the rest", () => {
    const read = readNote(
      template.replace("- Next action:", "They start **Monday**.\n\n- Next action: Call"),
      "body",
    );

    expect(read).toEqual({ lines: ["They start Monday."], values: { nextAction: "Call" } });
  });

  it("takes the whole text where the heading is gone", () => {
    expect(readNote("All is well.", "body").lines).toEqual(["All is well."]);
  });
});
