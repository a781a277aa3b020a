import { describe, expect, it } from "@jest/globals";
import { aLife } from "./simulate.ts";
import { play } from "./play.ts";

const LIVES = 12;
/** What no contact may read: criteria and signals, capacity, marks and health, drafts, and why something is overdue. */
const INTERNAL = [
  /approval workflows today|SOC 2|1 engineer part-time|anonymised usage data|vertical pack \(finance/,
  /just exploring|disqualification|disqualified/i,
  /places?\b.*\btaken|at most 5 partners|capacity/i,
  /\bNPS\b|\bhealth\b|off track|at risk/i,
  /early access \+ roadmap influence|Would a 20-minute intro call|short second message|last message/i,
  /was due on|is due \(|Nothing happened here|No next action is set|Still open after graduation|quarterly review was held/,
] as const;
/** What people give as the reason of a hold or an exit stands in the journal, and in no issue at all. */
const REASONS = /they reorganise|on holiday|no time/;
const EMAIL = /[\w.+-]+@[\w-]+\.[a-z]{2,}/i;

/** All that is written in these lives, as people see it. */
function textsOf(audience: "team" | "shared"): readonly { readonly on: string; readonly text: string }[] {
  return Array.from({ length: LIVES }, (_, index) => aLife(index + 1, 12)).flatMap((life) =>
    play({ ...life, audience }).written.map(({ on, body }) => ({
      on,
      text: body.replaceAll(/<!--[\s\S]*?-->/g, ""),
    })),
  );
}

describe("a year of texts", () => {
  const shared = textsOf("shared");
  const team = textsOf("team");

  it.each(INTERNAL.map((words) => [words.source, words] as const))(
    "tells no contact: %s",
    (_source, words) => {
      expect(shared.filter(({ text }) => words.test(text))).toEqual([]);
    },
  );

  it("keeps the sync notes of a team's own room free of it too", () => {
    const notes = team.filter(({ on }) => on === "note");

    expect(notes.length).toBeGreaterThan(LIVES);
    expect(notes.filter(({ text }) => INTERNAL.some((words) => words.test(text)))).toEqual([]);
  });

  it("has no e-mail address and nobody's reasons in it, and tells the team what it needs", () => {
    expect([...shared, ...team].filter(({ text }) => EMAIL.test(text) || REASONS.test(text))).toEqual([]);
    expect(INTERNAL.filter((words) => !team.some(({ text }) => words.test(text))).map(String)).toEqual([]);
  });
});
