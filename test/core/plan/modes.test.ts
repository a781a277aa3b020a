import { describe, expect, it } from "@jest/globals";
import { plan } from "../../support/as-seen.ts";
import { bodyOf, facts, movedTo } from "../../support/rulings.ts";
import {
  aCard,
  aHistory,
  anOther,
  aPartner,
  aPlaybook,
  aSituation,
  stage,
  text,
} from "../../support/situation.ts";

describe("plan, in other modes,", () => {
  it("changes nothing in observe, and records what it would have moved back", () => {
    const ruling = plan(movedTo("onboarding", { playbook: aPlaybook("mode: observe") }));

    expect(facts(ruling)).toEqual(["observed", "entered"]);
    expect(ruling.effects).toEqual([]);
  });

  it("does nothing at all when it is off", () => {
    expect(plan(movedTo("onboarding", { playbook: aPlaybook("mode: off") }))).toMatchObject({
      entries: [],
      effects: [],
    });
  });
});

describe("plan, whatever people wrote,", () => {
  it("repeats nobody's text as a mention", () => {
    const card = aCard({ stage: "outreach", fields: { organisation: text("@everyone <!-- x -->") } });
    const others = [anOther({ organisation: "@everyone <!-- x -->", stage: stage("outreach") })];

    const body = bodyOf(plan(aSituation({ partner: aPartner({ card }), programme: { others } })));

    expect(body).not.toContain("@everyone");
  });

  it("gives the same answer to the same situation", () => {
    const situation = movedTo("onboarding", {
      history: aHistory({ kind: "adopted", stage: stage("outreach") }),
    });

    expect(plan(situation)).toEqual(plan(situation));
  });
});
