import { describe, expect, it } from "@jest/globals";
import { COMMAND_NAMES, exampleOf, GRAMMAR, type Place } from "../../../src/core/partner/grammar.ts";
import { readCommands, type CommandContext } from "../../../src/core/partner/commands.ts";
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

  it.each<[line: string, meant: string, wanted: string]>([
    ["/check Onbording", "check", "STAGE"],
    ["/override", "override", "REASON"],
    ["/next tomorrow call them", "next", "DATE"],
    ["/next 2026-02-30 call them", "next", "DATE"],
    ["/next 2026-12-01", "next", "TEXT"],
    ["/done with it", "done", "nothing"],
    ["/sent yesterday", "sent", "DATE"],
    ["/sent 2026-11-20 by mail", "sent", "nothing"],
    ["/snooze", "snooze", "DURATION"],
    ["/snooze 0d", "snooze", "DURATION"],
    ["/snooze 5 years", "snooze", "DURATION"],
    ["/snooze 3d please", "snooze", "nothing"],
    ["/hold", "hold", "REASON"],
    ["/hold until further notice", "hold", "DATE"],
    ["/hold until 2027-01-04", "hold", "REASON"],
    ["/exit", "exit", "choice"],
    ["/exit stage left", "exit", "choice"],
    ["/exit not-now later", "exit", "DATE"],
    ["/exit merged 31", "exit", "#N"],
    ["/sync", "sync", "choice"],
    ["/sync tomorrow", "sync", "DATE"],
    ["/sync skip it", "sync", "nothing"],
    ["/sync every 2 moons from 2026-12-08", "sync", "DURATION"],
    ["/sync every week", "sync", "choice"],
    ["/snoze 3d", "snooze", "name"],
    ["/ovreride agreed", "override", "name"],
    ["/holds until 2027-01-04 holidays", "hold", "name"],
    ["/done.", "done", "name"],
    ["/hold: budget freeze", "hold", "name"],
  ])("does not guess at %s: of /%s the %s is wrong", (line, meant, wanted) => {
    expect(readCommands(line, partnerIssue)).toEqual([{ kind: "misread", line, meant, wanted }]);
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
    "/usr/bin",
    "/help/me",
    "/done...",
    "/status",
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
    ["in a table's cell", "| a |\n| - |\n| /done |"],
    ["in a footnote", "[^1]: /done"],
    ["in a quote in a footnote", "[^1]: > They said\n/done"],
    ["in code by a tag of the same paragraph", "see <code>\n/done\n</code>"],
    ["in a quote of a no-break space", "> \u00a0\n/done"],
    ["in raw HTML before a no-break space", "<b> \u00a0\n\n> <b> \u00a0\n/done"],
    ["in code that a no-break space seems to end", "```\n``` \u00a0\n/done"],
    ["in raw HTML below a table", "| a |\n| - |\n</b>\n/done"],
    ["in a struck out piece of raw HTML", "<del>\n\n/done\n\n</del>"],
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

  it("reads several in order, at most ten, and says how many it left", () => {
    const names = readCommands("/replied\n/next 2026-12-01 Call\n\n/sync skip", partnerIssue).map(
      (line) => line.kind === "command" && line.command.name,
    );

    expect(names).toEqual(["replied", "next", "sync"]);
    expect(readCommands("/done\n".repeat(50), partnerIssue).slice(9)).toEqual([
      { kind: "command", line: "/done", target: null, command: { name: "done" } },
      { kind: "beyond", more: 40 },
    ]);
  });

  it.each<[mail: string, text: string]>([
    ["Gmail's", "Yes.\n\nOn Mon, Nov 23, 2026 at 10:00 Maria ***@***.***> wrote:\n\n/done"],
    ["Gmail's, broken", "Yes.\n\nOn Mon, Nov 23, 2026 at 10:00 Maria\n***@***.***>\nwrote:\n/done"],
    ["a German one's", "Ja.\n\nAm 23.11.2026 um 10:00 schrieb Maria ***@***.***>:\n\n/done"],
    ["Outlook's", "Yes.\n\nFrom: Maria ***@***.***>\nSent: Monday\nSubject: Re: Acme\n\n/done"],
    ["Outlook's, bold", "Yes.\n\n**From:** Maria ***@***.***>\n**Sent:** Monday\n\n/done"],
    ["an older Outlook's", "Yes.\n\n-----Original Message-----\nFrom: Maria\n\n/done"],
    ["an unknown one's", "Yes.\n\n/done\n\n—\nReply to this email directly, view it on GitHub"],
  ])("finds no command in the older mail of %s reply", (_, text) => {
    expect(readCommands(text, partnerIssue)).toEqual([]);
    expect(readCommands(text.replaceAll("\n", "\r\n"), partnerIssue)).toEqual([]);
  });

  it.each<[what: string, text: string]>([
    ["above the older mail", "/done\n\nOn Mon, Nov 23, 2026 Maria ***@***.***> wrote:\n\n> /hold x"],
    ["above GitHub's quoted footer", "/done\n\n> —\n> Reply to this email directly, view it on GitHub"],
    ["behind a contact's address", "Contact: Jane <jane@acme.com>\nRole: CTO\n\n/done"],
    ["behind an address and a colon", "They read it at jane@acme.com:\n\n/done"],
    ["behind a quoted mail", "> On Monday Maria ***@***.***> wrote:\n> Hello\n\n/done"],
  ])("finds a command %s", (_, text) => {
    expect(readCommands(text, partnerIssue)).toMatchObject([{ command: { name: "done" } }]);
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
    expect(readCommands("/done", dashboard)).toMatchObject([{ kind: "misread", wanted: "number" }]);
    expect(readCommands("/next 2026-12-01 Call", dashboard)).toMatchObject([{ wanted: "number" }]);
    expect(readCommands("/help", dashboard)).toMatchObject([{ kind: "command", target: null }]);
  });

  it.each(COMMAND_NAMES.flatMap((name) => GRAMMAR[name].examples.map((behind) => ({ name, behind }))))(
    "reads its own example /$name $behind, in the partner's issue and on the dashboard",
    ({ name, behind }) => {
      const read = (place: Place): unknown =>
        readCommands(exampleOf(name, place, behind), { ...partnerIssue, place });

      expect(read("partner")).toMatchObject([{ kind: "command", target: null, command: { name } }]);
      expect(read("dashboard")).toMatchObject([
        { kind: "command", target: name === "help" ? null : 12, command: { name } },
      ]);
    },
  );
});
