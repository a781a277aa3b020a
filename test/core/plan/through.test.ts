import { describe, expect, it } from "@jest/globals";
import { plan } from "../../support/as-seen.ts";
import type { Situation } from "../../../src/core/situation.ts";
import { bodyOf, movedTo, ready } from "../../support/rulings.ts";
import {
  aCard,
  after,
  afterwards,
  anIssue,
  aPartner,
  aPlaybook,
  aSituation,
  column,
  date,
  days,
  inStage,
  minutes,
  now,
  option,
  ticked,
} from "../../support/situation.ts";

describe("plan, on a remembered target,", () => {
  const refused = movedTo("outreach", {
    partner: aPartner({
      card: aCard({ stage: "outreach" }),
      issue: anIssue({ body: ticked("qualification", 2) }),
    }),
  });
  const history = afterwards(refused, plan(refused));
  const home = (changes: Partial<Situation> = {}): Situation =>
    aSituation({ history, now: after(now, minutes(5)), ...changes });

  it("moves the card on when a person's tick was the last thing missing", () => {
    const ruling = plan(home({ partner: aPartner({ issue: ready() }) }));

    expect(ruling.entries).toMatchObject([{ kind: "entered", stage: "outreach", via: "auto" }]);
    expect(ruling.effects).toMatchObject([
      { kind: "set-status", option: column("outreach") },
      { kind: "comment", key: "through/1" },
      { kind: "minimise", comment: "IC_refusal/1", as: "resolved" },
      { kind: "comment", key: "stage/outreach" },
    ]);
  });

  it("only tells when the playbook says notify, and tells once", () => {
    const situation = home({ playbook: aPlaybook("auto: notify"), partner: aPartner({ issue: ready() }) });

    const told = plan(situation);
    const later = plan({ ...situation, history: afterwards(situation, told), now: after(now, minutes(9)) });

    expect(told.entries).toMatchObject([{ kind: "told", target: "outreach" }]);
    expect(bodyOf(told)).toContain("may move to Outreach");
    expect(later).toMatchObject({ entries: [], effects: [] });
  });

  it("forgets it after 14 days", () => {
    const ruling = plan(home({ now: after(now, days(14) + 1), partner: aPartner({ issue: ready() }) }));

    expect(ruling.entries).toMatchObject([{ kind: "forgotten" }]);
    expect(ruling.effects).toEqual([]);
  });

  it("looks again by itself when the clock alone can change the answer", () => {
    const card = aCard({
      stage: "graduation",
      fields: {
        ...aCard().fields,
        environment: option("Production"),
        inProductionSince: date("2026-09-22"),
        adoptionLevel: option("L3"),
      },
    });
    const situation = aSituation({ history: inStage("active-partnership"), partner: aPartner({ card }) });

    const ruling = plan(situation);

    expect(bodyOf(ruling)).toContain("enough on 2026-12-23");
    expect(ruling.dueAt).not.toBeNull();
  });
});
