import { describe, expect, it } from "@jest/globals";
import { designPartner } from "../../../src/core/playbook/builtin/design-partner.yml.ts";
import { guardYaml } from "../../../src/core/playbook/guard-yaml.ts";
import { parsePlaybook } from "../../../src/core/playbook/parse.ts";

describe("guardYaml", () => {
  it("lets the built-in playbook through", () => {
    expect(guardYaml(designPartner)).toEqual([]);
  });

  it.each([
    { bomb: "brackets", text: "[".repeat(4096) },
    { bomb: "braces", text: "{a: ".repeat(4096) },
    { bomb: "brackets that comments seem to close", text: "[ #]\n".repeat(4096) },
    { bomb: "brackets that quotes seem to close", text: '["]", '.repeat(1000) },
    { bomb: "lists in lists on one line", text: "- ".repeat(4096) },
    { bomb: "explicit keys on one line", text: "? ".repeat(4096) },
    { bomb: "maps on one line", text: "a: ".repeat(4096) },
    { bomb: "a staircase", text: Array.from({ length: 200 }, (_, i) => `${" ".repeat(i)}a:`).join("\n") },
    { bomb: "size", text: "#".repeat(70_000) },
    { bomb: "size in bytes", text: `# ${"€".repeat(30_000)}` },
    { bomb: "many tokens", text: "- a\n".repeat(10_000) },
  ])("stops a bomb of $bomb", ({ text }) => {
    const problems = guardYaml(text);

    expect(problems).toHaveLength(1);
    expect(parsePlaybook(text)).toEqual({ kind: "problems", problems });
  });

  it.each([
    { feature: "anchors", text: "a: &x 1\n", line: 1 },
    { feature: "aliases", text: "a: 1\nb: *x\n", line: 2 },
    { feature: "tags", text: "a: 1\n\nb: !!binary x\n", line: 3 },
    { feature: "directives", text: "%YAML 1.1\n---\na: 1\n", line: 1 },
  ])("refuses $feature, with the line", ({ text, line }) => {
    expect(guardYaml(text)).toEqual([expect.objectContaining({ line })]);
  });

  it.each([
    "title: 'a [ b { c'\n".repeat(40),
    `note: |\n${"  [ { - ? : * & ! %\n".repeat(40)}`,
    `# ${"[".repeat(100)}\na: 1\n`,
    `note: |\n  ${" ".repeat(100)}far right\n`,
  ])("leaves brackets in text, comments and blocks alone", (text) => {
    expect(guardYaml(text)).toEqual([]);
  });

  it("answers the same bomb as often as it comes", () => {
    const answers = Array.from({ length: 50 }, () => parsePlaybook("[".repeat(4096)).kind);

    expect(new Set(answers)).toEqual(new Set(["problems"]));
  });
});
