import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Nodes, Parents } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { readBlocks } from "../../../src/core/text/blocks.ts";

interface Seen {
  kind: string;
  line: number;
  quoted: boolean;
  opensItem: boolean;
}

/** The same blocks as an independent CommonMark parser finds them. */
function blocksByParser(text: string): Seen[] {
  const tree = fromMarkdown(text, { extensions: [{ disable: { null: ["definition"] } }] });
  return collect(tree, { quoted: false, opensItem: false });
}

function collect(node: Nodes, place: Pick<Seen, "quoted" | "opensItem">): Seen[] {
  const line = node.position?.start.line ?? 0;
  if (node.type === "paragraph") return [{ kind: "paragraph", line, ...place }];
  if (node.type === "heading") return [{ kind: `heading ${node.depth}`, line, ...place, opensItem: false }];
  if (node.type === "html") return [{ kind: "html", line, ...place, opensItem: false }];
  if (!("children" in node)) return [];
  const parent: Parents = node;
  return parent.children.flatMap((child, index) =>
    collect(child, {
      quoted: place.quoted || node.type === "blockquote",
      opensItem: node.type === "listItem" && index === 0,
    }),
  );
}

function blocksByUs(text: string): Seen[] {
  const read = readBlocks(text);
  if (read.kind === "unreadable") return [];
  return read.blocks.map((block) => ({
    kind: block.kind === "heading" ? `heading ${block.level}` : block.kind,
    line: block.line,
    quoted: block.quoted,
    opensItem: block.kind === "paragraph" && block.opensItem,
  }));
}

const prefix = fc.constantFrom(
  ...["", "", "", " ", "  ", "    ", "\t", "> ", ">", "- ", "* ", "+ ", "1. ", "-   ", "-     ", "   "],
);
const content = fc.constantFrom(
  ...[
    "text",
    "[x] box",
    "[ ] box",
    "# one",
    "## two ##",
    "---",
    "===",
    "***",
    "```",
    "~~~",
    "````",
    "``` a`b",
  ],
  ...["<!-- a", "-->", "<!-- a -->", "<div>", "</div>", "<details>", "<script>"],
);
/** Without empty list items and lone tags: micromark leaves the reference implementation there, we do not. */
const line = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.array(prefix, { maxLength: 3 }), content)
      .map(([before, text]) => before.join("") + text),
  },
  { weight: 1, arbitrary: fc.constantFrom("", "  ", ">") },
);
const markdownLines = fc.array(line, { maxLength: 14 }).map((lines) => lines.join("\n"));

describe("readBlocks", () => {
  it("finds the same blocks as an independent CommonMark parser", () => {
    fc.assert(
      fc.property(markdownLines, (text) => {
        expect(blocksByUs(text)).toEqual(blocksByParser(text));
      }),
      { numRuns: Number(process.env["FUZZ_RUNS"] ?? 500) },
    );
  });

  it("gives the same blocks with CRLF, CR and a byte order mark", () => {
    fc.assert(
      fc.property(markdownLines, (text) => {
        expect(blocksByUs(text.replaceAll("\n", "\r\n"))).toEqual(blocksByUs(text));
        expect(blocksByUs(`\uFEFF${text.replaceAll("\n", "\r")}`)).toEqual(blocksByUs(text));
      }),
      { numRuns: 200 },
    );
  });

  it("takes raw HTML's quotes, code and strikes for quotes, until they are closed", () => {
    const quotes = (text: string): boolean | undefined => {
      const read = readBlocks(text);
      return read.kind === "blocks" ? read.blocks.at(-1)?.quoted : undefined;
    };

    expect(quotes("<blockquote>\n\nx")).toBe(true);
    expect(quotes("<blockquote>\n\n</blockquote>\n\nx")).toBe(false);
    expect(quotes("a <del> b\n\nx")).toBe(true);
    expect(quotes("a `<del>` b\n\nx")).toBe(false);
    expect(quotes("<!-- <blockquote> -->\n\nx")).toBe(false);
  });

  it.each(["> ", "- ", "1. ", "> - "])(
    "calls a text unreadable that is nested a thousand deep by %j",
    (mark) => {
      expect(readBlocks(`${mark.repeat(1_000)}x`).kind).toBe("unreadable");
    },
  );

  it("calls a text unreadable that is longer than GitHub takes", () => {
    expect(readBlocks("x".repeat(131_073)).kind).toBe("unreadable");
  });

  it.each([
    "> ",
    "- ",
    "a\n",
    "\n",
    "\t",
    "`a",
    '<a b="',
    "<!-- a",
    "* * * *\n",
    "- a\n  > b\n",
    "[",
    "<div>\n",
    "# a\n",
    "~~~\n",
    "a\n=\n",
  ])("reads 65,536 characters of %j in time that grows with the length alone", (piece) => {
    const timed = (length: number): number => {
      const text = piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
      const started = process.cpuUsage();
      readBlocks(text);
      return process.cpuUsage(started).user / 1_000;
    };

    expect(timed(65_536)).toBeLessThan(1_000);
  });
});
