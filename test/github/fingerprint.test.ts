import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { readShallow } from "../../src/github/read-board.ts";
import { aContent, anItem } from "./board-shapes.ts";
import { aStatus, type Shape } from "./shapes.ts";

describe("the fingerprint of a card", () => {
  it.each<{ what: string; changes: Shape }>([
    { what: "the card", changes: { updatedAt: "2026-11-22T00:00:00Z" } },
    { what: "its Status", changes: { status: aStatus({ optionId: "opt_other" }) } },
    { what: "when its Status was set", changes: { status: aStatus({ updatedAt: "2026-11-22T00:00:00Z" }) } },
    { what: "its being archived", changes: { isArchived: true } },
    { what: "the issue", changes: { content: aContent({ updatedAt: "2026-11-22T00:00:00Z" }) } },
    { what: "the issue's labels", changes: { content: aContent({ labels: { nodes: [] } }) } },
    { what: "the issue's state", changes: { content: aContent({ state: "CLOSED" }) } },
    {
      what: "a sub-issue's completion",
      changes: { content: aContent({ subIssuesSummary: { total: 1, completed: 1 } }) },
    },
    {
      what: "a comment that is edited",
      changes: { content: aContent({ comments: { nodes: [{ updatedAt: "2026-11-22T00:00:00Z" }] } }) },
    },
    {
      what: "its blockers",
      changes: { content: aContent({ issueDependenciesSummary: { blockedBy: 1, totalBlockedBy: 1 } }) },
    },
  ])("changes with $what", ({ changes }) => {
    expect(fingerprintOf(anItem(changes))).not.toBe(fingerprintOf(anItem({})));
  });

  it("stays when nothing changed", () => {
    expect(fingerprintOf(anItem({}))).toBe(fingerprintOf(anItem({})));
  });

  it("differs for any two titles", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const [first, second] = [a, b].map((title) =>
          fingerprintOf(anItem({ content: aContent({ title }) })),
        );

        expect(first === second).toBe(a === b);
      }),
    );
  });
});

function fingerprintOf(item: Shape): string {
  return readShallow(item as Parameters<typeof readShallow>[0]).fingerprint;
}
