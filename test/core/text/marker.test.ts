import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { codeBlock } from "../../../src/core/text/code-block.ts";
import { readMarkers, writeMarker } from "../../../src/core/text/marker.ts";
import { plain } from "../../../src/core/text/plain.ts";
import { asGithubSees } from "./github-eyes.ts";
import { hostileText } from "./hostile.ts";

const anyString = fc.oneof(fc.string({ unit: "binary" }), hostileText);
const marker = fc.record({
  v: fc.constant(1 as const),
  key: anyString,
  kind: anyString,
  fact: fc.oneof(anyString, fc.integer(), fc.boolean(), fc.constant(null)),
});
const runs = { numRuns: Number(process.env["FUZZ_RUNS"] ?? 1_000) };
const refusal = { v: 1, key: "refusal/outreach/1", kind: "refusal" } as const;

describe("writeMarker and readMarkers", () => {
  it("read back what was written, whatever the values", () => {
    fc.assert(
      fc.property(marker, (written) => {
        expect(readMarkers(`${writeMarker(written)}\n### Moved back`)).toEqual([written]);
      }),
      runs,
    );
  });

  it("hide the marker whatever the values: nothing breaks out", () => {
    fc.assert(
      fc.property(marker, (written) => {
        const text = writeMarker(written);

        expect(asGithubSees(`${text}\nWords`)).toEqual({
          kinds: new Set(["root", "html", "paragraph", "text"]),
          words: `${text}Words\n`,
        });
        expect(text.slice(4, -3)).not.toMatch(/[<>@#`]|[^ -~]/);
      }),
      runs,
    );
  });

  it.each([
    { edit: "text put before it", change: (text: string) => `Edited by me. ${text}` },
    { edit: "CRLF", change: (text: string) => text.replaceAll("\n", "\r\n") },
    {
      edit: "other spaces",
      change: (text: string) => text.replace("<!-- stagekeeper ", "<!--stagekeeper\n"),
    },
    { edit: "a heading before it", change: (text: string) => `# Hi\n\n${text}` },
    { edit: "a list before it", change: (text: string) => `- a\n- b\n\n${text}` },
    { edit: "the text cut away", change: (text: string) => text.split("\n")[0] ?? "" },
  ])("survive an edit: $edit", ({ change }) => {
    expect(readMarkers(change(`${writeMarker(refusal)}\n### Moved back`))).toEqual([refusal]);
  });

  it("come in order when there are several", () => {
    const second = { ...refusal, key: "b" };

    expect(readMarkers(`${writeMarker(refusal)}\n\nText\n${writeMarker(second)}`)).toEqual([refusal, second]);
  });

  it.each([
    ["fenced code", "```\nX\n```"],
    ["a code span", "see `X`"],
    ["a quote", "> X"],
    ["indented code", "    X"],
    ["another version", '<!-- stagekeeper {"v":2,"key":"a","kind":"b"} -->'],
    ["no JSON", "<!-- stagekeeper {key} -->"],
    ["a list for a key", '<!-- stagekeeper {"v":1,"key":[],"kind":"b"} -->'],
  ])("find none in %s", (_, text) => {
    expect(readMarkers(text.replace("X", writeMarker(refusal)))).toEqual([]);
  });

  it("find none in what other people wrote, as text or in a code block of ours", () => {
    fc.assert(
      fc.property(hostileText, hostileText, (before, behind) => {
        const forged = `${before}${writeMarker(refusal)}${behind}`;

        expect(readMarkers(plain(forged, 2_000))).toEqual([]);
        expect(readMarkers(`Message:\n\n${codeBlock(forged)}`)).toEqual([]);
      }),
      runs,
    );
  });

  it("leave out a fact with a name that could harm", () => {
    expect(writeMarker({ ...refusal, "--><b>": "x" })).not.toContain("<b>");
  });

  it("never throw on any text", () => {
    fc.assert(
      fc.property(anyString, (text) => {
        expect(Array.isArray(readMarkers(text))).toBe(true);
      }),
      runs,
    );
  });
});
