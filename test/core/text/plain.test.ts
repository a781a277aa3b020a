import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { plain } from "../../../src/core/text/plain.ts";
import { actsIn, asGithubSees } from "./github-eyes.ts";
import { hostileText } from "./hostile.ts";

const runs = Number(process.env["FUZZ_RUNS"] ?? 500);

/** Places of our own text in which other people's text stands. */
const places: readonly { name: string; around: (text: string) => string; allowed: readonly string[] }[] = [
  { name: "at the start of a comment", around: (text) => text, allowed: [] },
  { name: "within a sentence", around: (text) => `It says ${text} here.`, allowed: [] },
  { name: "in bold", around: (text) => `a **x${text}x** b`, allowed: ["strong"] },
  { name: "in a heading", around: (text) => `### ${text}`, allowed: ["heading"] },
  { name: "in a list", around: (text) => `- ${text}\n- b`, allowed: ["list", "listItem"] },
  { name: "under a line of text", around: (text) => `Words\n${text}`, allowed: [] },
  {
    name: "in a table",
    around: (text) => `| a |\n| - |\n| ${text} |`,
    allowed: ["table", "tableRow", "tableCell"],
  },
  { name: "as the words of a link", around: (text) => `[x${text}](./file)`, allowed: ["link"] },
];

describe("plain", () => {
  it.each(places)("makes any text harmless $name", ({ around, allowed }) => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(actsIn(around(plain(text)), allowed)).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  it("keeps one table cell one cell", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const cell = plain(text);

        expect(asGithubSees(`| ${cell} | b |\n| - | - |`).kinds.has("table")).toBe(true);
      }),
      { numRuns: runs },
    );
  });

  it("gives one line of at most the characters asked for", () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 40 }), (text, most) => {
        const line = plain(text, most);
        const shown = asGithubSees(`x${line}`).words.replaceAll("\u200b", "").trim();

        expect(line).not.toMatch(/[\n\r\u2028\u2029\u0085]/);
        expect(Array.from(shown).length - 1).toBeLessThanOrEqual(most);
      }),
      { numRuns: runs },
    );
  });

  it.each([
    ["Acme & Sons <3", "Acme & Sons <3"],
    ["snake_case *and* `code` [x] ~y~ $5", "snake_case *and* `code` [x] ~y~ $5"],
    ["R&amp;D", "R&D"],
    ["two\nlines\tand   spaces ", "two lines and spaces"],
    ["👩‍💻 from 🇩🇪, naïve", "👩‍💻 from 🇩🇪, naïve"],
    ["mail jane@acme.com now", "mail [e-mail address] now"],
    ["# 1. - + > not a block", "# 1. - + > not a block"],
    ["\u202eevil\u200b text\u0007", "evil text"],
  ])("shows %j as %j", (text, shown) => {
    expect(asGithubSees(plain(text)).words.replaceAll("\u200b", "").trim()).toBe(shown);
  });

  it("breaks a mention that was written as a character reference, twice over", () => {
    expect(plain("&amp;commat;octocat")).toBe("@\u200boctocat");
  });

  it("breaks a commit so that no part of it is long enough for one", () => {
    expect(plain("0123456789abcdef0123").split("\u200b")).toEqual(["012345", "6789ab", "cdef01", "23"]);
  });

  it("cuts long text between characters and says so", () => {
    expect(plain("a😀😀😀", 3)).toBe("a😀…");
  });

  it("takes no longer for a long hostile text", () => {
    const started = process.cpuUsage();

    for (const bit of ["&amp;", "a@", "a.", "`", "[", "<!--", "\u0301"]) plain(bit.repeat(100_000));

    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(1_000);
  });
});
