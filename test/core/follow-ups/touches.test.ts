import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { EntryFact } from "../../../src/core/history/entry.ts";
import { remember } from "../../../src/core/history/recall.ts";
import type { LinkedIssue, Partner } from "../../../src/core/partner/partner.ts";
import { isReminderWanted } from "../../../src/core/plan.ts";
import { followUps } from "../../../src/core/rules/follow-ups.ts";
import {
  aCard,
  aComment,
  anIssue,
  aPlaybook,
  at,
  date,
  login,
  option,
  stage,
  text,
} from "../../support/situation.ts";
import { aPartnerInTime, type PartnerInTime } from "./partner-in-time.ts";

/** A Monday. */
const START = "2026-11-02T10:00:00Z";
/** Nothing else is due: an action is planned and the environment is known. */
const settled = aCard({ fields: { dueDate: date("2029-12-01"), environment: option("Staging") } });

describe("the nudge about what comes next", () => {
  const planned = (due: string | null): Pick<Partner, "card"> => ({
    card: aCard({ fields: due === null ? {} : { dueDate: date(due) } }),
  });
  const nudges = (partner: PartnerInTime): readonly string[] =>
    partner.reminded().filter((line) => line.includes("no-next-action/"));

  it.each([
    { action: "", says: "**No next action is set.**" },
    { action: "Send the terms", says: "**Next action “Send the terms” has no due date.**" },
  ])("says $says", ({ action, says }) => {
    const partner = aPartnerInTime()
      .changes({ card: aCard({ fields: { nextAction: text(action) } }) })
      .enters("qualification-call", START);

    partner.runsUntil("2026-11-10T00:00:00Z");

    expect(partner.texts()).toHaveLength(1);
    expect(partner.texts()[0]).toContain(says);
  });

  it("counts from when the date was taken away, not from the stage", () => {
    const partner = aPartnerInTime().changes(planned("2027-03-01")).enters("qualification-call", START);

    partner.looksAt("2026-11-24T10:00:00Z").changes(planned(null)).looksAt("2026-11-24T10:01:00Z");
    partner.runsUntil("2026-12-20T00:00:00Z");

    expect(nudges(partner)).toEqual([
      "2026-12-01T09:00:00.000Z no-next-action/nudge/qualification-call/cleared/2026-11-24",
    ]);
  });

  it("comes once for each time that nothing is planned", () => {
    const partner = aPartnerInTime().enters("qualification-call", START).runsUntil("2026-11-10T00:00:00Z");

    partner.changes(planned("2027-03-01")).looksAt("2026-11-12T10:00:00Z");
    partner.changes(planned(null)).looksAt("2026-11-13T10:00:00Z").runsUntil("2026-12-20T00:00:00Z");

    expect(nudges(partner).map((line) => line.slice(0, 10))).toEqual(["2026-11-09", "2026-11-20"]);
  });
});

describe("missing notes", () => {
  it("are asked for 2 and 5 working days after the sync, then the next sync is prepared", () => {
    const partner = aPartnerInTime().changes({ card: settled }).enters("active-partnership", START);

    partner.runsUntil("2026-11-27T00:00:00Z");

    expect(partner.reminded()).toEqual([
      "2026-11-18T09:00:00.000Z missing-notes/1/sync/2026-11-16/2026-11-16",
      "2026-11-23T09:00:00.000Z missing-notes/2/sync/2026-11-16/2026-11-16",
    ]);
    expect(partner.opened().map((title) => title.slice(-10))).toEqual(["2026-11-16", "2026-11-30"]);
  });

  it("share the day's comment with what else is due, and go to the cover", () => {
    const card = aCard({ fields: { dueDate: date("2026-11-18"), environment: option("Staging") } });
    const partner = aPartnerInTime("away: [{ login: maria, until: 2026-12-01, cover: tom }]");

    partner.changes({ card }).enters("active-partnership", START).runsUntil("2026-11-19T00:00:00Z");

    expect(partner.reminded()).toEqual([
      "2026-11-18T09:00:00.000Z next-action/due/2026-11-18 + missing-notes/1/sync/2026-11-16/2026-11-16",
    ]);
    expect(partner.texts()[0]).toContain("@tom: 2 things are due.");
  });

  it("are asked for once after a long downtime, and missed only two working days later", () => {
    const partner = aPartnerInTime().changes({ card: settled }).enters("active-partnership", START);
    partner.runsUntil("2026-11-13T00:00:00Z");

    partner.looksAt("2026-12-10T10:00:00Z");
    expect(partner.opened()).toHaveLength(1);
    partner.runsUntil("2026-12-15T00:00:00Z");

    const asked = partner.reminded().filter((line) => line.includes("missing-notes/1/"));
    expect(asked.map((line) => line.slice(0, 10))).toEqual(["2026-12-10"]);
    expect(partner.opened()).toHaveLength(2);
  });
});

describe("our promise", () => {
  it.each([
    ["P1", "2026-11-13"],
    ["P2", "2026-12-04"],
  ])("on an open %s is told once, at 75 percent of its time, to owner and lead", (label, day) => {
    const linked = {
      ...{ id: "I_9", number: 9, relation: "sub-issue", title: "It breaks", url: "https://x/9" },
      ...{ labels: [label], labelledAt: { [label.toLowerCase()]: at(START) } },
      ...{ state: "open", closedAt: null },
    } as unknown as LinkedIssue;
    const issue = anIssue({ linked: [linked] });
    const partner = aPartnerInTime("sync: null").changes({ card: settled, issue });

    partner.enters("onboarding", START).runsUntil("2026-12-01T10:00:00Z");
    partner.happens("2026-12-01T10:00:00Z", { kind: "heard" }).runsUntil("2026-12-20T00:00:00Z");

    const told = partner.reminded().filter((line) => line.includes("promise/"));
    expect(told.map((line) => line.slice(0, 10))).toEqual([day]);
    const [text] = partner.texts().filter((body) => body.includes("We promised"));
    expect(text).toContain("@maria, @lena");
  });
});

describe("a retrospective", () => {
  it("that no sync comes near gets an issue of its own", () => {
    const partner = aPartnerInTime().changes({ card: settled }).enters("active-partnership", START);
    const every = { months: 0, weeks: 6, days: 0 };

    partner.happens("2026-11-02T11:00:00Z", {
      kind: "sync",
      fact: { what: "series", from: "2026-12-24" as never, every },
    });
    partner.runsUntil("2026-12-01T00:00:00Z");

    expect(partner.opened()).toEqual(["Retrospective with Acme: 2026-12-02"]);
  });
});

describe("a review that was held", () => {
  it("asks the owner for its decision, once", () => {
    const partner = aPartnerInTime("sync: { stages: [onboarding] }").changes({ card: settled });
    const occasions = ["review"] as const;
    const note = { key: "sync/x", planned: "2026-11-03", on: "2026-11-03", mentioned: [] };
    partner.enters("active-partnership", START);

    for (const fact of [
      { what: "opened", ...note, occasions },
      { what: "ended", how: "noted", lines: [], action: null },
    ] as unknown as Extract<EntryFact, { kind: "sync" }>["fact"][])
      partner.happens("2026-11-03T15:00:00Z", { kind: "sync", fact });
    partner.runsUntil("2026-11-20T00:00:00Z");

    expect(partner.reminded()).toEqual(["2026-11-04T09:00:00.000Z review/decision/2026-11-03"]);
    expect(partner.texts()[0]).toContain("`Decision: wind down`");
    expect(partner.texts()[0]).toContain("needs the partner's permission first");
  });
});

describe("a reminder that was recorded and not posted", () => {
  const now = at("2026-11-05T09:00:00Z");
  const partner = aPartnerInTime().enters("outreach", START);
  const before = partner.situation(now);
  const { entries } = followUps(before);
  const key = entries.flatMap((entry) => (entry.kind === "reminded" ? entry.key : [])).join();
  const recorded = { ...before, history: entries.reduce(remember, before.history) };

  it("is still wanted while nothing happened", () => {
    expect(key).not.toBe("");
    expect(isReminderWanted(recorded, key)).toBe(true);
  });

  it.each([
    ["carla", false, false],
    ["tom", false, true],
    ["carla", true, true],
  ])("when %s (a bot: %s) commented: %s", (name, bot, wanted) => {
    const comments = [aComment({ author: { login: login(name), bot }, createdAt: now })];
    const issue = anIssue({ comments });

    expect(isReminderWanted({ ...recorded, partner: { ...recorded.partner, issue } }, key)).toBe(wanted);
  });

  it("is decided again under another key when it was withdrawn", () => {
    const history = remember(recorded.history, { at: now, kind: "withdrawn", key });
    const [again] = followUps({ ...recorded, history }).effects;

    expect(again?.key).toBe(`${key}/1`);
  });
});

describe("clocks", () => {
  it("are not moved, and nothing is repeated, when the playbook's zone changes", () => {
    const partner = aPartnerInTime().enters("outreach", "2026-11-02T23:30:00Z", "2026-11-02");
    partner.runsUntil("2026-11-06T00:00:00Z");

    const moved = {
      ...partner.situation(at("2026-11-06T12:00:00Z")),
      playbook: aPlaybook("timezone: Asia/Tokyo"),
    };

    expect(partner.reminded()).toHaveLength(1);
    expect(followUps(moved).effects).toEqual([]);
  });

  it("go on within a week of absence, and begin anew later", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), (days) => {
        const left = at("2026-11-13T10:00:00Z");
        const back = new Date(left + days * 86_400_000).toISOString();
        const partner = aPartnerInTime().enters("outreach", START).runsUntil("2026-11-13T09:30:00Z");

        partner.enters("identification", new Date(left).toISOString());
        partner.enters("outreach", back).runsUntil("2026-12-20T00:00:00Z");

        const touches = partner.reminded().flatMap((line) => line.slice(25).split(" + "));
        const bumps = touches.filter((touch) => touch.startsWith("outreach/bump/"));
        expect(bumps).toHaveLength(days <= 7 ? 1 : 2);
        expect(new Set(touches).size).toBe(touches.length);
      }),
      { numRuns: 12 },
    );
  });
});

describe("random histories", () => {
  const acts = fc.constantFrom<EntryFact>(
    { kind: "heard" },
    { kind: "resumed", by: login("maria") },
    { kind: "held", by: login("maria"), until: null, reason: "x" },
    { kind: "replied", by: login("carla"), how: "comment" },
    { kind: "entered", stage: stage("onboarding"), from: null, by: null, via: "move" },
  );
  const zones = fc.constantFrom(
    "UTC",
    "Europe/Berlin",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Pacific/Apia",
  );
  const life = fc.array(fc.tuple(fc.integer({ min: 1, max: 90 * 24 }), acts), { maxLength: 12 });
  const starts = fc.constantFrom("2026-03-20T10:00:00Z", "2026-10-15T23:30:00Z", "2028-01-31T10:00:00Z");

  it("tell each touch once, on a working day from the configured hour on, and none on hold", () => {
    fc.assert(
      fc.property(life, zones, starts, (steps, zone, start) => {
        const partner = aPartnerInTime(`timezone: ${zone}`).enters("outreach", start);
        const held: [number, number][] = [];
        let moment = at(start) as number;
        let since: number | null = null;
        for (const [hours, act] of steps) {
          // Half of the time the App was away, and looks only now.
          if (hours % 2 === 0) partner.runsUntil(new Date(moment + hours * 3_600_000 - 1).toISOString());
          moment += hours * 3_600_000;
          if (act.kind === "held") since ??= moment;
          if (act.kind === "resumed" && since !== null) {
            held.push([since, moment]);
            since = null;
          }
          partner.happens(new Date(moment).toISOString(), act);
        }
        const local = new Intl.DateTimeFormat("en-GB", {
          ...{ timeZone: zone, weekday: "short", hour: "2-digit", hourCycle: "h23" },
        });
        const told = partner.reminded().map((line) => ({ at: line.slice(0, 24), touches: line.slice(25) }));
        const touches = told.flatMap((one) => one.touches.split(" + "));
        expect(new Set(touches).size).toBe(touches.length);
        for (const { at: when } of told) {
          const [weekday = "", hour = ""] = local.format(new Date(when)).split(", ");
          expect(["Sat", "Sun"]).not.toContain(weekday);
          expect(Number(hour)).toBeGreaterThanOrEqual(9);
          expect(held.some(([from, to]) => from <= Date.parse(when) && Date.parse(when) < to)).toBe(false);
        }
      }),
      { numRuns: 40 },
    );
  });
});
