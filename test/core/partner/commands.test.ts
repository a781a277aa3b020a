import { describe, expect, it } from "@jest/globals";
import { COMMANDS, formOf } from "../../../src/core/partner/command-table.ts";
import { readCommands, type Command, type CommandContext } from "../../../src/core/partner/commands.ts";
import { aPlaybook } from "../../support/situation.ts";

const partnerIssue: CommandContext = { stages: aPlaybook().stages, place: "partner" };
const dashboard: CommandContext = { ...partnerIssue, place: "dashboard" };
const weeks = (count: number) => ({ months: 0, weeks: count, days: 0 });

describe("readCommands", () => {
  it.each<[line: string, command: object]>([
    ["/check", { name: "check", stage: null }],
    ["/check Qualification Call", { name: "check", stage: "qualification-call" }],
    ["/check active-partnership", { name: "check", stage: "active-partnership" }],
    [
      "/override They signed; legal asked us to start.",
      { name: "override", reason: "They signed; legal asked us to start." },
    ],
    ["/next 2026-12-01 Send the terms", { name: "next", day: "2026-12-01", text: "Send the terms" }],
    ["/done", { name: "done" }],
    ["/sent", { name: "sent", day: null }],
    ["/sent 2026-11-20", { name: "sent", day: "2026-11-20" }],
    ["/replied", { name: "replied" }],
    ["/snooze 3d", { name: "snooze", span: { months: 0, weeks: 0, days: 3 } }],
    ["/snooze 2w", { name: "snooze", span: weeks(2) }],
    ["/hold budget freeze", { name: "hold", until: null, reason: "budget freeze" }],
    ["/hold until 2027-01-04 holidays", { name: "hold", until: "2027-01-04", reason: "holidays" }],
    ["/resume", { name: "resume" }],
    ["/exit declined", { name: "exit", exit: { why: "declined" }, reason: "" }],
    [
      "/exit disqualified no use case",
      { name: "exit", exit: { why: "disqualified" }, reason: "no use case" },
    ],
    ["/exit no-response", { name: "exit", exit: { why: "no-response" }, reason: "" }],
    ["/exit wound-down amicably", { name: "exit", exit: { why: "wound-down" }, reason: "amicably" }],
    [
      "/exit not-now 2027-03-01 new CTO",
      { name: "exit", exit: { why: "not-now", until: "2027-03-01" }, reason: "new CTO" },
    ],
    [
      "/exit merged #31 same company",
      { name: "exit", exit: { why: "merged", into: 31 }, reason: "same company" },
    ],
    ["/sync 2026-12-08", { name: "sync", sync: { kind: "on", day: "2026-12-08" } }],
    ["/sync skip", { name: "sync", sync: { kind: "skip" } }],
    [
      "/sync every 2 weeks from 2026-12-08",
      { name: "sync", sync: { kind: "every", span: weeks(2), from: "2026-12-08" } },
    ],
    [
      "/sync every week from 2026-12-08",
      { name: "sync", sync: { kind: "every", span: weeks(1), from: "2026-12-08" } },
    ],
    ["/help", { name: "help" }],
  ])("reads %s", (line, command) => {
    expect(readCommands(line, partnerIssue)).toEqual([{ kind: "command", line, target: null, command }]);
  });

  it.each<[line: string, right: string]>([
    ["/check Onbording", "/check [STAGE]"],
    ["/override", "/override REASON"],
    ["/next tomorrow call them", "/next DATE TEXT"],
    ["/next 2026-02-30 call them", "/next DATE TEXT"],
    ["/next 2026-12-01", "/next DATE TEXT"],
    ["/done with it", "/done"],
    ["/sent yesterday", "/sent [DATE]"],
    ["/snooze", "/snooze DURATION"],
    ["/snooze 0d", "/snooze DURATION"],
    ["/snooze 5 years", "/snooze DURATION"],
    ["/hold", "/hold [until DATE] REASON"],
    ["/hold until further notice", "/hold [until DATE] REASON"],
    ["/hold until 2027-01-04", "/hold [until DATE] REASON"],
    ["/exit", "/exit declined|disqualified|no-response|wound-down|not-now DATE|merged #N [REASON]"],
    [
      "/exit stage left",
      "/exit declined|disqualified|no-response|wound-down|not-now DATE|merged #N [REASON]",
    ],
    [
      "/exit not-now later",
      "/exit declined|disqualified|no-response|wound-down|not-now DATE|merged #N [REASON]",
    ],
    ["/sync every 2 moons from 2026-12-08", "/sync DATE|skip|every 2 weeks from DATE"],
    ["/snoze 3d", "/snooze DURATION"],
    ["/holds until 2027-01-04 holidays", "/hold [until DATE] REASON"],
  ])("does not guess at %s, and says how it is written", (line, right) => {
    expect(readCommands(line, partnerIssue)).toMatchObject([{ kind: "misread", line, right }]);
  });

  it.each([
    "/etc/hosts is broken",
    "/cc @bob",
    "/approve",
    "/",
    "/ done",
    "//done",
    "/don",
    "and/or",
    "/done.",
  ])("leaves %s alone", (line) => {
    expect(readCommands(line, partnerIssue)).toEqual([]);
  });

  it.each<[where: string, text: string]>([
    ["in a quote", "> /done"],
    ["in a quote's lazy line", "> They said:\n/done"],
    ["in a quote in a list", "- > /done"],
    ["in raw HTML's quote", "<blockquote>\n\n/done\n\n</blockquote>"],
    ["in fenced code", "```\n/done\n```"],
    ["in fenced code that never ends", "~~~\n/done"],
    ["in indented code", "    /done"],
    ["in a code span over lines", "see `\n/done\n` there"],
    ["in an HTML comment", "<!--\n/done\n-->"],
    ["in an HTML comment within a paragraph", "Well <!-- and\n/done\n--> so"],
    ["in raw HTML", "<details>\n/done\n</details>"],
    ["in an attribute", 'a <b title="\n/done\n">x</b>'],
    ["in a link's title", '[a](b "\n/done\n")'],
    ["in a link's definition", "[a]:\n/done"],
    ["behind words", "Please /done"],
    ["in a list", "- /done"],
    ["escaped", "\\/done"],
    ["behind an invisible character", "\u200b/done"],
  ])("finds no command %s", (_, text) => {
    expect(readCommands(text, partnerIssue)).toEqual([]);
  });

  it.each<[where: string, text: string]>([
    ["between paragraphs", "Hello\n\n/done\n\nBye"],
    ["among the lines of a paragraph", "Hello\n/done\nBye"],
    ["behind a quote", "> They said yes\n\n/done"],
    ["above a signature's line", "/done\n---\nMaria"],
    ["behind an HTML comment", "<!-- template -->\n/done"],
    ["with CRLF", "Hello\r\n/done\r\n"],
    ["in capitals", "/DONE"],
    ["before an HTML comment", "/done <!-- at last -->"],
    ["with spaces around", "  /done  "],
    ["in open details", "<details>\n\n/done\n\n</details>"],
  ])("finds a command %s", (_, text) => {
    expect(readCommands(text, partnerIssue)).toMatchObject([{ kind: "command", command: { name: "done" } }]);
  });

  it("reads several in order, at most ten", () => {
    const names = readCommands("/replied\n/next 2026-12-01 Call\n\n/sync skip", partnerIssue).map(
      (line) => line.kind === "command" && line.command.name,
    );

    expect(names).toEqual(["replied", "next", "sync"]);
    expect(readCommands("/done\n".repeat(50), partnerIssue)).toHaveLength(10);
  });

  it("keeps code spans and drops e-mail addresses in what people write", () => {
    expect(readCommands("/next 2026-12-01 mail jane@acme.com about `retry`", partnerIssue)).toMatchObject([
      { command: { text: "mail [e-mail address] about `retry`" } },
    ]);
  });

  it("takes a number for a reason in the partner's issue", () => {
    expect(readCommands("/hold #12 blocks us", partnerIssue)).toMatchObject([
      { target: null, command: { name: "hold", reason: "#12 blocks us" } },
    ]);
  });

  it("takes the number for the partner on the dashboard", () => {
    expect(readCommands("/hold #12 until 2027-01-04 holidays", dashboard)).toMatchObject([
      { kind: "command", target: 12, command: { name: "hold", until: "2027-01-04", reason: "holidays" } },
    ]);
  });

  it("wants a number on the dashboard, but not for /help", () => {
    expect(readCommands("/done", dashboard)).toMatchObject([{ kind: "misread", right: "/done #N" }]);
    expect(readCommands("/help", dashboard)).toMatchObject([{ kind: "command", target: null }]);
  });

  it("has a form and a line of help for every command, and each form names its command", () => {
    const forms = COMMANDS.map(({ name }) => formOf(name, "partner"));

    expect(forms.every((form, index) => form.startsWith(`/${COMMANDS[index]?.name ?? ""}`))).toBe(true);
    expect(new Set(COMMANDS.map(({ help }) => help)).size).toBe(COMMANDS.length);
  });

  it("covers every command of the union by the table", () => {
    const names: readonly Command["name"][] = COMMANDS.map(({ name }) => name);

    expect(names).toHaveLength(12);
  });
});
