import { describe, expect, it } from "@jest/globals";
import { addDays, daysBetween, nextWorkingDay } from "../../../src/core/time/calendar.ts";
import type { Day, Instant } from "../../../src/core/time/time.ts";
import { atHour, dayOf, isTimeZone, startOfDay } from "../../../src/core/time/zone.ts";

const ZONES = Intl.supportedValuesOf("timeZone");
const FIRST = "2026-01-01" as Day;
const DAYS = Array.from({ length: 731 }, (_, index) => addDays(FIRST, index));
const HOUR = 3_600_000;
const OFFICE = { workingDays: [1, 2, 3, 4, 5], holidays: ["2026-05-01" as Day], pauses: [] };
/** Long enough for a slow core, short enough to notice a square. */
const PATIENCE = 60_000;

/** What a wall clock in that zone shows, asked of the platform and not of our code. */
function wallClock(zone: string): (instant: Instant) => { day: string; hour: number } {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
  });
  return (instant) => {
    const [day = "", hour] = format.format(instant).split(", ");
    return { day, hour: Number(hour) };
  };
}

function isWeekday(day: Day): boolean {
  const weekday = new Date(day).getUTCDay();
  return weekday >= 1 && weekday <= 5;
}

/** The days of two years in every zone on which something does not hold. */
function exceptions(holds: (day: Day, zone: string) => boolean): readonly string[] {
  return ZONES.flatMap((zone) => DAYS.filter((day) => !holds(day, zone)).map((day) => `${zone} ${day}`));
}

describe("every zone, every day of two years", () => {
  it("is a zone that the playbook may name", () => {
    expect(ZONES.length).toBeGreaterThan(400);
    expect(ZONES.filter((zone) => !isTimeZone(zone))).toEqual([]);
  });

  it(
    "begins a day at the first moment that clocks show it",
    () => {
      const clocks = new Map(ZONES.map((zone) => [zone, wallClock(zone)]));

      const wrong = exceptions((day, zone) => {
        const start = startOfDay(day, zone);
        const clock = clocks.get(zone);
        return (
          clock?.(start).day === day &&
          clock((start - 1) as Instant).day === addDays(day, -1) &&
          dayOf(start, zone) === day &&
          dayOf((start - 1) as Instant, zone) === addDays(day, -1)
        );
      });

      expect(wrong).toEqual([]);
    },
    PATIENCE,
  );

  it(
    "shows nine o'clock at nine, on the next working day at the latest three days on",
    () => {
      const clocks = new Map(ZONES.map((zone) => [zone, wallClock(zone)]));

      const wrong = exceptions((day, zone) => {
        const due = nextWorkingDay(day, OFFICE);
        const shown = clocks.get(zone)?.(atHour(due, 9, zone));
        const wait = daysBetween(day, due);
        return shown?.hour === 9 && shown.day === due && isWeekday(due) && wait >= 0 && wait <= 3;
      });

      expect(wrong).toEqual([]);
    },
    PATIENCE,
  );

  it(
    "lasts 22 to 26 hours and ends where the next begins",
    () => {
      const wrong = exceptions((day, zone) => {
        const length = startOfDay(addDays(day, 1), zone) - startOfDay(day, zone);
        return length >= 22 * HOUR && length <= 26 * HOUR;
      });

      expect(wrong).toEqual([]);
    },
    PATIENCE,
  );
});
