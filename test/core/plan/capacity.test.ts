import { describe, expect, it } from "@jest/globals";
import type { PartnerId } from "../../../src/core/ids.ts";
import { plan } from "../../support/as-seen.ts";
import { movedTo } from "../../support/rulings.ts";
import {
  aCard,
  after,
  afterwards,
  anIssue,
  anOther,
  aPartner,
  aSituation,
  inStage,
  minutes,
  now,
  option,
  stage,
  ticked,
} from "../../support/situation.ts";

describe("plan, on capacity,", () => {
  const full = [2, 3, 4, 5, 6].map((id) => anOther({ id: String(id) as PartnerId }));
  const onboarded = anIssue({ body: ticked("onboarding", 5) });
  const card = aCard({
    stage: "active-partnership",
    fields: { ...aCard().fields, environment: option("Staging") },
  });
  const rival = aSituation({
    history: inStage("onboarding"),
    partner: aPartner({ card, issue: onboarded }),
    programme: { others: full },
  });

  it("refuses the sixth partner and lets it wait its turn", () => {
    expect(plan(rival).entries).toMatchObject([{ kind: "refused", waits: true }]);
  });

  it("tells who waits when a place comes free", () => {
    const waiting = {
      ...rival,
      history: afterwards(rival, plan(rival)),
      partner: aPartner({
        card: { ...card, status: aCard({ stage: "onboarding" }).status },
        issue: onboarded,
      }),
      programme: { others: full.slice(1) },
      now: after(now, minutes(30)),
    };

    expect(plan(waiting).entries).toMatchObject([{ kind: "told", target: "active-partnership" }]);
  });

  it("wakes those who wait when this one leaves", () => {
    const waiting = anOther({
      stage: stage("onboarding"),
      waiting: { stage: stage("active-partnership"), since: now },
    });
    const leaving = movedTo("onboarding", {
      history: inStage("active-partnership"),
      programme: { others: [waiting] },
    });

    expect(plan(leaving).wakes).toEqual([waiting.id]);
  });
});
