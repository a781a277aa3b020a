import { describe, expect, it } from "@jest/globals";
import { plan } from "../../../src/core/plan.ts";
import { aCard, aComment, anIssue, at, date, login, option } from "../../support/situation.ts";
import { aPartnerInTime } from "./partner-in-time.ts";

const START = "2026-10-06T10:00:00Z";
const maria = login("maria");

describe("a clock that stood still", () => {
  it("reminds of a due date that was a Sunday on the last day of the snooze around it", () => {
    const card = aCard({ fields: { dueDate: date("2026-10-11") } });
    const partner = aPartnerInTime().changes({ card }).enters("qualification-call", START);

    partner.happens("2026-10-07T10:00:00Z", {
      ...{ kind: "snoozed", by: maria },
      until: at("2026-10-21T00:00:00Z"),
    });
    partner.runsUntil("2026-10-23T00:00:00Z");

    expect(partner.reminded()).toEqual(["2026-10-21T09:00:00.000Z next-action/due/2026-10-11"]);
  });

  it("goes on at the end of the last snooze, also of a shorter one", () => {
    const card = aCard({ fields: { dueDate: date("2026-10-09") } });
    const partner = aPartnerInTime().changes({ card }).enters("qualification-call", START);
    const snooze = (until: string): Parameters<typeof partner.happens>[1] => ({
      ...{ kind: "snoozed", by: maria },
      until: at(until),
    });

    partner.happens("2026-10-07T10:00:00Z", snooze("2026-10-21T00:00:00Z"));
    partner.happens("2026-10-08T10:00:00Z", snooze("2026-10-10T00:00:00Z"));
    partner.runsUntil("2026-10-13T00:00:00Z");

    expect(partner.reminded()).toEqual(["2026-10-12T09:00:00.000Z next-action/due/2026-10-09"]);
  });

  it("counts from the day on which a hold ended, not from the day on which that was seen", () => {
    const partner = aPartnerInTime("cadences: { onboarding: null, nextAction: null }");

    partner.enters("onboarding", START);
    partner.happens("2026-10-07T10:00:00Z", {
      ...{ kind: "held", by: maria, reason: "" },
      until: at("2026-10-12T00:00:00Z"),
    });
    partner.looksAt("2026-11-05T10:00:00Z");

    expect(partner.reminded()).toEqual(["2026-11-05T10:00:00.000Z stalled/nudge/2026-10-12T00:00:00.000Z"]);
  });

  it("names the day to which a hold moved the target", () => {
    const card = aCard({ fields: { dueDate: date("2029-12-01") } });
    const partner = aPartnerInTime().changes({ card }).enters("onboarding", START);

    partner.happens("2026-10-07T10:00:00Z", { kind: "held", by: maria, until: null, reason: "" });
    partner.happens("2026-10-17T10:00:00Z", { kind: "resumed", by: maria });
    partner.runsUntil("2026-11-07T00:00:00Z");

    expect(partner.texts()).toHaveLength(1);
    expect(partner.texts()[0]).toContain("Level L1 is due on 2026-11-13.");
  });
});

describe("a reminder in the look that writes the card", () => {
  it("waits for the look that shows it: a new date is not answered with the old one", () => {
    const card = aCard({ fields: { dueDate: date("2026-10-12"), environment: option("Staging") } });
    const partner = aPartnerInTime().changes({ card }).enters("qualification-call", START);
    const now = at("2026-10-12T10:00:00Z");
    const before = plan(partner.situation(now));
    const body = "/next 2026-10-30 Send the plan";

    partner.changes({ issue: anIssue({ comments: [aComment({ body, createdAt: now })] }) });
    const ruling = plan(partner.situation(now));

    expect(before.entries.map(({ kind }) => kind)).toContain("reminded");
    expect(ruling.effects.map(({ kind }) => kind)).toContain("set-field");
    expect(ruling.entries.map(({ kind }) => kind)).not.toContain("reminded");
    expect(ruling.dueAt).toBe(now);
  });
});
