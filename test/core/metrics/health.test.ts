import { describe, expect, it } from "@jest/globals";
import { diagnose } from "../../../src/core/metrics/health.ts";
import { measuresOf } from "../../../src/core/metrics/measures.ts";
import type { Card, FieldValue, LinkedIssue } from "../../../src/core/partner/partner.ts";
import { health } from "../../../src/core/rules/health.ts";
import type { Situation } from "../../../src/core/situation.ts";
import type { Instant } from "../../../src/core/time/time.ts";
import {
  aCard,
  after,
  afterwards,
  anIssue,
  aPartner,
  aSituation,
  days,
  inStage,
  now,
  option,
} from "../../support/situation.ts";

const number = (value: number, daysAgo = 0): FieldValue => ({
  kind: "number",
  number: value,
  updatedAt: after(now, -days(daysAgo)),
});
const healthy = { environment: option("Staging"), runsPerWeek: number(11), nps: number(9) };

/** Active for a month, with these fields and linked issues. */
function active(
  fields: Card["fields"],
  { linked = [], ...changes }: Partial<Situation> & { linked?: readonly LinkedIssue[] } = {},
): Situation {
  const base = inStage("active-partnership");
  const visits = base.visits.map((visit) => ({ ...visit, enteredAt: after(now, -days(30)) }));
  return aSituation({
    history: { ...base, visits },
    partner: aPartner({
      card: aCard({ stage: "active-partnership", fields }),
      issue: anIssue({ linked }),
    }),
    ...changes,
  });
}

/** Feedback that was labelled so many days ago, and fixed so many days ago or is open. */
function feedback(label: string, since: number, fixed: number | null): LinkedIssue {
  return {
    ...{ id: `I_${label}${String(since)}` as LinkedIssue["id"], number: 40, relation: "sub-issue" as const },
    ...{ labels: [label], labelledAt: { [label.toLowerCase()]: after(now, -days(since)) } },
    state: fixed === null ? ("open" as const) : ("closed" as const),
    closedAs: fixed === null ? null : "completed",
    closedAt: fixed === null ? null : after(now, -days(fixed)),
  };
}

const met = (situation: Situation, key: string): boolean | null | undefined =>
  measuresOf(situation).find((measure) => measure.key === key)?.met;

describe("a number that was given again unchanged", () => {
  it.each(["runsPerWeek", "nps"] as const)("is as new as that: %s", (field) => {
    const old = { ...healthy, [field]: number(11, 100) };
    const base = active(old);
    const again = { [field]: { number: 11, at: after(now, -days(2)) } };
    const history = { ...base.history, syncs: { ...base.history.syncs, given: again } };
    const key = field === "nps" ? "nps" : "runs";

    expect([met(base, key), met({ ...base, history }, key)]).toEqual([null, true]);
  });
});

describe("measuresOf", () => {
  it.each([
    { environment: "Staging", runs: 10, good: false },
    { environment: "Staging", runs: 11, good: true },
    { environment: "Production", runs: 50, good: false },
    { environment: "Production", runs: 51, good: true },
  ])("wants more runs than the target of $environment: $runs", ({ environment, runs, good }) => {
    const fields = { environment: option(environment), runsPerWeek: number(runs) };

    expect(met(active(fields), "runs")).toBe(good);
  });

  it("does not know runs that are older than three weeks, or of no environment", () => {
    const fresh = { environment: option("Staging"), runsPerWeek: number(11, 20) };
    const old = { environment: option("Staging"), runsPerWeek: number(11, 21) };

    expect(met(active(fresh), "runs")).toBe(true);
    expect(met(active(old), "runs")).toBeNull();
    expect(met(active({ runsPerWeek: number(11) }), "runs")).toBeNull();
  });

  it("wants an NPS above 8, and knows it for a quarter", () => {
    expect(met(active({ nps: number(8) }), "nps")).toBe(false);
    expect(met(active({ nps: number(8.5, 80) }), "nps")).toBe(true);
    expect(met(active({ nps: number(9, 100) }), "nps")).toBeNull();
  });

  it("takes the mean over what was fixed, from the day the label was set", () => {
    const linked = [feedback("P1", 30, 20), feedback("P1", 20, 4)];

    expect(met(active({}, { linked }), "p1")).toBe(true);
    expect(met(active({}, { linked: [...linked, feedback("P1", 50, 20)] }), "p1")).toBe(false);
    expect(met(active({}, { linked: [feedback("P2", 50, 9)] }), "p2")).toBe(true);
  });

  it("counts no issue that was closed as something else, and has missed one that is open for too long", () => {
    expect(
      met(active({}, { linked: [{ ...feedback("P1", 40, 1), closedAs: "not-planned" }] }), "p1"),
    ).toBeNull();
    expect(met(active({}, { linked: [feedback("P1", 13, null)] }), "p1")).toBeNull();
    expect(met(active({}, { linked: [feedback("P1", 14, null)] }), "p1")).toBe(false);
  });
});

describe("diagnose", () => {
  it.each([
    { fields: healthy, verdict: "On track" },
    { fields: { ...healthy, nps: number(7) }, verdict: "At risk" },
    { fields: { ...healthy, nps: number(7), runsPerWeek: number(3) }, verdict: "Off track" },
    { fields: { environment: option("Staging") }, verdict: "At risk" },
  ])("says $verdict, and why", ({ fields, verdict }) => {
    expect(diagnose(active(fields))?.health).toBe(verdict);
  });

  it("gives a partner three weeks before unknown runs count", () => {
    const situation = active({});
    const visits = situation.history.visits.map((visit) => ({ ...visit, enteredAt: after(now, -days(20)) }));

    const young = diagnose({ ...situation, history: { ...situation.history, visits } });

    expect(young).toMatchObject({ health: "On track", until: after(now, days(1)) });
  });

  it("has nothing to say of a partner that is elsewhere or on hold", () => {
    const held = active(healthy);
    const hold = { since: now, until: null, reason: "" };

    expect(diagnose(aSituation())).toBeNull();
    expect(diagnose({ ...held, history: { ...held.history, hold } })).toBeNull();
  });
});

describe("the field Health", () => {
  it("is written when it changes, and not again while it stays", () => {
    const situation = active(healthy);

    const first = health(situation);
    const second = health({ ...situation, history: afterwards(situation, first), now: after(now, 5_000) });

    expect(first.entries).toMatchObject([{ kind: "health", value: "On track" }]);
    expect(first.effects).toMatchObject([{ kind: "set-field", value: { option: "health-On track" } }]);
    expect(second).toMatchObject({ entries: [], effects: [] });
  });

  const theirs = (updatedAt: Instant): Situation =>
    active({ ...healthy, health: { kind: "option", name: "At risk", updatedAt } });

  it("keeps a person's value until the next sync", () => {
    const situation = theirs(after(now, -days(3)));
    const sync = (on: string): Situation => ({
      ...situation,
      history: {
        ...situation.history,
        syncs: { ...situation.history.syncs, last: { on: on as never, lines: [], action: null } },
      },
    });

    expect(health(situation).effects).toEqual([]);
    expect(health(sync("2026-11-21")).effects).toEqual([]);
    expect(health(sync("2026-11-22")).effects).toMatchObject([{ value: { option: "health-On track" } }]);
  });

  it("is not taken for a person's value while GitHub shows what we overwrote", () => {
    const situation = theirs(after(now, -days(3)));
    const written = { at: now, value: "On track", number: 1 };

    const ruling = health({ ...situation, history: { ...situation.history, health: written } });

    expect(ruling).toMatchObject({ entries: [], effects: [] });
  });
});
