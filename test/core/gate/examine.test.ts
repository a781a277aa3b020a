import { describe, expect, it } from "@jest/globals";
import { examine } from "../../../src/core/gate/examine.ts";
import { formatInstant } from "../../../src/core/time/instant.ts";
import type { Instant } from "../../../src/core/time/time.ts";
import { anOther, date, now, option, stage, text } from "../../support/situation.ts";
import { aCriterion, aLinked, anEvidence, examined } from "./an-evidence.ts";

describe("checked", () => {
  it("is met by a tick", () => {
    const finding = examined("{checked: onboarding.channel}", { ticked: ["onboarding.channel"] });

    expect(finding).toMatchObject({ outcome: "met", because: "Ticked", remedy: null });
  });

  it("is missing without one, and says where to tick and who can", () => {
    expect(examined("{checked: onboarding.channel}")).toMatchObject({
      outcome: "missing",
      title: "Shared Slack/Discord channel created",
      because: "Not ticked",
      remedy: expect.stringMatching(/Tick it under Onboarding.*write access/) as unknown,
      metBy: "person",
    });
  });

  it("says so when there is no box", () => {
    const ticks = { isTicked: () => ({ ticked: false, place: "nowhere" as const }) };
    const { criterion, playbook } = aCriterion("{checked: onboarding.channel}");

    const finding = examine(criterion, { ...anEvidence({ playbook }), ticks }, stage("graduation"));

    expect(finding.because).toBe("No box for it was found");
  });

  it("is internal when its checklist is", () => {
    expect(examined("{checked: qualification.compliance}").internal).toBe(true);
    expect(examined("{checked: onboarding.channel}").internal).toBe(false);
  });

  it("shows the words of a linked item without the link", () => {
    expect(examined("{checked: onboarding.l0}").title).toBe(
      "Partner completes L0 — Discovery (Hello Portarium quickstart)",
    );
  });
});

describe("field", () => {
  it.each([
    {
      asks: "{field: organisation, set: true}",
      of: { organisation: text("Acme") },
      because: "Organisation is set",
    },
    {
      asks: "{field: environment, equals: Production}",
      of: { environment: option("production ") },
      because: "Environment is production ",
    },
    {
      asks: "{field: environment, oneOf: [Staging, Production]}",
      of: { environment: option("Staging") },
      because: "Environment is Staging",
    },
    {
      asks: "{field: adoptionLevel, atLeast: L3}",
      of: { adoptionLevel: option("L4") },
      because: "Adoption level is L4",
    },
    {
      asks: "{field: nps, atLeast: 8}",
      of: { nps: { kind: "number", number: 8, updatedAt: now } as const },
      because: "NPS is 8",
    },
    {
      asks: "{field: lastSync, after: 2026-11-01}",
      of: { lastSync: date("2026-11-02") },
      because: "Last sync is 2026-11-02",
    },
    {
      asks: "{field: lastSync, before: 2026-11-01}",
      of: { lastSync: date("2026-10-31") },
      because: "Last sync is 2026-10-31",
    },
  ])("$asks is met: $because", ({ asks, of: fields, because }) => {
    expect(examined(asks, { fields })).toMatchObject({ outcome: "met", because, remedy: null });
  });

  it.each([
    { asks: "{field: organisation, set: true}", of: {}, because: "Organisation is empty" },
    {
      asks: "{field: organisation, set: true}",
      of: { organisation: text("  ") },
      because: "Organisation is empty",
    },
    {
      asks: "{field: environment, equals: Production}",
      of: { environment: option("Staging") },
      because: "Environment is Staging",
    },
    {
      asks: "{field: adoptionLevel, atLeast: L3}",
      of: { adoptionLevel: option("L2") },
      because: "Adoption level is L2",
    },
    {
      asks: "{field: adoptionLevel, atLeast: L3}",
      of: { adoptionLevel: option("Guru") },
      because: "Adoption level is Guru",
    },
    {
      asks: "{field: nps, atLeast: 8}",
      of: { nps: { kind: "number", number: 7, updatedAt: now } as const },
      because: "NPS is 7",
    },
    {
      asks: "{field: lastSync, after: 2026-11-01}",
      of: { lastSync: date("2026-11-01") },
      because: "Last sync is 2026-11-01",
    },
    {
      asks: "{field: lastSync, before: 2026-11-01}",
      of: { lastSync: date("2026-11-01") },
      because: "Last sync is 2026-11-01",
    },
  ])("$asks is missing: $because", ({ asks, of: fields, because }) => {
    expect(examined(asks, { fields })).toMatchObject({ outcome: "missing", because, metBy: "person" });
  });

  it("says that the board lacks the field, and who can add it", () => {
    const { criterion, playbook } = aCriterion("{field: environment, set: true}");
    const evidence = anEvidence({ playbook });
    const fields = Object.fromEntries(
      Object.entries(evidence.board.fields).filter(([key]) => key !== "environment"),
    );

    const finding = examine(
      criterion,
      { ...evidence, board: { ...evidence.board, fields } },
      stage("graduation"),
    );

    expect(finding).toMatchObject({
      outcome: "missing",
      because: "The board has no field “Environment” of type option",
      remedy: expect.stringContaining("administers the board") as unknown,
    });
  });
});

describe("unique", () => {
  const fields = { organisation: text("Acme Corp") };

  it("finds the same organisation whatever its case and spacing", () => {
    const finding = examined("{unique: organisation}", {
      fields,
      others: [anOther({ organisation: " ACME  corp" })],
    });

    expect(finding).toMatchObject({
      outcome: "missing",
      because: "1 other partner with the same Organisation: #13",
    });
  });

  it("does not mind partners that left", () => {
    const gone = anOther({ organisation: "Acme Corp", exited: true });

    expect(examined("{unique: organisation}", { fields, others: [gone] }).outcome).toBe("met");
  });
});

describe("replied, owned and linked", () => {
  it.each([
    { asks: "{replied: true}", met: { replied: true }, missing: {} },
    { asks: "{owned: true}", met: {}, missing: { assignees: [] } },
    { asks: "{linked: true}", met: { linked: [aLinked({ labels: [] })] }, missing: {} },
    { asks: "{linked: true}", met: { hiddenLinked: 1 }, missing: {} },
  ])("$asks", ({ asks, met, missing }) => {
    expect(examined(asks, met).outcome).toBe("met");
    expect(examined(asks, missing)).toMatchObject({
      outcome: "missing",
      remedy: expect.any(String) as unknown,
    });
  });

  it("names an owner without a mention", () => {
    expect(examined("{owned: true}").because).toBe("maria is the owner");
  });
});

describe("every criterion", () => {
  it("only warns when it says so", () => {
    expect(examined("{replied: true, warn: true}").outcome).toBe("warning");
  });

  it("uses the playbook's own words", () => {
    const finding = examined("{replied: true, title: They wrote, remedy: Call them}");

    expect(finding).toMatchObject({ title: "They wrote", remedy: "Call them" });
  });

  it("hides its parts when it is internal", () => {
    const finding = examined("{internal: true, all: [{owned: true}, {any: [{replied: true}]}]}");

    expect(finding.parts.map(({ internal }) => internal)).toEqual([true, true]);
    expect(finding.parts[1]?.parts[0]?.internal).toBe(true);
  });

  it("is internal when one of its parts is", () => {
    expect(examined("{any: [{owned: true}, {checked: qualification.compliance}]}").internal).toBe(true);
  });

  it("holds as a group with a warning when only warnings are missing", () => {
    const asks = "{all: [{owned: true}, {replied: true, warn: true}]}";

    expect(examined(asks)).toMatchObject({ outcome: "warning", because: "2 of 2" });
    expect(examined(asks, { replied: true }).outcome).toBe("met");
    expect(examined(asks, { assignees: [] }).outcome).toBe("missing");
  });

  it("waits for the least personal of what a group lacks", () => {
    const asks = "{all: [{owned: true}, {elapsed: {since: lastSync, longerThan: 1 month}}]}";
    const fields = { lastSync: date("2026-11-20") };

    expect(examined(asks, { fields, assignees: [] }).metBy).toBe("time");
    expect(examined(asks, { fields: { lastSync: date("2026-01-20") }, assignees: [] }).metBy).toBe("person");
    expect(examined(asks, { fields: { lastSync: date("2026-01-20") } })).toMatchObject({
      outcome: "met",
      metBy: "time",
    });
  });

  it("counts what is left", () => {
    const finding = examined("{atLeast: 3, of: [{checked: qualification.*}]}", {
      ticked: ["qualification.compliance", "qualification.usage-data"],
    });

    expect(finding).toMatchObject({ outcome: "missing", because: "2 of 5; 1 more needed" });
    expect(finding.parts).toHaveLength(5);
  });

  it("shows inside none what holds as what is wrong", () => {
    const finding = examined("{none: [{checked: disqualification.*}]}", {
      ticked: ["disqualification.no-use-case"],
    });

    expect(finding).toMatchObject({ outcome: "missing", because: "1 of 3, and none may be" });
    expect(finding.parts.map(({ outcome }) => outcome)).toEqual(["missing", "met", "met"]);
  });

  it("wakes for the first of its parts", () => {
    const finding = examined(
      "{all: [{elapsed: {since: lastSync, longerThan: 1 month}}, {elapsed: {since: dueDate, longerThan: 1 day}}]}",
      { fields: { lastSync: date("2026-11-20"), dueDate: date("2026-11-24") } },
    );

    expect(formatInstant(finding.wakeAt ?? (0 as Instant))).toBe("2026-11-26T00:00:00.000Z");
    expect(finding.metBy).toBe("time");
  });
});
