import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { describeSpan, isEmptySpan, parseSpan } from "../../../src/core/time/span.ts";

describe("parseSpan", () => {
  it.each([
    { text: "3 months", span: { months: 3, weeks: 0, days: 0 } },
    { text: "1 month", span: { months: 1, weeks: 0, days: 0 } },
    { text: "4w", span: { months: 0, weeks: 4, days: 0 } },
    { text: "3d", span: { months: 0, weeks: 0, days: 3 } },
    { text: " 10 Days ", span: { months: 0, weeks: 0, days: 10 } },
    { text: "2 years", span: { months: 24, weeks: 0, days: 0 } },
    { text: "P3M", span: { months: 3, weeks: 0, days: 0 } },
    { text: "P1Y2M3W4D", span: { months: 14, weeks: 3, days: 4 } },
    { text: "1 month, 2 weeks and 3 days", span: { months: 1, weeks: 2, days: 3 } },
  ])("reads $text", ({ text, span }) => {
    expect(parseSpan(text)).toEqual(span);
  });

  it.each([
    "",
    "3",
    "months",
    "3m",
    "-1 day",
    "1.5 weeks",
    "P",
    "PT3H",
    "3 fortnights",
    "12345 days",
    "3 months x",
  ])("refuses %j", (text) => {
    expect(parseSpan(text)).toBeNull();
  });

  it("reads back what describeSpan writes", () => {
    const part = fc.nat(9999);
    fc.assert(
      fc.property(fc.record({ months: part, weeks: part, days: part }), (span) => {
        expect(parseSpan(describeSpan(span))).toEqual(span);
        expect(isEmptySpan(span)).toBe(span.months + span.weeks + span.days === 0);
      }),
    );
  });
});
