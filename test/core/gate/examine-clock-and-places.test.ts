import { describe, expect, it } from "@jest/globals";
import type { PartnerId } from "../../../src/core/ids.ts";
import type { Instant } from "../../../src/core/time/time.ts";
import { after, anOther, at, date, stage } from "../../support/situation.ts";
import { aLinked, examined, noon } from "./an-evidence.ts";

describe("elapsed", () => {
  const asks = "{elapsed: {since: inProductionSince, longerThan: 3 months}}";
  const fields = { inProductionSince: date("2026-09-22") };

  it("names the date, the days passed and the day from which it is enough", () => {
    expect(examined(asks, { fields, now: noon("2026-11-22") })).toMatchObject({
      outcome: "missing",
      title: "More than 3 months since “In production since”",
      because: "In production since 2026-09-22: 61 days; enough on 2026-12-23",
      remedy: "Wait until 2026-12-23: 31 days left",
      metBy: "time",
      wakeAt: at("2026-12-23T00:00:00Z"),
    });
  });

  it("is missing on the last day and met on the day after", () => {
    expect(examined(asks, { fields, now: at("2026-12-22T23:59:59Z") }).outcome).toBe("missing");
    expect(examined(asks, { fields, now: at("2026-12-23T00:00:00Z") })).toMatchObject({
      outcome: "met",
      because: "In production since 2026-09-22: 92 days",
      wakeAt: null,
    });
  });

  it("waits for a person while there is no date", () => {
    expect(examined(asks)).toMatchObject({ outcome: "missing", metBy: "person", wakeAt: null });
  });

  it("says that a date lies ahead", () => {
    const finding = examined(asks, { fields: { inProductionSince: date("2027-01-31") } });

    expect(finding.because).toBe("In production since 2027-01-31: lies ahead; enough on 2027-05-01");
  });
});

describe("quiet", () => {
  const asks = "{quiet: {label: p1, for: 4 weeks}}";

  it("is met when nothing of the label was ever linked", () => {
    expect(examined(asks, { linked: [aLinked({ labels: ["P2"] })] })).toMatchObject({
      outcome: "met",
      because: "No linked issue has the label P1",
    });
  });

  it("is missing while one is open, whatever the case of its label", () => {
    expect(examined(asks, { linked: [aLinked({ labels: ["p1"] })] })).toMatchObject({
      outcome: "missing",
      because: "1 linked issue with P1 open: #9",
      metBy: "linked-issue",
      wakeAt: null,
    });
  });

  it("waits by the clock after the last closing, to the millisecond", () => {
    const linked = [
      aLinked({ closedAt: "2026-11-10T10:00:00Z" }),
      aLinked({ closedAt: "2026-11-01T10:00:00Z" }),
    ];
    const end = at("2026-12-08T10:00:00Z");

    const waiting = examined(asks, { linked, now: end });

    expect(waiting).toMatchObject({
      outcome: "missing",
      because: "The last was closed on 2026-11-10, 28 days ago; enough on 2026-12-08",
      metBy: "time",
    });
    expect(waiting.wakeAt).toBe(end + 1);
    expect(examined(asks, { linked, now: after(end, 1) }).outcome).toBe("met");
  });

  it("is missing when a linked issue cannot be read", () => {
    expect(examined(asks, { hiddenLinked: 1 })).toMatchObject({
      outcome: "missing",
      because: "1 linked issue is hidden from Stagekeeper",
    });
  });
});

describe("capacity", () => {
  const asks = "{capacity: {stages: [active-partnership, graduation], max: 2}}";
  const inside = anOther({ stage: stage("active-partnership") });
  const waitingSince = (since: Instant) =>
    anOther({ stage: stage("onboarding"), waiting: { stage: stage("graduation"), since } });

  it("counts the others in the stages", () => {
    expect(examined(asks, { others: [inside] })).toMatchObject({
      outcome: "met",
      because: "1 of 2 places taken",
    });
    expect(examined(asks, { others: [inside, inside] })).toMatchObject({
      outcome: "missing",
      because: "2 of 2 places taken",
      metBy: "place",
    });
  });

  it.each([
    { who: "on hold", other: anOther({ onHold: true }) },
    { who: "gone", other: anOther({ exited: true }) },
    { who: "elsewhere", other: anOther({ stage: stage("outreach") }) },
  ])("does not count who is $who", ({ other }) => {
    expect(examined(asks, { others: [inside, other] }).outcome).toBe("met");
  });

  it("keeps the place for who came first", () => {
    const finding = examined(asks, { others: [inside, waitingSince(at("2026-11-24T08:59:00Z"))] });

    expect(finding).toMatchObject({
      outcome: "missing",
      because: "1 of 2 places taken, and 1 partner waiting came first",
    });
  });

  it("gives the place to one of two who came in the same moment", () => {
    const other = waitingSince(at("2026-11-24T09:00:00Z"));
    const judged = (id: string): string =>
      examined(asks, { others: [inside, other], self: id as PartnerId }).outcome;

    expect(judged("1")).toBe("met");
    expect(judged("3")).toBe("missing");
  });

  it("does not wait for who came later, is on hold or is counted already", () => {
    const later = waitingSince(at("2026-11-24T09:01:00Z"));
    const held = { ...waitingSince(at("2026-11-24T08:00:00Z")), onHold: true };
    const counted = { ...inside, waiting: { stage: stage("graduation"), since: at("2026-11-24T08:00:00Z") } };

    expect(examined(asks, { others: [later, held, counted] }).outcome).toBe("met");
  });
});
