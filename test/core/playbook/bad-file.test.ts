import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { parsePlaybook } from "../../../src/core/playbook/parse.ts";
import { problemsOf } from "./problems-of.ts";

const MINIMAL = "extends: design-partner\nproject: 7\n";

describe("a bad file", () => {
  it("has all its problems told at once, each with path and line", () => {
    const problems = problemsOf(`extends: design-partnr
project: seven
timezone: Europe/Berln
stages:
  outreach:
    gaet: []
    gate:
      - { checked: qualification.compliace }
      - { chekced: call.held }
      - { atLeast: 9, of: [{ checked: qualification.* }] }
  "My Stage": { name: Mine }
`);

    expect(problems).toEqual([
      "1 extends: Expected design-partner or rfc (did you mean “design-partner”?), found “design-partnr”.",
      "2 project: Expected a number, found “seven”.",
      "3 timezone: There is no time zone “Europe/Berln”; write one such as Europe/Berlin.",
      "6 stages.outreach.gaet: “gaet” is not a key here (did you mean “gate”?).",
      "8 stages.outreach.gate[0].checked: The checklist “qualification” has no item “compliace” (did you mean “compliance”?).",
      "9 stages.outreach.gate[1].chekced: “chekced” is not a key here (did you mean “checked”?).",
      "10 stages.outreach.gate[2].atLeast: At least 9 of 5 can never hold.",
      "11 stages.My Stage: Use small letters, digits and hyphens, beginning with a letter.",
    ]);
  });

  it("is not excused for repeating itself", () => {
    expect(problemsOf(`${MINIMAL}project: 8\n`)).toEqual([
      "2 project: “project” stands twice: lines 2 and 3.",
    ]);
  });

  it.each(["", "# nothing\n", "- a\n", "text", "null", "---\n"])("%j is no map", (text) => {
    expect(problemsOf(text)).toEqual([expect.stringContaining("The file must be a map of keys.")]);
  });

  it("names the line of a syntax error", () => {
    expect(problemsOf("project: 7\nstages: [\n")[0]).toMatch(/^[23] : Not valid YAML: /);
  });

  it.each([
    ["outreach: { bump: 11 days }", "The final message comes after the bump."],
    ["outreach: { bump: 0 days }", "Write a duration longer than nothing."],
    ["nextAction: { again: [7, 3] }", "Each comes later than the one before."],
    ["sync: { missed: 5 }", "It is missed only after notes were asked for the last time."],
    ["graduation: [2 months, 8 weeks]", "Each comes later than the one before."],
    ["promise: { p3: 2 weeks }", "“p3” is not a key here"],
  ])("names what is wrong with the cadence %s", (cadence, message) => {
    expect(problemsOf(`${MINIMAL}cadences:\n  ${cadence}\n`)).toEqual([expect.stringContaining(message)]);
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("cannot name anything %s", (name) => {
    const files = [
      `${MINIMAL}${name}: {polluted: true}`,
      `${MINIMAL}labels: {${name}: x}`,
      `${MINIMAL}fields: {${name}: {name: x, type: text}}`,
      `${MINIMAL}stages: {${name}: {name: x, after: outreach}}`,
      `${MINIMAL}stages: {graduation: {gate: [{field: ${name}, set: true}]}}`,
      `${MINIMAL}stages: {graduation: {gate: [{quiet: {label: ${name}, for: 1 day}}]}}`,
      `${MINIMAL}stages: {graduation: {gate: [{capacity: {stages: [${name}], max: 1}}]}}`,
    ];

    expect(files.filter((file) => parsePlaybook(file).kind === "playbook")).toEqual([]);
    expect({}).not.toHaveProperty("polluted");
  });

  it("is answered whatever it holds: parsing never throws", () => {
    const words = fc.constantFrom(
      ...[
        "extends: design-partner",
        "project: 7",
        "stages:",
        "gate:",
        "- ",
        "  ",
        "    ",
        "outreach:",
        "null",
        "{",
        "}",
      ],
      ...[
        "[",
        "]",
        ": ",
        "checked: call.held",
        "all:",
        "fields:",
        "items:",
        "a",
        "\n",
        "\n",
        '"',
        "'",
        "|",
        "&a",
        "*a",
      ],
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words, { maxLength: 60 }).map((all) => all.join("")),
        ),
        (text) => {
          expect(["playbook", "problems"]).toContain(parsePlaybook(text).kind);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("is answered for any value at any place", () => {
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom("2026-01-01..2025-01-01", [], {}, [{}], [[]], -1, 1e99, true, "x".repeat(300)),
    );
    const key = fc.constantFrom(
      ...[
        "mode",
        "timezone",
        "workingDays",
        "holidays",
        "pauses",
        "reminderHour",
        "labels",
        "fields",
        "lead",
        "away",
      ],
      ...["override", "auto", "backward", "ignore", "ladder", "capacity", "stages", "project", "extends"],
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(key, value), { maxLength: 4 }), (entries) => {
        const file = { extends: "design-partner", project: 7, ...Object.fromEntries(entries) };

        const parsed = parsePlaybook(JSON.stringify(file));

        expect(parsed.kind === "playbook" || parsed.problems.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
