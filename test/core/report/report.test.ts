import { describe, expect, it } from "@jest/globals";
import { monthOf } from "../../../src/core/report/month.ts";
import type { RecordedProgramme } from "../../../src/core/report/recorded.ts";
import { reportOn, type Report } from "../../../src/core/report/report.ts";
import type { Cell } from "../../../src/core/report/table.ts";
import { renderReport } from "../../../src/core/words/report.ts";
import { at, login, stage } from "../../support/situation.ts";
import { appeared, aRecord, aRecorded, entered, on } from "./a-record.ts";

function november(programme: RecordedProgramme, anonymous = false): Report {
  const month = monthOf("2026-11", "Europe/Berlin", at("2026-12-24T09:00:00Z"));
  if (month === null) throw new Error("That month has come.");
  return reportOn(programme, month, { anonymous });
}

function rowsOf({ tables }: Report, key: string): readonly (readonly Cell[])[] {
  return tables.find((table) => table.key === key)?.rows ?? [];
}

function rowOf(report: Report, key: string, item: string): readonly Cell[] {
  return rowsOf(report, key).find(([first]) => first === item) ?? [];
}

const left = (day: string) => on(day, { kind: "exited", by: null, why: "declined", reason: "no budget" });
const active = "active-partnership";

describe("the report on a month", () => {
  it("counts active partners against the target: at the end, at least and at most", () => {
    const report = november(
      aRecord(
        aRecorded([appeared("2026-09-01"), entered("2026-10-01", active)]),
        aRecorded([appeared("2026-09-01"), entered("2026-11-10", active)]),
        aRecorded([appeared("2026-09-01"), entered("2026-10-02", active), left("2026-11-05")]),
        aRecorded([
          appeared("2026-09-01"),
          entered("2026-10-02", active),
          on("2026-11-20", { kind: "held", by: login("mona"), until: null, reason: "talks" }),
        ]),
      ),
    );

    expect(rowOf(report, "glance", "Active at the end")).toEqual([expect.any(String), 2]);
    expect(rowOf(report, "glance", "Active at least")).toEqual([expect.any(String), 2]);
    expect(rowOf(report, "glance", "Active at most")).toEqual([expect.any(String), 3]);
    expect(rowOf(report, "glance", "Active: target to")).toEqual([expect.any(String), 5]);
  });

  it("takes the month's ends from the pipeline's zone", () => {
    const early = { ...entered("2026-11-01", active), at: at("2026-10-31T23:30:00Z") };
    const late = { ...entered("2026-11-01", active), at: at("2026-11-30T23:30:00Z") };
    const report = november(
      aRecord(aRecorded([appeared("2026-09-01"), early]), aRecorded([appeared("2026-09-01"), late])),
    );

    expect(rowOf(report, "stages", "Active Partnership")[1]).toBe(1);
  });

  it("gives conversion and the median days of stays that ended in the month", () => {
    const report = november(
      aRecord(
        aRecorded([appeared("2026-11-01"), entered("2026-11-05", "outreach")]),
        aRecorded([appeared("2026-11-01"), entered("2026-11-09", "outreach"), left("2026-11-20")]),
        aRecorded([appeared("2026-10-01"), left("2026-11-02")]),
        aRecorded([
          on("2026-10-01", { kind: "adopted", stage: stage("identification") }),
          entered("2026-11-30", "outreach"),
        ]),
      ),
    );

    expect(rowOf(report, "stages", "Identification")).toEqual(["Identification", 2, 3, 1, 75, 8, 8]);
    expect(rowOf(report, "stages", "Outreach")).toEqual(["Outreach", 3, 0, 1, 0, 11, 11]);
  });

  it("gives conversion by source since the record began", () => {
    const from = (source: string | null) => ({ source });
    const report = november(
      aRecord(
        aRecorded([appeared("2026-09-01"), entered("2026-10-01", active)], from("Referral")),
        aRecorded([appeared("2026-09-01"), left("2026-10-01")], from("Referral")),
        aRecorded([appeared("2026-09-01")], from("Referral")),
        aRecorded([appeared("2026-09-01")], from(null)),
        aRecorded([appeared("2026-12-01")], from("Referral")),
      ),
    );

    expect(rowOf(report, "sources", "Referral")).toEqual(["Referral", 3, 1, 1, 50]);
    expect(rowOf(report, "sources", "Inbound enquiry")).toEqual(["Inbound enquiry", 0, 0, 0, null]);
    expect(rowOf(report, "sources", "Not said")).toEqual(["Not said", 1, 0, 0, null]);
  });

  it("gives the time to fix P1 and P2 in the month, and what is open late", () => {
    const fix = (key: "p1" | "p2", since: string, fixed: string | null) => ({
      key,
      since: at(`${since}T12:00:00Z`),
      fixedAt: fixed === null ? null : at(`${fixed}T12:00:00Z`),
      open: fixed === null,
    });
    const fixes = [
      fix("p1", "2026-11-01", "2026-11-11"),
      fix("p1", "2026-10-01", "2026-11-02"),
      fix("p1", "2026-09-01", "2026-09-03"),
      fix("p1", "2026-11-28", "2026-12-02"),
      fix("p2", "2026-10-01", null),
    ];

    const report = november(aRecord(aRecorded([appeared("2026-09-01")], { fixes })));

    expect(rowOf(report, "fixes", "P1")).toEqual(["P1", 2, 21, 14, 1, 1, 0]);
    expect(rowOf(report, "fixes", "P2")).toEqual(["P2", 0, null, 42, 0, 1, 1]);
  });

  it("tells which refusals people let through, by what was missing", () => {
    const refused = on("2026-11-03", {
      ...{ kind: "refused", target: stage("outreach"), option: null, by: null, missing: ["outreach.gate.0"] },
      ...{ waits: false, undone: true, movedAt: at("2026-11-03T12:00:00Z"), comment: null },
    });
    const overridden = on("2026-11-04", {
      ...{ kind: "overridden", target: stage("outreach"), by: login("mona"), reason: "Acme said so" },
    });

    const report = november(
      aRecord(
        aRecorded([appeared("2026-11-01"), refused, overridden, entered("2026-11-04", "outreach")]),
        aRecorded([appeared("2026-11-01"), refused]),
      ),
    );

    expect(rowsOf(report, "refusals")).toEqual([["At least 3 of the 5 qualification criteria", 2, 1]]);
    expect(rowsOf(report, "overrides")).toEqual([["Partner 1", "2026-11-04", "Outreach", "mona"]]);
    expect(renderReport(report)).not.toContain("Acme");
  });

  it("names only partners that permit it, and nobody when it is to be anonymous", () => {
    const entries = [appeared("2026-10-01"), entered("2026-11-12", "graduation")];
    const programme = aRecord(
      aRecorded(entries, { name: "Acme", reference: "Public" }),
      aRecorded(entries, { name: "Borealis", reference: "Anonymised" }),
      aRecorded(entries, { name: "Cobalt", reference: null }),
    );

    const named = renderReport(november(programme));
    const anonymous = renderReport(november(programme, true));

    expect(rowsOf(november(programme), "graduations").map(([name]) => name)).toEqual([
      ...["Acme", "Partner 2", "Partner 3"],
    ]);
    expect(named).not.toMatch(/Borealis|Cobalt/);
    expect(anonymous).not.toMatch(/Acme|Borealis|Cobalt|maria/);
  });

  it("says what a young record cannot know, and that a month is not over", () => {
    const programme = aRecord(
      aRecorded([
        on("2026-11-10", { kind: "adopted", stage: stage("outreach") }),
        entered("2026-11-20", "qualification-call"),
      ]),
    );
    const running = monthOf("2026-11", "Europe/Berlin", at("2026-11-24T09:00:00Z"));

    expect(running).toMatchObject({ running: true });
    expect(november(programme).notes.join("\n")).toMatch(
      /begins on 2026-11-10[^]*1 partner stood on the board/,
    );
    expect(rowOf(november(programme), "stages", "Outreach").slice(5)).toEqual([null, null]);
    expect(reportOn(programme, running ?? never(), { anonymous: false }).notes[0]).toContain("2026-11-24");
    expect(monthOf("2026-12", "Europe/Berlin", at("2026-11-24T09:00:00Z"))).toBeNull();
  });
});

function never(): never {
  throw new Error("That month has come.");
}
