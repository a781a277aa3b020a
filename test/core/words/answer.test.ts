import { describe, expect, it } from "@jest/globals";
import { COMMAND_NAMES, GRAMMAR, type Place } from "../../../src/core/partner/grammar.ts";
import { readCommands } from "../../../src/core/partner/commands.ts";
import { renderAnswers, renderHelp, renderMisread } from "../../../src/core/words/answer.ts";
import { aPlaybook } from "../../support/situation.ts";

const { stages } = aPlaybook();
const answerTo = (text: string, place: Place = "partner"): readonly string[] =>
  readCommands(text, { stages, place }).flatMap((line) =>
    line.kind === "misread" ? renderMisread(line, place, stages) : [],
  );
/** A backslash before a sign is not shown. */
const asShown = (markdown: string): string => markdown.replaceAll("\\/", "/");

describe("renderMisread", () => {
  it.each<[line: string, answer: string]>([
    [
      "/next tomorrow call them",
      "I could not read “/next tomorrow call them”. DATE is a day such as `2026-12-01`. It is written `/next DATE TEXT`, for example `/next 2026-12-01 Send the terms`.",
    ],
    [
      "/done with it",
      "I could not read “/done with it”. It takes nothing more on its line. It is written `/done`.",
    ],
    [
      "/hold until 2027-01-04",
      "I could not read “/hold until 2027-01-04”. REASON is missing. It is written `/hold [until DATE] REASON`, for example `/hold until 2027-01-04 their winter break`.",
    ],
    [
      "/snoze 3d",
      "I could not read “/snoze 3d”. There is no such command. It is written `/snooze DURATION`, for example `/snooze 2 weeks`.",
    ],
    [
      "/exit soon",
      "I could not read “/exit soon”. It is written `/exit declined|disqualified|no-response|wound-down|not-now DATE|merged #N [REASON]`, for example `/exit declined no budget this year`.",
    ],
    [
      "/sync every month",
      "I could not read “/sync every month”. It is written `/sync DATE|skip|every DURATION from DATE`, for example `/sync every 2 weeks from 2026-12-08`.",
    ],
    [
      "/check Onbording",
      "I could not read “/check Onbording”. STAGE is one of Identification, Outreach, Qualification Call, Onboarding, Active Partnership, Graduation. It is written `/check [STAGE]`, for example `/check Active Partnership`.",
    ],
  ])("says of %s what is wrong with it, the right form and an example", (line, answer) => {
    expect(answerTo(line).map(asShown)).toEqual([answer]);
  });

  it("says on the dashboard that the number comes first", () => {
    expect(answerTo("/done", "dashboard").map(asShown)).toEqual([
      "I could not read “/done”. On the dashboard the partner's number comes first. It is written `/done #N`, for example `/done #12`.",
    ]);
  });

  it("makes no mention, link or markup of what it repeats", () => {
    const [answer = ""] = answerTo("/sent to @octocat and <b>https://example.org</b> #1");

    expect(answer).not.toMatch(/@octocat|https:\/\/|<b>|#1/);
  });
});

describe("renderHelp", () => {
  it.each(COMMAND_NAMES)("lists /%s with its form and what it does", (name) => {
    expect(renderHelp("partner")).toContain(`/${name}`);
    expect(renderHelp("partner")).toContain(GRAMMAR[name].does);
  });

  it("names the partner's number on the dashboard, where one is needed", () => {
    expect(renderHelp("dashboard")).toContain("- `/hold #N [until DATE] REASON` ");
    expect(renderHelp("dashboard")).toContain("- `/help` ");
    expect(renderHelp("partner")).not.toContain("/hold #N");
  });
});

describe("renderAnswers", () => {
  const said = [
    { to: "sync", text: "That day is over." },
    { to: null, text: "More." },
  ] as const;

  it("names the command that each part answers, unless there is one", () => {
    expect(renderAnswers("k", said, false)).toContain("**`/sync`**\n\nThat day is over.\n\nMore.");
    expect(renderAnswers("k", said.slice(0, 1), true)).not.toContain("/sync");
  });
});
