import { describe, expect, it } from "@jest/globals";
import type { EntryFact } from "../../../src/core/history/entry.ts";
import { plan } from "../../support/as-seen.ts";
import { bodyOf, facts, movedTo, ready } from "../../support/rulings.ts";
import {
  aBoard,
  aCard,
  anIssue,
  aPartner,
  aPlaybook,
  aSituation,
  column,
  inStage,
  login,
  now,
  aHistory,
  stage,
  ticked,
} from "../../support/situation.ts";

describe("plan, on a move,", () => {
  it("accepts what is earned, without a comment but the stage's own", () => {
    const situation = movedTo("outreach", {
      partner: aPartner({ card: aCard({ stage: "outreach" }), issue: ready() }),
    });

    const ruling = plan(situation);

    expect(ruling.entries).toMatchObject([{ kind: "entered", stage: "outreach", via: "move" }]);
    expect(ruling.effects).toMatchObject([{ kind: "comment", key: "stage/outreach" }]);
  });

  it("moves back what is not, and says who tried what, what is missing and how to go on", () => {
    const issue = anIssue({
      statusEvents: [
        {
          from: "Identification",
          to: "Outreach",
          by: { login: login("tom"), bot: false },
          automated: false,
          at: now,
        },
      ],
    });

    const ruling = plan(
      movedTo("outreach", { partner: aPartner({ card: aCard({ stage: "outreach" }), issue }) }),
    );

    expect(ruling.entries).toMatchObject([
      { kind: "refused", target: "outreach", by: { login: "tom" }, undone: true, comment: "refusal/1" },
    ]);
    expect(ruling.effects).toMatchObject([
      { kind: "set-status", key: "back/1", option: column("identification"), judged: column("outreach") },
      { kind: "comment", key: "refusal/1" },
    ]);
    expect(bodyOf(ruling)).toContain("@tom moved this card to **Outreach**");
    expect(bodyOf(ruling)).toContain("/override REASON");
  });

  it("asks a jump for every gate on the way", () => {
    const ruling = plan(
      movedTo("onboarding", { partner: aPartner({ card: aCard({ stage: "onboarding" }), issue: ready() }) }),
    );

    expect(bodyOf(ruling)).toContain("Call held, terms agreed");
  });

  it("allows and records a backward move", () => {
    const ruling = plan(movedTo("identification", { history: inStage("onboarding") }));

    expect(ruling.entries).toMatchObject([{ kind: "entered", stage: "identification", via: "backward" }]);
  });

  it("undoes a backward move where the playbook refuses it", () => {
    const playbook = aPlaybook("backward: refuse");

    const ruling = plan(movedTo("identification", { history: inStage("onboarding"), playbook }));

    expect(ruling.effects).toContainEqual(
      expect.objectContaining({ kind: "set-status", option: column("onboarding") }),
    );
  });

  it.each([
    { what: "a cleared Status", card: aCard({ stage: null }), words: "cleared the Status" },
    { what: "a column that is no stage", card: aCard({ stage: "Somewhere" }), words: "which is no stage" },
  ])("moves back $what", ({ card, words }) => {
    const ruling = plan(aSituation({ partner: aPartner({ card }) }));

    expect(ruling.entries).toMatchObject([{ kind: "refused", target: null }]);
    expect(bodyOf(ruling)).toContain(words);
  });

  it("leaves a card in an ignored column alone", () => {
    const playbook = aPlaybook("ignore: [Parked]");
    const partner = aPartner({ card: aCard({ stage: "Parked" }) });

    expect(plan(aSituation({ playbook, board: aBoard(playbook), partner })).effects).toEqual([]);
  });

  it("does not let a partner on hold move forward, but back", () => {
    const held: EntryFact = { kind: "held", by: login("maria"), until: null, reason: "summer" };
    const history = inStage("outreach", held);

    const forward = plan(movedTo("qualification-call", { history }));
    const backward = plan(movedTo("identification", { history }));

    expect(bodyOf(forward)).toContain("on hold");
    expect(facts(backward)).toContain("entered");
  });

  it.each([
    { where: "nowhere", body: "", posts: ["refusal/1", "stage/identification"] },
    { where: "in the body", body: ticked("qualification", 1), posts: ["refusal/1"] },
  ])("gives an adopted partner whose checklist is $where what it needs to tick", ({ body, posts }) => {
    const history = aHistory({ kind: "adopted", stage: stage("identification") });
    const partner = aPartner({ card: aCard({ stage: "outreach" }), issue: anIssue({ body }) });

    const { effects } = plan(movedTo("outreach", { history, partner }));

    expect(effects.filter(({ kind }) => kind === "comment").map(({ key }) => key)).toEqual(posts);
  });

  it("names nobody when GitHub does not say who it was", () => {
    expect(bodyOf(plan(movedTo("outreach")))).toContain("Somebody moved this card");
  });

  it("does not write internal criteria where a contact can read", () => {
    const body = bodyOf(plan(movedTo("outreach", { audience: "shared" })));

    expect(body).not.toContain("qualification criteria");
    expect(body).toContain("npx stagekeeper plan");
  });
});
