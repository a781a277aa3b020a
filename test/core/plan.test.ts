import { describe, expect, it } from "@jest/globals";
import type { EntryFact } from "../../src/core/history/entry.ts";
import type { CommentId, PartnerId } from "../../src/core/ids.ts";
import type { Hint } from "../../src/core/partner/partner.ts";
import { plan } from "../../src/core/plan.ts";
import type { Ruling, Situation } from "../../src/core/situation.ts";
import {
  aBoard,
  aCard,
  aComment,
  after,
  afterwards,
  aHistory,
  anIssue,
  anOther,
  aPartner,
  aPlaybook,
  aSituation,
  column,
  date,
  days,
  inStage,
  login,
  minutes,
  now,
  option,
  stage,
  text,
  ticked,
  unknown,
} from "../support/situation.ts";

const facts = ({ entries }: Ruling): readonly string[] => entries.map(({ kind }) => kind);
const acts = ({ effects }: Ruling): readonly string[] => effects.map(({ kind }) => kind);
const bodyOf = ({ effects }: Ruling): string =>
  effects.flatMap((effect) => (effect.kind === "comment" ? [effect.body] : [])).join("\n");

/** In Identification with everything that Outreach asks for. */
const ready = (changes: Parameters<typeof anIssue>[0] = {}): ReturnType<typeof anIssue> =>
  anIssue({ body: ticked("qualification", 3), ...changes });

/** The card stands in that column while another stage is on record. */
const movedTo = (id: string, changes: Partial<Situation> = {}): Situation =>
  aSituation({ partner: aPartner({ card: aCard({ stage: id }), issue: anIssue() }), ...changes });

describe("plan, on a partner's first appearance,", () => {
  it("takes a card of a board that stood before as it stands, and says nothing", () => {
    const situation = movedTo("onboarding", { history: unknown, adopting: true });

    const ruling = plan(situation);

    expect(ruling.entries).toEqual([{ at: now, kind: "adopted", stage: "onboarding" }]);
    expect(ruling.effects).toEqual([]);
  });

  it("puts a new card without Status into the first stage, with its checklist", () => {
    const ruling = plan(
      movedTo("identification", { history: unknown, partner: aPartner({ card: aCard({ stage: null }) }) }),
    );

    expect(facts(ruling)).toEqual(["appeared"]);
    expect(ruling.effects).toMatchObject([
      { kind: "set-status", option: column("identification"), judged: null },
      { kind: "comment", key: "stage/identification" },
    ]);
  });

  it("lets every gate count for a card that becomes a partner in a later column", () => {
    const ruling = plan(movedTo("onboarding", { history: unknown }));

    expect(facts(ruling)).toEqual(["appeared", "refused"]);
    expect(ruling.effects).toContainEqual(
      expect.objectContaining({
        kind: "set-status",
        option: column("identification"),
        judged: column("onboarding"),
      }),
    );
  });

  it("puts a labelled issue on the board", () => {
    const ruling = plan(aSituation({ history: unknown, partner: aPartner({ card: null }) }));

    expect(acts(ruling)).toEqual(["add-to-board"]);
    expect(ruling.dueAt).toBe(now);
  });

  it("leaves an issue without the label alone", () => {
    const partner = aPartner({ issue: anIssue({ labels: ["bug"] }) });

    expect(plan(aSituation({ history: unknown, partner }))).toMatchObject({ entries: [], effects: [] });
  });

  it("lists an issue from outside as a candidate, once, until somebody who may write owns it", () => {
    const outside = { author: { login: login("carla"), bot: false } };
    const unowned = aSituation({
      history: unknown,
      partner: aPartner({ issue: anIssue({ ...outside, assignees: [] }) }),
    });

    const first = plan(unowned);
    const second = plan({ ...unowned, history: afterwards(unowned, first) });
    const owned = plan({ ...unowned, partner: aPartner({ issue: anIssue(outside) }) });

    expect(first).toMatchObject({ entries: [{ kind: "candidate", author: "carla" }], effects: [] });
    expect(second.entries).toEqual([]);
    expect(facts(owned)).toEqual(["appeared"]);
  });

  it("keeps a draft in the first stage without a word", () => {
    const card = aCard({ stage: "outreach", content: "draft" });

    const ruling = plan(aSituation({ history: unknown, partner: aPartner({ card, issue: null }) }));

    expect(facts(ruling)).toEqual(["appeared", "refused"]);
    expect(acts(ruling)).toEqual(["set-status"]);
  });
});

describe("plan, on a partner that is on record,", () => {
  it("does nothing for a card in its stage", () => {
    expect(plan(aSituation())).toEqual({ entries: [], effects: [], dueAt: null, wakes: [] });
  });

  it("keeps a partner that lost its label", () => {
    const partner = aPartner({ issue: anIssue({ labels: [] }), card: aCard({ stage: "onboarding" }) });

    expect(facts(plan(aSituation({ partner })))).toEqual(["refused"]);
  });

  it("takes a deleted card as an exit, and as a return when it is back", () => {
    const gone = aSituation({ partner: aPartner({ card: null }) });

    const left = plan(gone);
    const back = plan(aSituation({ history: afterwards(gone, left) }));

    expect(left.entries).toMatchObject([{ kind: "exited", why: "removed" }]);
    expect(back.entries).toMatchObject([{ kind: "reopened", stage: "identification" }]);
  });

  it("leaves archived cards and pull requests alone", () => {
    for (const changes of [{ archived: true }, { content: "pull-request" }] as const) {
      const card = aCard({ stage: "graduation", ...changes });

      expect(plan(aSituation({ partner: aPartner({ card }) })).effects).toEqual([]);
    }
  });
});

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

  it("names nobody when GitHub does not say who it was", () => {
    expect(bodyOf(plan(movedTo("outreach")))).toContain("Somebody moved this card");
  });

  it("does not write internal criteria where a contact can read", () => {
    const body = bodyOf(plan(movedTo("outreach", { audience: "shared" })));

    expect(body).not.toContain("qualification criteria");
    expect(body).toContain("npx stagekeeper plan");
  });
});

describe("plan, on somebody who tries again,", () => {
  const first = movedTo("outreach");
  const history = afterwards(first, plan(first));

  it("updates the comment for the same person within the hour", () => {
    const again = movedTo("outreach", { history, now: after(now, minutes(50)) });

    expect(plan(again).effects).toMatchObject([
      { kind: "set-status", key: "back/2" },
      { kind: "edit-comment", key: "again/2", comment: "IC_refusal/1" },
    ]);
  });

  it("posts a new one after that, and folds the old one away", () => {
    const again = movedTo("outreach", { history, now: after(now, minutes(61)) });

    expect(plan(again).effects).toMatchObject([
      { kind: "set-status" },
      { kind: "comment", key: "refusal/2" },
      { kind: "minimise", comment: "IC_refusal/1", as: "outdated" },
    ]);
  });

  it("lets the third move back of a minute wait, and says when", () => {
    const second = movedTo("outreach", { history, now: after(now, 10_000) });
    const third = movedTo("outreach", {
      history: afterwards(second, plan(second)),
      now: after(now, 20_000),
    });

    const ruling = plan(third);
    const later = plan({ ...third, history: afterwards(third, ruling), now: after(now, 60_000) });

    expect(ruling).toMatchObject({ entries: [{ kind: "delayed" }], dueAt: after(now, 60_000) });
    expect(ruling.effects).toMatchObject([{ kind: "edit-comment", body: expect.stringContaining("09:01") }]);
    expect(facts(later)).toEqual(["refused"]);
  });

  it("stops against a bot after one move back and says so once", () => {
    const robot = { login: login("robot"), bot: true };
    const hint: Hint = {
      kind: "status",
      at: now,
      sender: robot,
      from: undefined,
      to: column("outreach"),
      overwrote: false,
    };
    const undone = movedTo("outreach", { hints: [hint] });
    const again = movedTo("outreach", {
      hints: [hint],
      history: afterwards(undone, plan(undone)),
      now: after(now, minutes(20)),
    });

    const stopped = plan(again);
    const quiet = plan({ ...again, history: afterwards(again, stopped) });

    expect(facts(stopped)).toEqual(["stood-down"]);
    expect(acts(stopped)).toEqual(["comment"]);
    expect(quiet).toMatchObject({ entries: [], effects: [] });
  });
});

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

describe("plan, on commands,", () => {
  const saying = (body: string, changes: Partial<Situation> = {}, by = "maria"): Situation =>
    aSituation({
      partner: aPartner({
        issue: anIssue({ comments: [aComment({ body, author: { login: login(by), bot: false } })] }),
      }),
      ...changes,
    });

  it("holds and resumes, with a thumbs up", () => {
    const held = saying("/hold summer break");

    const ruling = plan(held);
    const resumed = plan(
      saying("/resume", {
        history: afterwards(held, ruling),
        now: after(now, minutes(2)),
        partner: aPartner({
          issue: anIssue({
            comments: [
              aComment({ id: "IC_2" as CommentId, body: "/resume", createdAt: after(now, minutes(1)) }),
            ],
          }),
        }),
      }),
    );

    expect(ruling.entries).toContainEqual({
      at: now,
      kind: "held",
      by: "maria",
      until: null,
      reason: "summer break",
    });
    expect(acts(ruling)).toEqual(["react"]);
    expect(facts(resumed)).toContain("resumed");
  });

  it("lets an override through for a maintainer and not for others", () => {
    const refused = movedTo("outreach");
    const history = afterwards(refused, plan(refused));

    const allowed = plan(saying("/override the board wants it", { history }));
    const denied = plan(saying("/override please", { history }, "tom"));

    expect(facts(allowed)).toEqual(expect.arrayContaining(["overridden", "entered", "commanded"]));
    expect(allowed.effects).toContainEqual(
      expect.objectContaining({ kind: "set-status", option: column("outreach") }),
    );
    expect(facts(denied)).not.toContain("overridden");
    expect(bodyOf(denied)).toContain("Only these may override");
  });

  it("gives outsiders no answer at all", () => {
    expect(plan(saying("/help", {}, "carla")).effects).toEqual([]);
  });

  it("never obeys an edited comment", () => {
    const issue = anIssue({ comments: [aComment({ body: "/hold x", edited: true })] });

    expect(plan(aSituation({ partner: aPartner({ issue }) })).effects).toEqual([]);
  });

  it("obeys a comment as it was created, though it was edited since, and only once", () => {
    const hint: Hint = {
      kind: "comment",
      at: now,
      comment: "IC_1" as CommentId,
      author: { login: login("maria"), bot: false },
      command: "/hold x",
    };
    const issue = anIssue({ comments: [aComment({ body: "/exit declined", edited: true })] });
    const situation = aSituation({ hints: [hint], partner: aPartner({ issue }) });

    const first = plan(situation);
    const second = plan({ ...situation, history: afterwards(situation, first) });

    expect(facts(first)).toContain("held");
    expect(facts(first)).not.toContain("exited");
    expect(second.effects).toEqual([]);
  });

  it("answers a command it cannot read with the right form", () => {
    expect(bodyOf(plan(saying("/hold")))).toContain("/hold [until DATE] REASON");
  });

  it("takes a contact's comment as a reply", () => {
    expect(facts(plan(saying("Sounds good!", {}, "carla")))).toContain("replied");
  });
});

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
