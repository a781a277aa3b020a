import { describe, expect, it } from "@jest/globals";
import { createNarrator, type Narrator } from "../../../src/sandbox/cli/narrate.ts";
import type { Happening } from "../../../src/sandbox/sandbox.ts";

const BOT = "stagekeeper[bot]";

function aNarrator(): Narrator {
  return createNarrator({ titleOf: (id) => `<${id}>`, bot: BOT, logFile: "app.log" });
}

function aMove(by: string, from: string | null, to: string | null): Happening {
  const option = (name: string | null): unknown => (name === null ? null : { id: "x", name });
  return {
    kind: "webhook",
    webhook: {
      event: "projects_v2_item",
      payload: {
        action: "edited",
        sender: { login: by },
        projects_v2_item: { node_id: "PVTI_1", content_node_id: "I_1" },
        changes: { field_value: { field_name: "Status", from: option(from), to: option(to) } },
      },
    },
  };
}

describe("createNarrator", () => {
  it("tells who moved a card from where to where", () => {
    expect(aNarrator().tell(aMove("mara", "Outreach", "Onboarding"))).toEqual([
      "mara moved <I_1> from Outreach → Onboarding",
    ]);
  });

  it("knows a move back when it sees one, and only then", () => {
    const narrator = aNarrator();
    narrator.tell(aMove("mara", "Outreach", "Onboarding"));

    expect(narrator.tell(aMove(BOT, "Onboarding", "Outreach"))).toEqual([
      `${BOT} moved <I_1> back: Onboarding → Outreach`,
    ]);
    expect(narrator.tell(aMove(BOT, "Outreach", "Onboarding"))).toEqual([
      `${BOT} moved <I_1> from Outreach → Onboarding`,
    ]);
  });

  it("shows the first lines of a comment", () => {
    const payload = {
      action: "created",
      sender: { login: BOT },
      issue: { number: 1, title: "Acme" },
      comment: { body: "<!-- marker -->\n**Moved back**\n\nbecause" },
    };

    expect(aNarrator().tell({ kind: "webhook", webhook: { event: "issue_comment", payload } })).toEqual([
      `${BOT} commented on Acme (#1):`,
      "    │ **Moved back**",
      "    │ because",
    ]);
  });

  it.each([
    [{}, "odd"],
    [{ action: "renamed", sender: null }, "somebody: odd.renamed"],
    [{ action: 7 }, "odd"],
    [
      { action: "edited", projects_v2_item: { node_id: "a", content_node_id: "b" } },
      "somebody changed the card of <b>",
    ],
  ])("makes something of %j", (payload, line) => {
    const [told] = aNarrator().tell({ kind: "webhook", webhook: { event: "odd", payload } });

    expect(told).toContain(line);
  });
});
