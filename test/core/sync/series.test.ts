import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { noSyncs, rememberSync, type Syncs } from "../../../src/core/sync/record.ts";
import { nextApart, occasionsOf } from "../../../src/core/sync/occasions.ts";
import { nextSync } from "../../../src/core/sync/series.ts";
import { addDays, daysBetween } from "../../../src/core/time/calendar.ts";
import type { Day, Span } from "../../../src/core/time/time.ts";
import { aPlaybook, now } from "../../support/situation.ts";

const day = (text: string): Day => text as Day;
const every = (changes: Partial<Span>): Span => ({ months: 0, weeks: 0, days: 0, ...changes });
const fortnight = { from: day("2026-12-08"), every: every({ weeks: 2 }) };

describe("nextSync", () => {
  it("is the first of the series that is still to come", () => {
    expect(nextSync(noSyncs, fortnight, day("2026-12-09"))).toEqual({
      planned: "2026-12-22",
      on: "2026-12-22",
    });
  });

  it("goes on from the planned day after a sync was moved", () => {
    const moved: Syncs = { ...noSyncs, moved: { planned: day("2026-12-08"), on: day("2026-12-10") } };
    const after: Syncs = { ...noSyncs, doneUntil: day("2026-12-08") };

    expect(nextSync(moved, fortnight, day("2026-12-09"))?.on).toBe("2026-12-10");
    expect(nextSync(after, fortnight, day("2026-12-10"))?.on).toBe("2026-12-22");
  });

  it("is the one that was moved, however many of the series pass until then", () => {
    const moved: Syncs = { ...noSyncs, moved: { planned: day("2026-12-08"), on: day("2027-02-10") } };
    const found = ["2026-12-09", "2027-01-13", "2027-02-10"].map(
      (today) => nextSync(moved, fortnight, day(today))?.on,
    );

    expect(found).toEqual(["2027-02-10", "2027-02-10", "2027-02-10"]);
  });

  it("of a series that was set anew knows nothing of what was called off before", () => {
    const skipped = rememberSync(noSyncs, { what: "skipped", planned: day("2026-12-22") }, now);
    const anew = rememberSync(skipped, { what: "series", ...fortnight }, now);

    expect(nextSync(skipped, fortnight, day("2026-12-01"))?.on).toBe("2027-01-05");
    expect(nextSync(anew, fortnight, day("2026-12-01"))?.on).toBe("2026-12-08");
  });

  it("returns to the end of the month after a short one", () => {
    const monthly = { from: day("2027-12-31"), every: every({ months: 1 }) };
    const found = ["2028-02-01", "2028-03-01"].map((from) => nextSync(noSyncs, monthly, day(from))?.on);

    expect(found).toEqual(["2028-02-29", "2028-03-31"]);
  });

  it("gives every planned day exactly once, whenever it is asked", () => {
    const wakes = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 60, maxLength: 150 });
    fc.assert(
      fc.property(wakes, fc.constantFrom("2026-12-31", "2027-03-28", "2028-02-29"), (steps, from) => {
        const series = { from: day(from), every: every({ weeks: 2 }) };
        let today = day(from);
        let syncs = noSyncs;
        const held: Day[] = [];
        for (const step of steps) {
          today = addDays(today, step);
          const next = nextSync(syncs, series, today);
          if (next === null || daysBetween(today, next.on) > 4) continue;
          held.push(next.planned);
          syncs = { ...syncs, doneUntil: next.planned };
        }
        expect(new Set(held).size).toBe(held.length);
        expect(held.every((one) => daysBetween(series.from, one) % 14 === 0)).toBe(true);
      }),
    );
  });
});

describe("occasionsOf", () => {
  const playbook = aPlaybook();

  it("puts the retrospective into the sync near each month, and the review into the one near each quarter", () => {
    const found = ["2026-12-15", "2026-12-29", "2027-03-01"].map((on) =>
      occasionsOf(day(on), day("2026-12-01"), { syncs: noSyncs, playbook }),
    );

    expect(found).toEqual([[], ["retrospective"], ["retrospective", "review"]]);
  });

  it("does not repeat what was held for the same month", () => {
    const held: Syncs = { ...noSyncs, held: { retrospective: day("2026-12-29"), review: null } };

    expect(occasionsOf(day("2027-01-05"), day("2026-12-01"), { syncs: held, playbook })).toEqual([]);
  });

  it("counts every month from its beginning: the ends of short months and a leap day move none after them", () => {
    const found: (string | undefined)[] = [];
    let syncs: Syncs = noSyncs;
    for (let today = day("2028-01-31"); today < "2028-06-01"; today = addDays(today, 1)) {
      const next = nextApart(today, day("2028-01-31"), { syncs, playbook });
      if (next === null || next.planned > today) continue;
      found.push(next.planned);
      const offered = Object.fromEntries(next.occasions.map((occasion) => [occasion, next.planned]));
      syncs = { ...syncs, offered: { ...syncs.offered, ...offered } };
    }

    expect(found).toEqual(["2028-02-29", "2028-03-31", "2028-04-30", "2028-05-31"]);
  });
});
