import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { lineOf } from "../../../src/core/dashboard/line.ts";
import { flowsOf, loadOf } from "../../../src/core/dashboard/programme.ts";
import { renderDashboard } from "../../../src/core/words/dashboard.ts";
import type { Day } from "../../../src/core/time/time.ts";
import { hostileText } from "../text/hostile.ts";
import { aLine, anOverview, aVisit } from "./a-line.ts";
import {
  aCard,
  after,
  aPartner,
  aPlaybook,
  aSituation,
  date,
  days,
  inStage,
  login,
  now,
  stage,
  text,
} from "../../support/situation.ts";

const due = (title: string, daysAgo: number, cadence = title) => ({
  ...{ cadence, title },
  dueAt: after(now, -days(daysAgo)),
});

describe("the dashboard", () => {
  it("shows overdue and waiting first, by owner", () => {
    const body = renderDashboard(
      anOverview([
        aLine({
          number: 1,
          name: "Tea",
          owner: login("tom"),
          touches: [due("next action of 2026-11-20", 4)],
        }),
        aLine({ number: 2, name: "Milk", owner: login("maria"), touches: [due("later", -3)] }),
        aLine({
          ...{ number: 3, name: "Salt", owner: null },
          waiting: { target: stage("onboarding"), missing: 2, forPlace: false, leftAlone: false },
        }),
      ]),
    );

    const attention = body.slice(body.indexOf("### Needs attention"), body.indexOf("### Capacity"));
    expect(attention).toContain("### Needs attention (2)");
    expect(attention).toMatch(
      /Nobody[\s\S]*#3 Salt: ⏳ waits for Onboarding: 2 things missing[\s\S]*tom[\s\S]*#1 Tea/,
    );
    expect(attention).not.toContain("Milk");
  });

  it("names of a series only the last that is due", () => {
    const touches = [due("bump", 7, "outreach"), due("final", 1, "outreach"), due("exit", -3, "outreach")];
    const body = renderDashboard(anOverview([aLine({ touches })]));

    expect(body).toContain("#12 Acme: final (since 1 day)");
    expect(body).not.toContain("bump");
  });

  it("mentions nobody and references no issue out of anybody's text", () => {
    const name = "@octocat/team see acme/other#7 jane@acme.com";
    const body = renderDashboard(anOverview([aLine({ name, nextAction: name })]));

    expect(body).not.toMatch(/@[a-z]/i);
    expect(body).not.toContain("other#7");
    expect(body).not.toContain("jane");
  });

  it("is readable with no partners at all", () => {
    const body = renderDashboard(anOverview([]));

    expect(body).toContain("**0 partners**");
    expect(body).toContain("**0** active: ⚠️ under the target of 3 to 5.");
    expect(body).not.toContain("Left the programme");
  });

  it("in observe mode shows what would have been done", () => {
    const observed = [{ at: after(now, -days(2)), target: stage("onboarding"), missing: ["a", "b"] }];
    const line = aLine({ observed, touches: [due("short second message (Day 3)", 1)] });
    const body = renderDashboard(anOverview([line], { playbook: aPlaybook("mode: observe") }));

    expect(body).toContain("#12 Acme: would be moved back from Onboarding: 2 things missing (2026-11-22)");
    expect(body).toContain("#12 Acme: would be reminded of short second message (Day 3)");
    expect(body).not.toMatch(/Nothing is overdue|Commands work here/);
  });

  it("fits into an issue, whatever the partners are called", () => {
    const line = fc.record({
      name: hostileText,
      nextAction: hostileText,
      stage: fc.constantFrom("outreach", "onboarding"),
    });
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 200 }),
        fc.constantFrom(0, 5, 200),
        (some, size) => {
          const lines = Array.from({ length: size }, (_, index) =>
            aLine({ number: index + 1, touches: [due("a", 1), due("b", 2)], ...some[index % some.length] }),
          );

          expect(renderDashboard(anOverview(lines)).length).toBeLessThanOrEqual(65_536);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("names every one of 200 partners with long names and emoji, whatever else there is to say", () => {
    const name = "👩‍🚀 Überlandwerk 🏳️‍🌈 ".repeat(10);
    const lines = Array.from({ length: 200 }, (_, index) =>
      aLine({
        ...{ number: index + 1, name, nextAction: name, dueDate: "2026-11-20" as Day, source: "Referral" },
        ...{ owner: login(`owner-${String(index % 7)}`), nextSync: "2026-12-01" as Day },
        ...(index % 4 === 0 ? { touches: [due("next action of 2026-11-20", 4)] } : {}),
        ...(index % 10 === 0 ? { unreached: [login("jane-acme")] } : {}),
      }),
    );
    const body = renderDashboard(anOverview(lines));

    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(Buffer.from(body).toString()).toBe(body);
    expect(body).toContain("### Needs attention (50)");
    expect(lines.filter(({ number }) => !body.includes(`| #${String(number)} `))).toEqual([]);
  });

  it("counts partners, not lines, when it says how many it leaves out", () => {
    const lines = Array.from({ length: 600 }, (_, index) =>
      aLine({
        ...{ number: index + 1, owner: login(`owner-${String(index)}`), name: "&".repeat(60) },
        touches: [due("a", 1)],
      }),
    );
    const body = renderDashboard(anOverview(lines));
    const attention = body.slice(body.indexOf("### Needs attention"), body.indexOf("### Capacity"));
    const shown = attention.match(/#\d+ /g)?.length ?? 0;

    expect(attention).toContain(`… and ${String(600 - shown)} more`);
  });

  it("lists what failed, drafts and candidates with what to do", () => {
    const dead = [{ number: 4, title: "Delta", error: "github/forbidden" }];
    const lines = [aLine({ kind: "draft", number: null, name: "Fjord" }), aLine({ kind: "candidate" })];
    const body = renderDashboard(anOverview(lines, { dead }));

    expect(body).toMatch(
      /### Not dealt with: 1 partner failed again and again; a comment .* anew\s+- #4 Delta: github/,
    );
    expect(body).toMatch(/### Drafts: convert them to issues to move them on\s+- Fjord/);
    expect(body).toMatch(/### Candidates: .*assigning an owner\s+- #12 Acme/);
  });

  it("says which sources bring partners that become active", () => {
    const active = { visits: [aVisit("outreach", 9), aVisit("active-partnership", 3)] };
    const left = { exit: { at: now, why: "declined" } };
    const lines = [
      ...[aLine({ ...active, source: "Referral" }), aLine({ ...left, source: "Referral" })],
      ...[aLine({ source: "Referral" }), aLine(left), aLine({ kind: "candidate", source: "Referral" })],
    ];
    const body = renderDashboard(anOverview(lines));

    expect(body).toContain("| Referral | 3 | 1 | 1 | 50 % |");
    expect(body).toContain("| Not said | 1 | 0 | 1 | 0 % |");
    expect(renderDashboard(anOverview([]))).not.toContain("### By source");
  });

  it("says how many it leaves out when there are too many", () => {
    const long = "&".repeat(60);
    const lines = Array.from({ length: 500 }, (_, index) =>
      aLine({ number: index + 1, name: long, nextAction: long, touches: [due("a", 1)] }),
    );
    const body = renderDashboard(anOverview(lines));

    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body).toMatch(/… and \d+ more/);
    expect(body).toContain("### Through the stages");
  });
});

describe("the numbers of the dashboard", () => {
  it("count active partners that are not on hold against the capacity", () => {
    const active = { stage: "active-partnership" };
    const lines = [aLine(active), aLine(active), aLine({ ...active, hold: { until: null } }), aLine()];

    expect(loadOf(anOverview(lines))).toEqual({ active: 2, onHold: 1, state: "under" });
    expect(loadOf(anOverview(Array.from({ length: 6 }, () => aLine(active))))?.state).toBe("over");
  });

  it("are conversion and the median of finished visits, adopted ones apart", () => {
    const passed = (took: number, adopted = false) =>
      aLine({
        stage: "onboarding",
        visits: [
          aVisit("outreach", 30, { leftAt: after(now, -days(30 - took)), adopted }),
          aVisit("onboarding", 30 - took),
        ],
      });
    const left = aLine({ visits: [aVisit("outreach", 10)], exit: { at: now, why: "declined" } });
    const flows = flowsOf(anOverview([passed(4), passed(6), passed(29, true), left, aLine()]));

    expect(flows.find((flow) => flow.stage === stage("outreach"))).toEqual({
      ...{ stage: "outreach", entered: 5, movedOn: 3, left: 1, medianDays: 6 },
    });
  });
});

describe("lineOf", () => {
  it("takes what the card and the journal say", () => {
    const fields = {
      organisation: text("Acme Ltd"),
      nextAction: text("Call Zoe"),
      dueDate: date("2026-11-20"),
    };
    const card = aCard({ stage: "onboarding", fields });

    const line = lineOf(aSituation({ history: inStage("onboarding"), partner: aPartner({ card }) }));

    expect(line).toMatchObject({
      ...{ kind: "partner", number: 12, name: "Acme Ltd", owner: "maria", stage: "onboarding" },
      ...{ nextAction: "Call Zoe", dueDate: "2026-11-20", waiting: null, exit: null },
    });
    expect(line?.touches.map(({ title }) => title)).toContain("next action of 2026-11-20");
  });

  it("is the same at any time: what is due is found when the dashboard is written", () => {
    const situation = aSituation({ history: inStage("onboarding") });
    const soon = { ...situation, now: after(now, days(2)) };

    expect(lineOf(soon)).toEqual(lineOf(situation));
  });

  it("is a draft without an issue, and a candidate before anybody owns it", () => {
    const draft = aSituation({ partner: aPartner({ issue: null, card: aCard({ content: "draft" }) }) });
    const { history } = aSituation();

    expect(lineOf(draft)).toMatchObject({ kind: "draft", number: null });
    expect(lineOf({ ...draft, history: { ...history, onRecord: false } })).toBeNull();
    expect(lineOf({ ...draft, history: { ...history, onRecord: false, candidate: true } })?.kind).toBe(
      "candidate",
    );
  });
});
