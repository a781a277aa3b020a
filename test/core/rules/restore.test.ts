import { describe, expect, it } from "@jest/globals";
import { recall, remember } from "../../../src/core/history/recall.ts";
import type { CommentId, IssueId } from "../../../src/core/ids.ts";
import type { LinkedIssue, StatusEvent } from "../../../src/core/partner/partner.ts";
import { plan } from "../../../src/core/plan.ts";
import type { Situation } from "../../../src/core/situation.ts";
import type { Instant } from "../../../src/core/time/time.ts";
import {
  aCard,
  aComment,
  after,
  anIssue,
  aPartner,
  aSituation,
  days,
  inStage,
  login,
  now,
  unknown,
} from "../../support/situation.ts";

const app = { login: login("stagekeeper[bot]"), bot: true };
const tom = { login: login("tom"), bot: false };

function moved(from: string, to: string, daysAgo: number, by: StatusEvent["by"] = tom): StatusEvent {
  return { from, to, by, automated: false, at: after(now, -days(daysAgo)) };
}

/** Runs plan over and over, as passes would, and returns the bodies that it wrote with their moments. */
function live(start: Situation, until: Instant) {
  let situation = start;
  const written: { readonly at: Instant; readonly key: string; readonly body: string }[] = [];
  for (let at = start.now; at <= until; at = after(at, 60 * 60_000)) {
    const ruling = plan({ ...situation, now: at });
    const comments = ruling.effects.flatMap((effect) => (effect.kind === "comment" ? [effect] : []));
    written.push(...comments.map(({ key, body }) => ({ at, key, body })));
    const posted = comments.map(({ key }) => ({ at, kind: "posted", key, id: `IC_${key}` }) as const);
    const history = [...ruling.entries, ...posted].reduce(remember, situation.history);
    situation = { ...situation, history, adopting: false };
  }
  return { written, situation };
}

/** In Outreach since yesterday, everything on record. */
const before = aSituation({
  history: inStage("outreach"),
  partner: aPartner({
    card: aCard({ stage: "outreach", movedAt: after(now, -days(1)) }),
    issue: anIssue({ statusEvents: [moved("Identification", "Outreach", 1)] }),
  }),
});

/** The same partner after our record was lost: GitHub shows what we wrote, and nothing else is known. */
function lost({ written, situation }: ReturnType<typeof live>, at: Instant): Situation {
  const comments = written.map(({ key, body, at: createdAt }) =>
    aComment({ id: `IC_${key}` as CommentId, author: app, ours: true, body, createdAt }),
  );
  const issue = situation.partner.issue && { ...situation.partner.issue, comments };
  return {
    ...situation,
    partner: { ...situation.partner, issue },
    history: unknown,
    adopting: true,
    now: at,
  };
}

describe("a partner whose record was lost", () => {
  it("gets no reminder a second time, and those that are to come on the days of before", () => {
    const end = after(now, days(20));
    const first = live(before, after(now, days(5)));
    const kept = live({ ...first.situation, now: after(now, days(5)) }, end);

    const again = live(lost(first, after(now, days(5))), end);

    expect(first.written.map(({ key }) => key)).toContain("reminder/outreach/bump/2026-11-23");
    expect(again.written.map(({ key, at }) => [key, at])).toEqual(
      kept.written.filter(({ at }) => at > after(now, days(5))).map(({ key, at }) => [key, at]),
    );
    expect(again.written.length).toBeGreaterThan(0);
  });

  it("is said to be restored, with what stands on GitHub, and older commands are not carried out again", () => {
    const situation = lost(live(before, after(now, days(5))), after(now, days(5)));
    const command = aComment({ body: "/hold talks", author: tom, createdAt: after(now, days(1)) });
    const { issue } = situation.partner;
    const partner = {
      ...situation.partner,
      issue: issue && { ...issue, comments: [...issue.comments, command] },
    };

    const { entries } = plan({ ...situation, partner });

    expect(entries[0]).toMatchObject({ kind: "adopted", restored: true, at: after(now, -days(1)) });
    expect(entries.map(({ kind }) => kind)).not.toContain("held");
    expect(recall(entries).readUntil).toBe(situation.now);
  });

  it("numbers a new refusal after those that stand, and does not count our own moves back as its own", () => {
    const refused = plan({
      ...before,
      partner: { ...before.partner, card: aCard({ stage: "onboarding", movedAt: now }) },
    }).effects.find(({ kind }) => kind === "comment");
    if (refused?.kind !== "comment") throw new Error("No refusal.");
    const written = [{ at: now, key: refused.key, body: refused.body }];
    const events = [
      moved("Identification", "Outreach", 9),
      moved("Outreach", "Onboarding", 3),
      moved("Onboarding", "Outreach", 3, app),
    ];
    const situation = lost({ written, situation: before }, after(now, days(1)));
    const { issue } = situation.partner;
    const partner = { ...situation.partner, issue: issue && { ...issue, statusEvents: events } };

    const { entries } = plan({ ...situation, partner });

    expect(refused.key).toBe("refusal/1");
    expect(recall(entries)).toMatchObject({ refusals: 1, movesBack: [] });
    expect(recall(entries).visits[0]?.enteredAt).toBe(after(now, -days(9)));
  });

  it("has its sync note in play again", () => {
    const linked: LinkedIssue = {
      ...{ id: "I_9" as IssueId, number: 19, relation: "sub-issue", title: "Sync with Acme: 2026-11-26" },
      ...{ url: "https://github.com/x", labels: [], state: "open", closedAs: null, closedAt: null },
    };
    const situation = lost(live(before, after(now, days(5))), now);
    const { issue } = situation.partner;
    const partner = { ...situation.partner, issue: issue && { ...issue, linked: [linked] } };

    const history = recall(plan({ ...situation, partner }).entries);

    expect(history.syncs.note).toMatchObject({ key: "sync/2026-11-26", verified: true });
    expect(history.posted.get("sync/2026-11-26")).toBe("I_9");
  });

  it("is new to us when nothing of ours stands there", () => {
    const { entries } = plan({ ...before, history: unknown, adopting: true });

    expect(entries[0]).toMatchObject({ kind: "adopted", at: now });
    expect(entries[0]).not.toHaveProperty("restored");
  });
});
