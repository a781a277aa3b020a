import { describe, expect, it } from "@jest/globals";
import { formatInstant, parseInstant } from "../../../src/core/time/instant.ts";
import type { Day, Instant } from "../../../src/core/time/time.ts";
import { atHour, dayOf, isTimeZone, startOfDay } from "../../../src/core/time/zone.ts";

const day = (text: string): Day => text as Day;
const at = (text: string): Instant => parseInstant(text) ?? (NaN as Instant);

describe("dayOf", () => {
  it.each([
    { instant: "2026-03-01T00:30:00Z", zone: "UTC", falls: "2026-03-01" },
    { instant: "2026-03-01T00:30:00Z", zone: "America/New_York", falls: "2026-02-28" },
    { instant: "2026-03-01T10:30:00Z", zone: "Pacific/Kiritimati", falls: "2026-03-02" },
    { instant: "2026-03-01T18:20:00Z", zone: "Asia/Kathmandu", falls: "2026-03-02" },
  ])("says $falls for $instant in $zone", ({ instant, zone, falls }) => {
    expect(dayOf(at(instant), zone)).toBe(falls);
  });
});

describe("atHour", () => {
  it.each([
    { says: "in a gap the first moment after it", hour: 2, on: "2026-03-29", is: "2026-03-29T01:00:00.000Z" },
    { says: "in a fold the first time", hour: 2, on: "2026-10-25", is: "2026-10-25T00:00:00.000Z" },
    { says: "elsewhere the hour itself", hour: 9, on: "2026-10-25", is: "2026-10-25T08:00:00.000Z" },
  ])("is $says", ({ hour, on, is }) => {
    expect(formatInstant(atHour(day(on), hour, "Europe/Berlin"))).toBe(is);
  });

  it("begins a day without midnight after the gap", () => {
    expect(formatInstant(startOfDay(day("2026-04-24"), "Africa/Cairo"))).toBe("2026-04-23T22:00:00.000Z");
  });

  it("begins a day that a zone left out with the next one", () => {
    const skipped = startOfDay(day("2011-12-30"), "Pacific/Apia");

    expect(skipped).toBe(startOfDay(day("2011-12-31"), "Pacific/Apia"));
  });

  it("begins a day after a gap that reaches over midnight", () => {
    const start = startOfDay(day("1919-03-31"), "America/Toronto");

    expect(dayOf(start, "America/Toronto")).toBe("1919-03-31");
    expect(dayOf((start - 1) as Instant, "America/Toronto")).toBe("1919-03-30");
  });
});

describe("isTimeZone", () => {
  it.each(["", "Mars/Olympus", "Europe/Berln", "+02:00", "Europe/Berlin; rm", "x".repeat(1000)])(
    "refuses %j",
    (zone) => {
      expect(isTimeZone(zone)).toBe(false);
    },
  );
});
