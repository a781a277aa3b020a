import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  addDays,
  addSpan,
  addSpanToInstant,
  addWorkingDays,
  daysBetween,
  isWorkingDay,
  nextWorkingDay,
} from "../../../src/core/time/calendar.ts";
import { formatInstant, parseDay, parseInstant } from "../../../src/core/time/instant.ts";
import type { Day, Instant } from "../../../src/core/time/time.ts";

const day = (text: string): Day => text as Day;
const months = (count: number) => ({ months: count, weeks: 0, days: 0 });
const OFFICE = {
  workingDays: [1, 2, 3, 4, 5],
  holidays: [day("2026-12-25")],
  pauses: [{ from: day("2026-12-28"), to: day("2027-01-01") }],
};
const DAYS = Array.from({ length: 731 }, (_, index) => addDays(day("2027-01-01"), index));

/** The same sum without any calendar library: the last day of a month is its length. */
function clamped(from: Day, count: number): string {
  const [year = 0, month = 0, date = 0] = from.split("-").map(Number);
  const index = year * 12 + (month - 1) + count;
  const toYear = Math.floor(index / 12);
  const toMonth = (index % 12) + 1;
  const leap = toYear % 4 === 0 && (toYear % 100 !== 0 || toYear % 400 === 0);
  const length = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][toMonth - 1] ?? 0;
  return [toYear, toMonth, Math.min(date, length)].map((part) => String(part).padStart(2, "0")).join("-");
}

describe("addSpan", () => {
  it("clamps to month ends, for every day of two years and every span to four years", () => {
    const wrong = DAYS.flatMap((from) =>
      Array.from({ length: 49 }, (_, count) => count)
        .filter((count) => addSpan(from, months(count)) !== clamped(from, count))
        .map((count) => `${from} + ${count}`),
    );

    expect(wrong).toEqual([]);
  });

  it.each([
    { from: "2028-01-31", span: months(1), gives: "2028-02-29" },
    { from: "2027-11-30", span: months(3), gives: "2028-02-29" },
    { from: "2026-01-31", span: { months: 1, weeks: 1, days: 1 }, gives: "2026-03-08" },
    { from: "9999-12-31", span: months(9999), gives: "9999-12-31" },
  ])("says $gives for $from", ({ from, span, gives }) => {
    expect(addSpan(day(from), span)).toBe(gives);
  });
});

describe("addSpanToInstant", () => {
  it("keeps the time of day when the clocks change", () => {
    const closed = parseInstant("2026-10-20T09:00:00+02:00") ?? (0 as Instant);

    const end = addSpanToInstant(closed, { months: 0, weeks: 4, days: 0 }, "Europe/Berlin");

    expect(formatInstant(end)).toBe("2026-11-17T08:00:00.000Z");
  });
});

describe("daysBetween", () => {
  it("is what addDays adds, both ways", () => {
    fc.assert(
      fc.property(fc.nat(730), fc.integer({ min: -5000, max: 5000 }), (start, count) => {
        const from = addDays(day("2026-01-01"), start);
        expect(daysBetween(from, addDays(from, count))).toBe(count);
      }),
    );
  });
});

describe("working days", () => {
  it.each([
    { from: "2026-11-20", next: "2026-11-20" },
    { from: "2026-11-21", next: "2026-11-23" },
    { from: "2026-12-25", next: "2027-01-04" },
  ])("after $from work goes on on $next", ({ from, next }) => {
    expect(nextWorkingDay(day(from), OFFICE)).toBe(next);
  });

  it.each([
    { from: "2026-11-20", count: 0, gives: "2026-11-20" },
    { from: "2026-11-21", count: 0, gives: "2026-11-23" },
    { from: "2026-11-20", count: 1, gives: "2026-11-23" },
    { from: "2026-12-23", count: 2, gives: "2027-01-04" },
    { from: "2026-11-23", count: -2, gives: "2026-11-19" },
  ])("$count working days from $from is $gives", ({ from, count, gives }) => {
    expect(addWorkingDays(day(from), count, OFFICE)).toBe(gives);
  });

  it("passes as many working days as it counts, on every day of two years", () => {
    const wrong = DAYS.filter((from) =>
      [1, 3, 7].some((count) => {
        const reached = addWorkingDays(from, count, OFFICE);
        const between = Array.from({ length: daysBetween(from, reached) }, (_, i) => addDays(from, i + 1));
        return between.filter((passed) => isWorkingDay(passed, OFFICE)).length !== count;
      }),
    );

    expect(wrong).toEqual([]);
  });

  it("comes to an end when nobody ever works", () => {
    expect(nextWorkingDay(day("2026-01-01"), { ...OFFICE, workingDays: [] })).toBe("2026-01-01");
  });
});

describe("parseDay", () => {
  it.each(["2026-02-30", "2027-02-29", "26-01-01", "2026-1-1", "2026-01-01T00:00", "", "0000-01-01"])(
    "refuses %j",
    (text) => {
      expect(parseDay(text)).toBeNull();
    },
  );
});

describe("parseInstant", () => {
  it("reads back what formatInstant writes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (milliseconds) => {
        expect(parseInstant(formatInstant(milliseconds as Instant))).toBe(milliseconds);
      }),
    );
  });

  it.each(["2026-11-22T21:42:00", "2026-11-22", "yesterday", "2026-13-01T00:00:00Z", ""])(
    "refuses %j, which names no moment",
    (text) => {
      expect(parseInstant(text)).toBeNull();
    },
  );
});
