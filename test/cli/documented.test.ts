import { describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { EXIT } from "../../src/cli/console.ts";
import { createProgram } from "../../src/cli/program.ts";
import { JOURNAL_COLUMNS } from "../../src/core/export/journal-rows.ts";
import { PARTNER_COLUMNS } from "../../src/core/export/partner-rows.ts";
import { aConsole } from "./a-console.ts";

const page = readFileSync("docs/command-line.md", "utf8");
const told = page.replace(/\s+/g, " ");
const nothing = (): void => undefined;

function aProgram(environment: Readonly<Record<string, string>> = {}) {
  const console = aConsole();
  return { ...console, program: createProgram({ console, environment }, nothing) };
}

/** The part of the page that is about a command. */
function sectionOf(name: string): string {
  return page.split(/^## /m).find((section) => section.startsWith(`\`${name} `)) ?? "";
}

const commands = aProgram().program.commands.map((command) => ({
  name: command.name(),
  options: command.options.map(({ long }) => long ?? ""),
  help: command.helpInformation(),
  description: command.description(),
}));

describe("docs/command-line.md", () => {
  it.each(commands)("has a part for $name, with all its options", ({ name, options }) => {
    const section = sectionOf(name);

    expect(section).not.toBe("");
    expect(options.filter((option) => !section.includes(option))).toEqual([]);
  });

  it("names no command that does not exist", () => {
    const named = [...page.matchAll(/^## `(\S+) /gm)].map(([, name]) => name);

    expect(named).toEqual(commands.map(({ name }) => name));
  });

  it("lists every exit code", () => {
    const listed = [...page.matchAll(/^\|\s+(\d) \|/gm)].map(([, code]) => Number(code));

    expect(listed).toEqual(Object.values(EXIT));
  });

  it.each(Object.entries({ ...PARTNER_COLUMNS, ...JOURNAL_COLUMNS }))(
    "says what the column %s holds",
    (name, holds) => {
      expect(told).toContain(`| \`${name}\` | ${holds} |`);
    },
  );
});

describe("--help", () => {
  it.each(commands)("explains $name and every option of it", ({ options, help, description }) => {
    expect(description).not.toBe("");
    expect(options.filter((option) => !help.includes(option))).toEqual([]);
  });

  it("names the commands, the variables and the exit codes", async () => {
    const { program, said } = aProgram();

    await expect(program.parseAsync(["node", "stagekeeper", "--help"])).rejects.toMatchObject({
      exitCode: 0,
    });
    const help = said.join("\n");
    expect(commands.filter(({ name }) => !help.includes(`\n  ${name} `))).toEqual([]);
    for (const word of ["GITHUB_TOKEN", "DATABASE_URL", "Exit codes:\n  0 ", "\n  2 "])
      expect(help).toContain(word);
  });
});

describe("a command line that is wrong", () => {
  it.each([
    { line: ["reprot"], why: "unknown command" },
    { line: ["report", "acme/partners"], why: "--month" },
    { line: ["report", "acme/partners", "--month", "2026-13"], why: "YYYY-MM" },
    { line: ["report", "acme", "--month", "2026-11"], why: "OWNER/REPO" },
    { line: ["export", "acme/partners", "--format", "xls"], why: "csv, jsonl" },
    { line: ["forget", "acme/partners", "acme"], why: "whole number" },
  ])("is said to be: $line", async ({ line, why }) => {
    const { program, told: complaints } = aProgram();
    await expect(program.parseAsync(["node", "stagekeeper", ...line])).rejects.toThrow();
    expect(complaints.join("\n")).toContain(why);
  });
});
