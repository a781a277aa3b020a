import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { aCard, date, login, option, aPartner, anIssue } from "../../support/situation.ts";
import { aPartnerInTime } from "./partner-in-time.ts";

const START = "2026-11-02T10:00:00Z";

describe("follow-ups", () => {
  it("offer the ready line four working days after the last message, mention the lead, then are silent", () => {
    const partner = aPartnerInTime().enters("outreach", START).runsUntil("2027-05-01T00:00:00Z");

    expect(partner.reminded().map((line) => line.slice(0, 10))).toEqual([
      "2026-11-05",
      "2026-11-12",
      "2026-11-18",
    ]);
    expect(partner.texts()[2]).toContain("/exit no-response");
    expect(partner.texts()[2]).toContain("@maria, @lena");
  });

  it("stop outreach when the partner answers", () => {
    const partner = aPartnerInTime().enters("outreach", START).runsUntil("2026-11-06T00:00:00Z");

    partner.happens("2026-11-06T12:00:00Z", { kind: "replied", by: login("carla"), how: "comment" });
    partner.runsUntil("2026-11-13T00:00:00Z");

    expect(partner.reminded().filter((line) => line.includes(" outreach/"))).toHaveLength(1);
  });

  it("say in one comment what a pause superseded", () => {
    const partner = aPartnerInTime("pauses: [2026-11-04..2026-12-31]").enters("outreach", START);

    partner.runsUntil("2027-01-02T00:00:00Z");

    expect(partner.reminded()).toEqual([
      "2027-01-01T09:00:00.000Z outreach/bump/2026-11-02 + outreach/final/2026-11-02",
    ]);
    expect(partner.texts()[0]).toContain("fell due in the meantime: short second message");
  });

  it("stand still while the partner is snoozed", () => {
    const partner = aPartnerInTime().enters("outreach", START);

    partner.happens("2026-11-03T10:00:00Z", {
      kind: "snoozed",
      by: login("maria"),
      until: Date.parse("2026-11-10T00:00:00Z") as never,
    });
    partner.runsUntil("2026-11-13T00:00:00Z");

    expect(partner.reminded()).toEqual(["2026-11-12T09:00:00.000Z outreach/bump/2026-11-02"]);
  });

  it("remind of the next action on its day, and after three and seven working days", () => {
    const card = aCard({ fields: { dueDate: date("2026-11-12") } });
    const partner = aPartnerInTime("stages: { qualification-call: { stalled: null } }").changes({ card });

    partner.enters("qualification-call", START).runsUntil("2027-05-01T00:00:00Z");

    expect(partner.reminded().map((line) => line.slice(0, 10))).toEqual([
      "2026-11-12",
      "2026-11-17",
      "2026-11-23",
    ]);
  });

  it("aim at one onboarding target at a time", () => {
    const card = aCard({ fields: { dueDate: date("2027-12-01") } });
    const partner = aPartnerInTime().changes({ card }).enters("onboarding", START);

    partner.runsUntil("2027-05-01T00:00:00Z");

    expect(partner.reminded()).toHaveLength(3);
    expect(partner.reminded()[0]).toBe("2026-11-23T09:00:00.000Z first-level/soon/2026-11-02");
  });

  it("ask for logo and case study three times, with permission only", () => {
    const fields = { logoPermission: option("Yes"), referencePermission: option("No") };
    const partner = aPartnerInTime()
      .changes({ card: aCard({ fields }) })
      .enters("graduation", START);

    partner.runsUntil("2027-12-01T00:00:00Z");

    expect(partner.reminded().map((line) => line.slice(25))).toEqual([
      "logo/1/2026-11-02",
      "logo/2/2026-11-02",
      "logo/3/2026-11-02",
    ]);
  });

  it("bring a partner back to its owner on the day of “not now”", () => {
    const partner = aPartnerInTime().enters("outreach", START);

    partner.changes({ issue: anIssue({ state: "closed", closedAs: "not-planned" }) });
    partner.happens("2026-11-03T10:00:00Z", {
      kind: "exited",
      by: login("maria"),
      why: "not-now",
      reason: "",
      until: "2027-03-01" as never,
    });
    partner.runsUntil("2027-12-01T00:00:00Z");

    expect(partner.reminded()).toEqual(["2027-03-01T09:00:00.000Z not-now/return/2027-03-01"]);
  });

  it("say nothing internal where a contact can read", () => {
    const partner = aPartnerInTime("", { audience: "shared" }).enters("outreach", START);

    partner.runsUntil("2026-11-06T00:00:00Z");

    expect(partner.texts()[0]).toContain("1 follow-up is due for this partner");
    expect(partner.texts()[0]).not.toContain("Send this");
  });

  it("mention the cover while the owner is away", () => {
    const away = "away: [{ login: maria, until: 2026-11-08, cover: tom }]";
    const partner = aPartnerInTime(away).changes(aPartner()).enters("outreach", START);

    partner.runsUntil("2026-11-13T00:00:00Z");

    expect(partner.texts().map((body) => /@\w+/.exec(body)?.[0])).toEqual(["@tom", "@maria"]);
  });

  it("put every touch into one comment and at most one comment into a day, whenever they wake", () => {
    const hours = fc.array(fc.integer({ min: 0, max: 24 * 40 }), { minLength: 1, maxLength: 40 });
    const stages = fc.constantFrom("outreach", "qualification-call", "onboarding", "active-partnership");
    const zones = fc.constantFrom("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC");
    const starts = fc.constantFrom(
      "2026-03-27T10:00:00Z",
      "2026-10-22T23:30:00Z",
      "2028-02-26T10:00:00Z",
      START,
    );

    fc.assert(
      fc.property(fc.tuple(hours, stages, zones, starts), ([gaps, stage, zone, start]) => {
        const partner = aPartnerInTime(`timezone: ${zone}`).enters(stage, start);
        gaps.reduce((moment, gap) => {
          const next = moment + gap * 3_600_000;
          partner.looksAt(new Date(next).toISOString());
          return next;
        }, Date.parse(start));
        const touches = partner.reminded().flatMap((line) => line.slice(25).split(" + "));
        const local = new Intl.DateTimeFormat("en-CA", { timeZone: zone });
        const days = partner.reminded().map((line) => local.format(new Date(line.slice(0, 24))));
        expect(new Set(touches).size).toBe(touches.length);
        expect(new Set(days).size).toBe(days.length);
        expect(partner.reminded().length).toBeLessThanOrEqual(3);
      }),
      { numRuns: 60 },
    );
  });
});
