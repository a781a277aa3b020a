import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { readCommands, type CommandContext } from "../../../src/core/partner/commands.ts";
import { aPlaybook } from "../../support/situation.ts";

const context: CommandContext = { stages: aPlaybook().stages, place: "partner" };
const runs = Number(process.env["FUZZ_RUNS"] ?? 1_000);
const bits = fc.constantFrom(
  ...[
    "/done",
    "/hold until 2027-01-04 x",
    "/exit declined",
    "/help ",
    "/nope",
    "\n",
    "\n",
    "\n\n",
    "> ",
    "- ",
    "1. ",
    "    ",
  ],
  ...[
    "```",
    "~~~",
    "`",
    "``",
    "<!--",
    "-->",
    "<details>",
    "</details>",
    "<b>",
    "text",
    "# ",
    "---",
    "===",
    "\t",
    "\r\n",
    "\\",
  ],
  ...["**", "[a](", '"', ")", "[a]: ", "&#47;done", "\u00a0"],
);
const anyText = fc.oneof(
  { weight: 4, arbitrary: fc.array(bits, { maxLength: 20 }).map((parts) => parts.join("")) },
  { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
);

/** The lines of a text whose first character an independent parser shows as words, outside every quote. */
function linesOfWords(text: string): ReadonlySet<number> {
  const found = new Set<number>();
  const walk = (node: Nodes): void => {
    if (node.type === "blockquote") return;
    if (node.type === "text") {
      const first = node.position?.start.line ?? 0;
      for (let line = first; line <= (node.position?.end.line ?? 0); line += 1) found.add(line);
    }
    if ("children" in node) node.children.forEach(walk);
  };
  walk(fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
  return found;
}

describe("readCommands, whatever the text", () => {
  it("never throws, and finds at most ten", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(readCommands(text, context).length).toBeLessThanOrEqual(10);
      }),
      { numRuns: runs },
    );
  });

  it("finds nothing in a quote of the text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(readCommands(text.replace(/\r\n?/g, "\n").replace(/^/gm, "> "), context)).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  it("finds nothing in a code block of the text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(readCommands(`${"~".repeat(9)}\n${text}\n${"~".repeat(9)}`, context)).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  it("finds nothing in raw HTML that only a no-break space seems to end", () => {
    expect(readCommands("</details>\n\u00a0\n/done", context)).toEqual([]);
  });

  it("finds commands only in lines that an independent parser shows as words outside quotes", () => {
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 12 }), (parts) => {
        const text = parts.join("").replaceAll("\r\n", "\n");
        const shown = linesOfWords(text);
        const lines = text.split("\n").filter((_, index) => shown.has(index + 1));

        for (const { line } of readCommands(text, context)) {
          const name = line.split(" ", 1)[0] ?? "";
          expect(lines.some((words) => words.trimStart().startsWith(name))).toBe(true);
        }
      }),
      { numRuns: runs },
    );
  });
});
