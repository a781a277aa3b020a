import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { MOST_COMMANDS, readCommands, type CommandContext } from "../../../src/core/partner/commands.ts";
import { aPlaybook } from "../../support/situation.ts";

const context: CommandContext = { stages: aPlaybook().stages, place: "partner" };
const runs = Number(process.env["FUZZ_RUNS"] ?? 50_000);

/** `/hold ?` becomes `/hold u1`, `/hold u2` …, so that each found command tells where it stood. */
const commands = ["/hold ?", "/hold ?", "/hold ?\n", "\n/hold ?\n", "/HOLD ?"];
// No empty list items: behind a paragraph and a quote's sign the independent reader takes them for words, GitHub does not.
const pieces = [
  ...["/done", "/exit declined", "/help ", "/nope", "/snoze", "/usr/bin", "text", "***@***.***> wrote:\n"],
  ...["\n", "\n", "\n", "\n\n", "\n\n", "\r\n", "\t", " ", "    ", "\u00a0", "\u0000", "\ud800"],
  ...["> ", "> ", "- a ", "1. a ", "# ", "---", "===", "| a |\n| - |\n", "[^1]: "],
  ...["```", "```\n", "~~~\n", "`", "``", "\\", "**", "~~", "[a](", '"', ")", "[a]: ", "&#47;"],
  ...["<!--", "-->", "<details>", "</details>", "<b>", "<b ", ">", "<blockquote>", "</blockquote>"],
  ...["<pre>", "</pre>", "<code>", "</code>", "<?", "<![CDATA["],
];
const bits = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...commands) },
  { weight: 5, arbitrary: fc.constantFrom(...pieces) },
);
const anyText = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.array(bits, { minLength: 1, maxLength: 8 }).map((parts) => numbered(parts.join(""))),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
);

function numbered(text: string): string {
  let number = 0;
  return text.replace(/\?/g, () => `u${String((number += 1))};`);
}

/** What the found `/hold uN` bear. */
function found(text: string): readonly string[] {
  return readCommands(text, context).flatMap((line) =>
    line.kind === "command" && line.command.name === "hold"
      ? (/^u\d+;/.exec(line.command.reason)?.[0] ?? [])
      : [],
  );
}

const QUOTING = /<(\/?)(blockquote|pre|code)\b/g;

/** The `/hold uN` at the start of a line that GitHub's Markdown shows as words, outside every quote and tag of code. */
function shownAsWords(text: string): ReadonlySet<string> {
  const lines = text.split(/\r\n?|\n/);
  const starts = new Set<string>();
  let depth = 0;
  const walk = (node: Nodes): void => {
    if (node.type === "blockquote") return;
    if (node.type === "html") depth = Math.max(0, depth + opened(node.value));
    if (node.type === "text" && depth === 0) {
      for (const line of linesBegun(node, lines)) {
        const bears = /^\s*\/hold (u\d+;)/i.exec(lines[line - 1] ?? "")?.[1];
        if (bears !== undefined) starts.add(bears);
      }
    }
    if ("children" in node) node.children.forEach(walk);
  };
  walk(fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
  return starts;
}

/** The lines whose first character is of this text: all but the first, and that if nothing stands before it. */
function linesBegun({ position }: Nodes, lines: readonly string[]): readonly number[] {
  const { line: first, column } = position?.start ?? { line: 0, column: 0 };
  const begins = (lines[first - 1] ?? "").slice(0, column - 1).trim() === "";
  const count = (position?.end.line ?? 0) - first + 1;
  return Array.from({ length: count }, (_, index) => first + index).slice(begins ? 0 : 1);
}

function opened(html: string): number {
  const tags = [...html.replace(/<!--[\s\S]*?-->/g, "").matchAll(QUOTING)];
  return tags.reduce((sum, [, slash]) => sum + (slash === "/" ? -1 : 1), 0);
}

describe(`readCommands, on ${String(runs)} texts,`, () => {
  it("never throws, and finds a command only where an independent reader shows words outside quotes", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const all = found(text);
        if (all.length === 0) return;
        const shown = shownAsWords(text);

        expect(all.filter((one) => !shown.has(one))).toEqual([]);
        expect(all.length).toBeLessThanOrEqual(MOST_COMMANDS);
      }),
      { numRuns: runs },
    );
  }, 300_000);

  it("finds nothing in a quote of the text, nor in code that shows it", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const quoted = text.replace(/\r\n?/g, "\n").replace(/^/gm, "> ");

        expect(readCommands(quoted, context)).toEqual([]);
        expect(readCommands(`${"~".repeat(9)}\n${text}\n${"~".repeat(9)}`, context)).toEqual([]);
        expect(readCommands(text.replace(/^/gm, "    ").replace(/\r/g, ""), context)).toEqual([]);
      }),
      { numRuns: runs / 10 },
    );
  });

  it("finds every command that stands between paragraphs, whatever Markdown without HTML is there", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("text", "**a**", "/nope", "- a", "a\nb"), { maxLength: 5 }),
        (parts) => {
          const text = parts.map((part, index) => `${part}\n\n/hold u${String(index)};\n\n`).join("");

          expect(found(text)).toEqual(parts.map((_, index) => `u${String(index)};`));
        },
      ),
      { numRuns: runs / 50 },
    );
  });

  it("finds nothing in raw HTML that only a no-break space seems to end", () => {
    expect(readCommands("</details>\n\u00a0\n/done", context)).toEqual([]);
  });
});

/** Processor time in milliseconds, which other work on the machine does not change much. The best of many. */
function cost(text: string): number {
  const once = (): number => {
    const started = process.cpuUsage();
    readCommands(text, context);
    return process.cpuUsage(started).user / 1_000;
  };
  return Math.min(...Array.from({ length: 24 }, once));
}

describe("readCommands on hostile texts", () => {
  const filled = (piece: string, length: number): string =>
    `/done\n${piece.repeat(Math.ceil(length / piece.length))}`.slice(0, length);
  /** Time that grows with the square would be 16 times as much for four times the text. */
  const TOO_MUCH = 10;
  const NOISE_MS = 3;

  it.each([
    ["commands", "/done\n"],
    ["slips of the pen", "/snoze 3d\n"],
    ["long durations", `/snooze ${"1 ".repeat(100)}\n`],
    ["backticks", "`".repeat(7) + "a" + "`".repeat(8) + "\n/done\n"],
    ["comments that never end", "a <!-- \n/done\n"],
    ["open tags", "<a b='\n/done\n"],
    ["open links", "[a](b '\n/done\n"],
    ["open quotes of raw HTML", "a <blockquote>\n\n/done\n\n"],
    ["quotes in lists", "- a\n  > /done\n"],
    ["references", "/hold &amp;&#47;&amp;amp;\n"],
    ["addresses", "/hold a@b.cd,\n"],
    ["attributions", "***@***.***> wrote\n/done\n"],
    ["one long line", "/hold "],
  ])("takes time that grows no faster than the text for %s", (_, piece) => {
    const small = cost(filled(piece, 16_000));
    const large = cost(filled(piece, 64_000));

    expect(large).toBeLessThan(TOO_MUCH * Math.max(small, NOISE_MS));
  });
});
