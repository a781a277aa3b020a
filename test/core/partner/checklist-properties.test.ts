import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { everyItem, playbook, readBody, readComment, tickedIn } from "./reading.ts";

const items = everyItem(playbook);
const runs = Number(process.env["FUZZ_RUNS"] ?? 300);

interface Style {
  readonly bullet: string;
  readonly box: string;
  readonly heading: (title: string) => string;
  readonly dress: (text: string) => string;
  readonly note: string;
  readonly gap: string;
  readonly end: string;
}

const withoutLinks = (text: string): string => text.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");

const style: fc.Arbitrary<Style> = fc.record({
  bullet: fc.constantFrom("- ", "* ", "+ ", "1. ", "7) ", "-\t", "  - ", "-   "),
  box: fc.constantFrom("[x]", "[X]"),
  heading: fc.constantFrom<((title: string) => string)[]>(
    (title) => `## ${title}`,
    (title) => `###### ${title.toUpperCase()} ##`,
    (title) => `### 4. ${title} (as of May)`,
    (title) => `${title}\n---`,
    (title) => `**${title}:**`,
  ),
  dress: fc.constantFrom<((text: string) => string)[]>(
    (text) => text,
    withoutLinks,
    (text) => withoutLinks(text).toUpperCase(),
    (text) => `**${withoutLinks(text)}**`,
    (text) => `[${withoutLinks(text)}](https://example.org/x)`,
    (text) => text.replace(/\.$/, "").replaceAll("—", "-").replaceAll('"', "”"),
    (text) => withoutLinks(text).replaceAll(" ", "\u00a0"),
  ),
  note: fc.constantFrom("", " — done 12 Mar", " (thanks!)", " ✅", "\n  on the next line"),
  gap: fc.constantFrom("\n", "\n\n"),
  end: fc.constantFrom("\n", "\r\n", "\r"),
});

const marked = fc.array(fc.boolean(), { minLength: items.length, maxLength: items.length });

/** All of the playbook's checklists, each stage under its heading, in this style. */
function render(ticks: readonly boolean[], { bullet, box, heading, dress, note, gap, end }: Style): string {
  const sections = playbook.stages.map(({ id, name }) => {
    const tasks = items.flatMap((item, index) =>
      item.stage === id ? [`${bullet}${ticks[index] === true ? box : "[ ]"} ${dress(item.text)}${note}`] : [],
    );
    return [heading(name), "", tasks.join(gap), ""].join("\n");
  });
  return sections.join("\n").replaceAll("\n", end);
}

const names = (ticks: readonly boolean[]): readonly string[] =>
  items.filter((_, index) => ticks[index] === true).map(({ checklist, item }) => `${checklist}/${item}`);

const markup = fc.constantFrom(
  ...[
    "- [x] ",
    "- [ ] ",
    "* ",
    "1. ",
    "> ",
    "#",
    "## Onboarding",
    "\n",
    "\n\n",
    "\t",
    "    ",
    "```",
    "~~",
    "<!--",
    "-->",
    "[",
  ],
  ...[
    "](",
    "<details>",
    "</details>",
    "<blockquote>",
    "**",
    "`",
    "&#64;",
    "Shared Slack/Discord channel created.",
    "\u00a0",
  ],
);
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(fc.oneof(markup, fc.string({ unit: "grapheme", maxLength: 8 })), { maxLength: 60 })
    .map((parts) => parts.join("")),
);
const quoted = (text: string): string => text.replace(/^/gm, "> ");
const noise = fc
  .constantFrom<((text: string) => string)[]>(
    quoted,
    (text) => `~~~~~\n${text}\n~~~~~`,
    (text) => `<!--\n${text}\n-->`,
    (text) => `Words.\n\n${text.replace(/^/gm, "    ")}`,
    (text) => `<blockquote>\n\n${text}\n\n</blockquote>`,
  )
  .chain((wrap) => marked.map((ticks) => wrap(render(ticks, plainStyle))));
const plainStyle: Style = {
  bullet: "- ",
  box: "[x]",
  heading: (title) => `## ${title}`,
  dress: (text) => text,
  note: "",
  gap: "\n",
  end: "\n",
};

describe("readTicks, whatever the style", () => {
  it("reads back the ticks of a checklist", () => {
    fc.assert(
      fc.property(marked, style, (ticks, chosen) => {
        const read = readBody(render(ticks, chosen));

        expect(tickedIn(read, "body")).toEqual(names(ticks));
        expect(read.doubts).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  it("reads the same with quotes, code and HTML comments put before, between and behind", () => {
    fc.assert(
      fc.property(marked, noise, fc.nat(), (ticks, added, where) => {
        const sections = render(ticks, plainStyle).split(/(?=^## )/m);
        const at = where % (sections.length + 1);
        const body = [...sections.slice(0, at), `\n${added}\n\n`, ...sections.slice(at)].join("");

        expect(tickedIn(readBody(body))).toEqual(tickedIn(readBody(render(ticks, plainStyle))));
      }),
      { numRuns: runs },
    );
  });

  it("reads the same with CRLF and LF", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const lf = text.replace(/\r\n?/g, "\n");

        expect(tickedIn(readBody(lf.replaceAll("\n", "\r\n")))).toEqual(tickedIn(readBody(lf)));
      }),
      { numRuns: runs },
    );
  });

  it("reads any text without throwing, and ticks nothing without a box", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const ticks = tickedIn(readComment("onboarding", text));

        expect(ticks.length === 0 || /\[[xX]\]/.test(text)).toBe(true);
      }),
      { numRuns: runs * 3 },
    );
  });

  it("never ticks another item than the one that is ticked", () => {
    fc.assert(
      fc.property(fc.constantFrom(...items), fc.constantFrom(...items), (ticked, other) => {
        const heading = playbook.stages.find(({ id }) => id === ticked.stage)?.name ?? "";
        const read = readBody(`## ${heading}\n\n- [x] ${ticked.text}\n`);

        const isSame = ticked === other;
        const tick = read.isTicked(other.stage, other.checklist, other.item);

        expect(tick.ticked && tick.place === "body").toBe(isSame);
      }),
      { numRuns: runs },
    );
  });
});
