import { describe, expect, it } from "@jest/globals";
import { exportRecord } from "../../../src/cli/export/export.ts";
import { JOURNAL_COLUMNS, journalTable } from "../../../src/core/export/journal-rows.ts";
import { PARTNER_COLUMNS, partnerTable } from "../../../src/core/export/partner-rows.ts";
import { login, stage } from "../../support/situation.ts";
import { appeared, aRecord, aRecorded, entered, on } from "../../core/report/a-record.ts";

const held = on("2026-11-05", {
  kind: "held",
  by: login("mona"),
  until: null,
  reason: "ask jane@acme.com",
});

describe("the export", () => {
  it("has exactly the documented columns, in their order", () => {
    const programme = aRecord(aRecorded([appeared("2026-11-01")]));

    for (const { columns, rows } of [partnerTable(programme), journalTable(programme)]) {
      expect(Object.keys(rows[0] ?? {}).filter((name) => !(name in columns))).toEqual([]);
      expect(Object.keys(columns).filter((name) => !(name in (rows[0] ?? {})))).toEqual([]);
    }
    expect(exportRecord(programme, { what: "partners", format: "csv" }).split("\n")[0]).toBe(
      Object.keys(PARTNER_COLUMNS).join(","),
    );
    expect(exportRecord(programme, { what: "journal", format: "csv" }).split("\n")[0]).toBe(
      Object.keys(JOURNAL_COLUMNS).join(","),
    );
  });

  it("says of a partner where it stands and how it came there", () => {
    const entries = [appeared("2026-11-01"), entered("2026-11-03", "outreach"), held];
    const programme = aRecord(aRecorded(entries, { source: "Referral" }));

    const [row] = partnerTable(programme).rows;

    expect(row).toMatchObject({
      ...{ number: 12, name: "Acme", stage: "Outreach", stage_since: "2026-11-03T12:00:00.000Z" },
      ...{ source: "Referral", held_since: "2026-11-05T12:00:00.000Z", left_at: null },
    });
  });

  it("does not know since when an adopted partner stands where it stands", () => {
    const adopted = on("2026-11-01", { kind: "adopted", stage: stage("outreach") });

    expect(partnerTable(aRecord(aRecorded([adopted]))).rows[0]).toMatchObject({
      stage_since: null,
      on_record_since: "2026-11-01T12:00:00.000Z",
    });
  });

  it("is one JSON object a line, for a partner that was never looked at too", () => {
    const programme = aRecord(aRecorded([appeared("2026-11-01"), held]), {
      ...{ number: 13, line: null, entries: [appeared("2026-11-02")] },
    });

    const lines = exportRecord(programme, { what: "journal", format: "jsonl" }).split("\n");

    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { number: 12, kind: "appeared", stage: "identification", by: null },
      { number: 12, kind: "held", by: "mona", details: { until: null } },
      { number: 13, kind: "appeared" },
    ]);
  });

  it.each(["=HYPERLINK(1)", "+1", "-1+2", "@SUM(A1)", "\t=1"])(
    "gives a spreadsheet no formula in %j",
    (name) => {
      const programme = aRecord(aRecorded([appeared("2026-11-01")], { name }));

      const [, row = ""] = exportRecord(programme, { what: "partners", format: "csv" }).split(/\n/);

      expect(row).toContain(`'${name}`);
    },
  );

  it("quotes what CSV has to quote, and shows no e-mail address anywhere", () => {
    const name = 'Acme, "the" company\njane@acme.com';
    const programme = aRecord(aRecorded([appeared("2026-11-01"), held], { name }));

    const partners = exportRecord(programme, { what: "partners", format: "csv" });
    const journal = exportRecord(programme, { what: "journal", format: "jsonl" });

    expect(partners).toContain('"Acme, ""the"" company\n[e-mail address]"');
    expect(`${partners}${journal}`).not.toContain("jane@");
  });
});
