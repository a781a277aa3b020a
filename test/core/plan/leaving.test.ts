import { describe, expect, it } from "@jest/globals";
import { remember } from "../../../src/core/history/recall.ts";
import type { Hint, Issue } from "../../../src/core/partner/partner.ts";
import { plan } from "../../support/as-seen.ts";
import type { Situation } from "../../../src/core/situation.ts";
import { acts, bodyOf, facts } from "../../support/rulings.ts";
import {
  aCard,
  after,
  afterwards,
  aHistory,
  anIssue,
  aPartner,
  aPlaybook,
  aSituation,
  column,
  days,
  inStage,
  login,
  minutes,
  now,
  option,
  text,
  ticked,
} from "../../support/situation.ts";

const tom = { login: login("tom"), bot: false };
const robot = { login: login("helper[bot]"), bot: true };

/** In that stage with the issue just closed. */
function closed(id: string, issue: Partial<Issue>, changes: Partial<Situation> = {}): Situation {
  return aSituation({
    history: inStage(id),
    partner: aPartner({
      card: aCard({ stage: id }),
      issue: anIssue({ state: "closed", closedAt: now, closer: tom, ...issue }),
    }),
    ...changes,
  });
}

const early = (changes: Partial<Situation> = {}): Situation =>
  closed("outreach", { closedAs: "completed" }, changes);

/** The same person closes it again `ms` later. */
function again(situation: Situation, ms: number): Situation {
  const at = after(situation.now, ms);
  const issue = { ...(situation.partner.issue ?? anIssue()), closedAt: at };
  const history = afterwards(situation, plan(situation));
  return { ...situation, now: at, history, partner: { ...situation.partner, issue } };
}

function repeatedly(situation: Situation, times: number, ms: number): Situation {
  return times === 0 ? situation : repeatedly(again(situation, ms), times - 1, ms);
}

describe("plan, when an issue was closed by hand,", () => {
  it("asks the person and the owner for the reason, once", () => {
    const situation = closed("outreach", { closedAs: "not-planned" });

    const first = plan(situation);
    const second = plan({ ...situation, history: afterwards(situation, first) });

    expect(first.entries).toMatchObject([{ kind: "exited", by: "tom", why: "unknown" }]);
    expect(bodyOf(first)).toContain("@tom, @maria: this partner left the programme");
    expect(bodyOf(first)).toContain("/exit declined REASON");
    expect(acts(second)).toEqual([]);
  });

  it("does not ask when the card says why", () => {
    const card = aCard({ stage: "outreach", fields: { exitReason: text("No budget this year") } });
    const partner = aPartner({ card, issue: anIssue({ state: "closed", closedAs: "not-planned" }) });

    const ruling = plan(aSituation({ history: inStage("outreach"), partner }));

    expect(ruling.entries).toMatchObject([{ kind: "exited", why: "unknown", reason: "No budget this year" }]);
    expect(ruling.effects).toEqual([]);
  });

  it("asks for the card's field instead where a contact can read", () => {
    const body = bodyOf(plan(closed("outreach", { closedAs: "not-planned" }, { audience: "shared" })));

    expect(body).toContain("*Exit reason* on its card");
    expect(body).not.toContain("/exit");
  });

  it("takes a duplicate as merged, without a word", () => {
    const ruling = plan(closed("outreach", { closedAs: "duplicate" }));

    expect(ruling.entries).toMatchObject([{ kind: "exited", why: "merged" }]);
    expect(ruling.effects).toMatchObject([{ kind: "set-field", value: { kind: "text", text: "merged" } }]);
  });

  it("opens it again with one explanation when it was completed before the last stage", () => {
    const situation = early();

    const ruling = plan(situation);
    const lagging = plan({ ...situation, history: afterwards(situation, ruling), now: after(now, 5_000) });

    expect(facts(ruling)).toEqual(["reopening"]);
    expect(acts(ruling)).toEqual(["reopen-issue", "comment"]);
    expect(bodyOf(ruling)).toContain("@tom closed this issue as completed");
    expect(bodyOf(ruling)).toContain("the partner is in **Outreach**");
    expect(lagging).toMatchObject({ entries: [], effects: [] });
  });

  it("names the sender of the delivery while the timeline does not tell who it was", () => {
    const hints: readonly Hint[] = [{ kind: "other", at: now, sender: tom }];

    expect(bodyOf(plan(closed("outreach", { closedAs: "completed", closer: null }, { hints })))).toContain(
      "@tom closed",
    );
  });

  it("counts it as gone when it could not be opened again", () => {
    const situation = early();
    const history = afterwards(situation, plan(situation));

    const later = plan({ ...situation, history, now: after(now, minutes(2)) });

    expect(later.entries).toMatchObject([{ kind: "exited", why: "completed" }]);
    expect(acts(later)).toEqual(["set-field"]);
  });

  it("waits for GitHub to show it open, from when it was opened and not from when that was decided", () => {
    const situation = early();
    const key = "completed/1";
    const posted = { at: after(now, minutes(30)), kind: "posted", key, id: "IC_1" } as const;
    const history = remember(afterwards(situation, plan(situation)), posted);

    const lagging = plan({ ...situation, history, now: after(posted.at, 30_000) });

    expect([facts(lagging), lagging.dueAt]).toEqual([[], after(posted.at, minutes(1))]);
  });

  it("waits with the third time within a minute, and says until when, once", () => {
    const third = repeatedly(early(), 2, 10_000);

    const waiting = plan(third);
    const asked = plan({ ...third, history: afterwards(third, waiting), now: after(third.now, 1_000) });
    const due = waiting.dueAt ?? now;
    const opened = plan({ ...third, history: afterwards(third, waiting), now: due });

    expect(facts(waiting)).toEqual([]);
    expect(due).toBe(after(now, minutes(1)));
    expect(bodyOf(waiting)).toContain("opened again at 09:01 (UTC)");
    expect(acts(asked)).toEqual([]);
    expect(acts(opened)).toEqual(["reopen-issue"]);
  });

  it("stops after six times a day and says so; the partner is gone", () => {
    const seventh = plan(repeatedly(early(), 6, minutes(30)));

    expect(seventh.entries).toMatchObject([{ kind: "exited", why: "completed" }]);
    expect(bodyOf(seventh)).toContain("This issue stays closed");
    expect(acts(seventh)).toEqual(["set-field", "comment"]);
  });

  it("stops against a bot after once", () => {
    const bot = closed("outreach", { closedAs: "completed", closer: robot });

    const second = plan(again(bot, minutes(30)));

    expect(second.entries).toMatchObject([{ kind: "exited", why: "completed" }]);
    expect(bodyOf(second)).toContain("The bot helper");
  });

  it("lists what is left to do after the last stage, without what was declined and what is optional", () => {
    const card = aCard({ stage: "graduation", fields: { logoPermission: option("No") } });
    const issue = anIssue({ state: "closed", closedAs: "completed", closedAt: now });
    const history = inStage("graduation");

    const ruling = plan(aSituation({ history, partner: aPartner({ card, issue }) }));

    expect(ruling.entries).toMatchObject([{ kind: "exited", why: "completed" }]);
    expect(bodyOf(ruling)).toContain("1 thing is left to do:");
    expect(bodyOf(ruling)).toContain("- Case study written");
  });

  it("says nothing when nothing is left to do", () => {
    const done = { closedAs: "completed", body: ticked("post-graduation", 3) } as const;

    expect(acts(plan(closed("graduation", done)))).toEqual(["set-field"]);
  });

  it("only keeps in mind what it would have done when it observes", () => {
    const ruling = plan(early({ playbook: aPlaybook("mode: observe") }));

    expect(facts(ruling)).toEqual(["observed", "exited"]);
    expect(ruling.effects).toEqual([]);
  });
});

describe("plan, when a closed issue is open again,", () => {
  const left = (id: string, daysAgo: number): Situation["history"] => {
    const history = inStage(id, { kind: "exited", by: tom.login, why: "declined", reason: "" });
    return { ...history, exit: { at: after(now, -days(daysAgo)), why: "declined", until: null } };
  };

  it("has the partner where it was within 30 days, with the reason off the card", () => {
    const card = aCard({ stage: "onboarding", fields: { exitReason: text("declined") } });

    const ruling = plan(aSituation({ history: left("onboarding", 29), partner: aPartner({ card }) }));

    expect(ruling.entries).toMatchObject([{ kind: "reopened", stage: "onboarding" }]);
    expect(ruling.effects).toMatchObject([{ kind: "set-field", value: { kind: "clear" } }]);
  });

  it("brings it back from the column into which a workflow of the board put it", () => {
    const card = aCard({ stage: "done" });

    const ruling = plan(aSituation({ history: left("onboarding", 3), partner: aPartner({ card }) }));

    expect(facts(ruling)).toEqual(["reopened"]);
    expect(ruling.effects).toMatchObject([{ kind: "set-status", option: column("onboarding") }]);
  });

  it("has it begin again after more than 30 days", () => {
    const card = aCard({ stage: "onboarding" });

    const ruling = plan(aSituation({ history: left("onboarding", 31), partner: aPartner({ card }) }));

    expect(ruling.entries).toMatchObject([{ kind: "reopened", stage: "identification" }]);
    expect(ruling.effects).toContainEqual(
      expect.objectContaining({ kind: "set-status", option: column("identification") }),
    );
  });

  it("stays so while another answer of GitHub's may not know it yet", () => {
    const card = aCard({ stage: "onboarding" });
    const open = aSituation({ history: left("onboarding", 3), partner: aPartner({ card }) });
    const issue = anIssue({ state: "closed", closedAs: "not-planned", closedAt: after(now, -days(3)) });
    const history = afterwards(open, plan(open));
    const lagging = { ...open, history, partner: aPartner({ card, issue }), now: after(now, 30_000) };

    const early = plan(lagging);
    const believed = plan({ ...lagging, now: after(now, minutes(1)) });

    expect([facts(early), acts(early), early.dueAt]).toEqual([[], [], after(now, minutes(1))]);
    expect(believed.entries).toMatchObject([{ kind: "exited", why: "unknown" }]);
  });

  it("is not believed while GitHub may not know yet that we closed it", () => {
    const history = {
      ...left("onboarding", 1),
      exit: { at: after(now, -5_000), why: "declined", until: null },
    };

    const ruling = plan(aSituation({ history, partner: aPartner({ card: aCard({ stage: "onboarding" }) }) }));

    expect(ruling.entries).toEqual([]);
    expect(ruling.dueAt).toBe(after(now, 55_000));
  });

  it("is not believed while that may be so, however much later than decided we closed it", () => {
    const posted = { at: after(now, -5_000), kind: "posted", key: "answer/IC_1", id: "IC_2" } as const;
    const history = remember(left("onboarding", 1), posted);

    const ruling = plan(aSituation({ history, partner: aPartner({ card: aCard({ stage: "onboarding" }) }) }));

    expect(ruling.entries).toEqual([]);
    expect(ruling.dueAt).toBe(after(now, 55_000));
  });
});

describe("the reason that is given after the issue was closed", () => {
  it("stands in the journal and on the card, and nothing is closed twice", () => {
    const history = aHistory(
      { kind: "appeared", stage: "outreach" as never },
      { kind: "exited", by: tom.login, why: "unknown", reason: "" },
    );
    const command: Hint = {
      kind: "comment",
      at: now,
      comment: "IC_9" as never,
      author: tom,
      command: "/exit declined no budget",
    };
    const issue = anIssue({ state: "closed", closedAs: "not-planned" });
    const partner = aPartner({ card: aCard({ stage: "outreach" }), issue });

    const ruling = plan(aSituation({ history, partner, hints: [command] }));

    expect(ruling.entries).toMatchObject([
      { kind: "exited", why: "declined", reason: "no budget" },
      { kind: "commanded", outcome: "done" },
    ]);
    expect(ruling.effects).toMatchObject([
      { kind: "set-field", value: { text: "declined: no budget" } },
      { kind: "react" },
    ]);
  });
});
