import { describe, expect, it } from "@jest/globals";
import { decideGate } from "../../../src/core/gate/decide-gate.ts";
import { anOther, aPlaybook, date, option, stage, text } from "../../support/situation.ts";
import { aLinked, anEvidence, noon } from "./an-evidence.ts";

const qualified = [
  "qualification.approval-workflows",
  "qualification.compliance",
  "qualification.usage-data",
];
const agenda = ["agenda.workflow", "agenda.overview", "agenda.terms", "agenda.next-steps"];
const onboarded = ["channel", "l0", "l1", "first-sync", "feedback-tracker"].map((id) => `onboarding.${id}`);
const known = { organisation: text("Acme"), primaryContact: text("Carla Diaz @carla") };

/** Keys of a decision by outcome. */
function keysOf(findings: readonly { readonly key: string }[]): readonly string[] {
  return findings.map(({ key }) => key);
}

describe("the built-in gates", () => {
  it("let anybody into Identification", () => {
    expect(decideGate(anEvidence(), null, stage("identification"))).toMatchObject({
      kind: "open",
      findings: [],
    });
  });

  it("ask for three criteria, names and an owner before Outreach", () => {
    const closed = decideGate(anEvidence({ assignees: [] }), stage("identification"), stage("outreach"));
    const open = decideGate(
      anEvidence({ ticked: qualified, fields: known }),
      stage("identification"),
      stage("outreach"),
    );

    expect(closed).toMatchObject({
      kind: "closed",
      missing: [
        { because: "0 of 5; 3 more needed", internal: true },
        { because: "Organisation is empty" },
        { because: "Primary contact is empty" },
        { because: "Nobody is assigned" },
      ],
    });
    expect(open).toMatchObject({ kind: "open", warnings: [] });
  });

  it("warn of a partner of the same organisation", () => {
    const others = [anOther({ organisation: "acme" })];

    const decision = decideGate(
      anEvidence({ ticked: qualified, fields: known, others }),
      stage("identification"),
      stage("outreach"),
    );

    expect(decision).toMatchObject({ kind: "open", warnings: [{ key: "outreach.gate.4" }] });
  });

  it("only warn that no reply is on record before the Qualification Call", () => {
    const decision = decideGate(
      anEvidence({ fields: known }),
      stage("outreach"),
      stage("qualification-call"),
    );

    expect(decision).toMatchObject({ kind: "open", warnings: [{ because: "No reply is on record" }] });
  });

  it("ask for the call, no signal and still three criteria before Onboarding", () => {
    const evidence = anEvidence({ ticked: [...agenda, "disqualification.no-use-case"] });

    const decision = decideGate(evidence, stage("qualification-call"), stage("onboarding"));

    expect(decision).toMatchObject({
      kind: "closed",
      missing: [
        { title: "Call held, terms agreed" },
        { title: "None of the 3 disqualification signals", internal: true },
        { title: "At least 3 of the 5 qualification criteria", internal: true },
      ],
      warnings: [],
    });
  });

  it("warn of open agenda points and of a crowd before Onboarding", () => {
    const others = [1, 2, 3, 4, 5].map(() => anOther());
    const evidence = anEvidence({ ticked: [...qualified, "call.held"], others });

    const decision = decideGate(evidence, stage("qualification-call"), stage("onboarding"));

    expect(decision).toMatchObject({
      kind: "open",
      warnings: [{ because: "0 of 4; 4 more needed" }, { because: "5 of 5 places taken", internal: true }],
    });
  });

  it("ask for the whole checklist and a place before Active Partnership", () => {
    const others = [1, 2, 3, 4, 5].map(() => anOther());

    const crowded = decideGate(
      anEvidence({ ticked: onboarded, others }),
      stage("onboarding"),
      stage("active-partnership"),
    );
    const bare = decideGate(anEvidence(), stage("onboarding"), stage("active-partnership"));

    expect(crowded).toMatchObject({ kind: "closed", missing: [{ because: "5 of 5 places taken" }] });
    expect(bare).toMatchObject({ kind: "closed", warnings: [{ because: "Environment is empty" }] });
    expect(bare.kind === "closed" && bare.missing).toHaveLength(5);
  });

  it("ask for production, time, quiet and the level before Graduation", () => {
    const moment = noon("2026-11-22");
    const ripe = {
      environment: option("Production"),
      inProductionSince: date("2026-08-01"),
      adoptionLevel: option("L3"),
    };
    const from = stage("active-partnership");

    const open = decideGate(anEvidence({ fields: ripe, now: moment }), from, stage("graduation"));
    const closed = decideGate(
      anEvidence({
        fields: {
          environment: option("Staging"),
          inProductionSince: date("2026-09-22"),
          adoptionLevel: option("L2"),
        },
        linked: [aLinked()],
        now: moment,
      }),
      from,
      stage("graduation"),
    );

    expect(open).toMatchObject({ kind: "open", warnings: [{ because: "No issue was ever linked" }] });
    expect(closed).toMatchObject({
      kind: "closed",
      missing: [
        { because: "Environment is Staging" },
        { because: "In production since 2026-09-22: 61 days; enough on 2026-12-23" },
        { because: "1 linked issue with P1 open: #9" },
        { because: "Adoption level is L2" },
      ],
      warnings: [],
    });
  });
});

describe("decideGate", () => {
  it("asks a jump for everything on the way, each thing once", () => {
    const jump = decideGate(anEvidence(), stage("identification"), stage("onboarding"));

    expect(jump.passed).toEqual(["outreach", "qualification-call", "onboarding"]);
    expect(keysOf(jump.findings)).toEqual([
      "outreach.gate.0",
      "outreach.gate.1",
      "outreach.gate.2",
      "outreach.gate.3",
      "outreach.gate.4",
      "qualification-call.gate.1",
      "onboarding.gate.0",
      "onboarding.gate.1",
      "onboarding.gate.3",
      "onboarding.gate.4",
    ]);
    expect(jump.findings.map(({ stage: of }) => of)).toContain("qualification-call");
  });

  it("passes every gate from no stage at all", () => {
    const fromNothing = decideGate(anEvidence(), null, stage("graduation"));
    const fromTheFirst = decideGate(anEvidence(), stage("identification"), stage("graduation"));

    expect(fromNothing.findings).toEqual(fromTheFirst.findings);
  });

  it.each(["onboarding", "outreach"])("asks nothing on the way from Onboarding to %s", (target) => {
    expect(decideGate(anEvidence(), stage("onboarding"), stage(target))).toMatchObject({
      kind: "open",
      passed: [],
      findings: [],
    });
  });

  it("asks as strictly as the strictest of two gates", () => {
    const playbook = aPlaybook(
      "stages: {outreach: {gate: [{owned: true, warn: true}]}, qualification-call: {gate: [{owned: true}]}}",
    );
    const evidence = anEvidence({ playbook, assignees: [] });

    const decision = decideGate(evidence, stage("identification"), stage("qualification-call"));

    expect(decision).toMatchObject({
      kind: "closed",
      missing: [{ key: "qualification-call.gate.0" }],
      warnings: [],
    });
  });

  it("hides what one of two gates hides", () => {
    const playbook = aPlaybook(
      "stages: {outreach: {gate: [{owned: true}]}, qualification-call: {gate: [{owned: true, internal: true}]}}",
    );

    const { findings } = decideGate(anEvidence({ playbook }), null, stage("qualification-call"));

    expect(findings).toMatchObject([{ key: "outreach.gate.0", internal: true }]);
  });

  it("tells groups apart of which one only warns", () => {
    const playbook = aPlaybook(
      "stages: {outreach: {gate: [{all: [{owned: true, warn: true}]}]}, qualification-call: {gate: [{all: [{owned: true}]}]}}",
    );
    const evidence = anEvidence({ playbook, assignees: [] });

    expect(decideGate(evidence, null, stage("qualification-call"))).toMatchObject({
      missing: [{ key: "qualification-call.gate.0" }],
      warnings: [{ key: "outreach.gate.0" }],
    });
  });

  it("says when time alone may change the answer", () => {
    const fields = { inProductionSince: date("2026-09-22") };

    const decision = decideGate(anEvidence({ fields }), stage("active-partnership"), stage("graduation"));

    expect(decision.wakeAt).toBe(noon("2026-12-23") - 12 * 3_600_000);
  });
});
