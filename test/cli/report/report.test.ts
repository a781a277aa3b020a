import { describe, expect, it } from "@jest/globals";
import { report } from "../../../src/cli/report/report.ts";
import { at } from "../../support/situation.ts";
import { appeared, aRecord, aRecorded, entered } from "../../core/report/a-record.ts";

const request = { month: "2026-11", anonymous: false, now: at("2026-12-03T09:00:00Z") };
const programme = aRecord(
  aRecorded([appeared("2026-11-01"), entered("2026-11-20", "graduation")], {
    ...{ name: "=Acme jane@acme.com", reference: "Public" },
  }),
);

describe("stagekeeper report", () => {
  it("is CSV with one number a line, without formulas and e-mail addresses", () => {
    const lines = report(programme, { ...request, format: "csv" }).split("\n");

    expect(lines[0]).toBe("month,section,row,item,measure,value");
    expect(lines).toContain("2026-11,glance,8,Graduations,count,1");
    expect(lines).toContain("2026-11,graduations,1,'=Acme [e-mail address],day,2026-11-20");
  });

  it("is Markdown that mentions nobody", () => {
    const text = report(programme, { ...request, format: "markdown" });

    expect(text).toContain("# Partner programme: 2026-11");
    expect(text).toContain("=Acme \\[e-mail address\\]");
    expect(text).not.toMatch(/jane|@\w/);
  });

  it("refuses a month that has not begun", () => {
    expect(() => report(programme, { ...request, month: "2027-01", format: "csv" })).toThrow("has not begun");
  });
});
