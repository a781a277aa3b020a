import { describe, expect, it } from "@jest/globals";
import { readBody } from "./reading.ts";

const longest = 65_536;
const filled = (piece: string): string =>
  `## Onboarding\n${piece.repeat(Math.ceil(longest / piece.length))}`.slice(0, longest);

/** Processor time in milliseconds, which other work on the machine does not change much. The best of several. */
function cost(act: () => unknown): number {
  const once = (): number => {
    const started = process.cpuUsage();
    act();
    return process.cpuUsage(started).user / 1_000;
  };
  return Math.min(...Array.from({ length: 8 }, once));
}

describe("readTicks on 65,536 characters", () => {
  const note =
    "Some notes about it, with *emphasis*, `code` and [a link](https://example.org).\n\n> quoted\n\n";
  const list =
    "- [x] Shared Slack/Discord channel created.\n- [ ] Partner completes [L0 — Discovery](./ladder.md) (quickstart).\n\n";

  it.each([
    ["prose", note],
    ["checklists among prose", `## Onboarding\n\n${list}${note}`],
    ["nothing but boxes", "- [x] Shared Slack/Discord channel created.\n"],
  ])("takes less than 50 ms for %s", (_, piece) => {
    const body = filled(piece);

    expect(cost(() => readBody(body))).toBeLessThan(50);
  });

  it.each([
    ["boxes that nearly match", "- [x] Shared discord chanel was made by somebody today\n"],
    ["brackets", `- [x] ${"[".repeat(280)}${"(".repeat(280)}\n`],
    ["crossed-out words", `- [x] ${"~~a ".repeat(140)}\n`],
    ["headings", "# Onboarding 1\n"],
    ["open summaries", "<summary>"],
    ["open details", "<details>\n\n"],
    ["quotes in lists", "- a\n  > b\n"],
    ["character references", `- [x] ${"&amp;".repeat(100)}\n`],
  ])("is not held up by %s", (_, piece) => {
    const body = filled(piece);

    expect(cost(() => readBody(body))).toBeLessThan(250);
  });
});
