import { describe, expect, it } from "@jest/globals";
import type { Effect } from "../../../src/core/effect.ts";
import { remember } from "../../../src/core/history/recall.ts";
import type { Comment } from "../../../src/core/partner/partner.ts";
import { reviewAnswer } from "../../../src/core/rules/review-answer.ts";
import type { Situation } from "../../../src/core/situation.ts";
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
  option,
} from "../../support/situation.ts";

const DAY = "2026-11-22" as never;
const nobody = { mentioned: [], occasions: ["review"] } as const;

/** A review was held an hour ago, and this comment was written since. */
function answering(comment: Partial<Comment>, changes: Partial<Situation> = {}): Situation {
  const history = inStage(
    "active-partnership",
    { kind: "sync", fact: { what: "opened", key: "sync/x", planned: DAY, on: DAY, ...nobody } },
    { kind: "sync", fact: { what: "ended", how: "noted", lines: [], action: null } },
  );
  const issue = anIssue({ comments: [aComment({ createdAt: after(now, -1), ...comment })] });
  const card = aCard({ stage: "active-partnership" });
  return aSituation({ history, partner: aPartner({ issue, card }), ...changes });
}

const texts = (effects: readonly Effect[]): string =>
  effects.flatMap((effect) => (effect.kind === "comment" ? effect.body : [])).join("\n");

describe("the answer to a review", () => {
  it("sets the marks' average, remembers the decision and shows that it was read", () => {
    const situation = answering({ body: "Decision: continue\nNPS: 9, 8" });

    const { entries, effects } = reviewAnswer(situation);
    const { syncs } = entries.reduce(remember, situation.history);

    expect(syncs.reviewed?.decision).toBe("continue");
    expect(syncs.given.nps).toEqual({ number: 8.5, at: now });
    expect(effects).toMatchObject([
      { kind: "set-field", value: { kind: "number", number: 8.5 } },
      { kind: "react", reaction: "THUMBS_UP" },
    ]);
  });

  it("offers the ready line to wind down", () => {
    expect(texts(reviewAnswer(answering({ body: "Decision: wind down" })).effects)).toContain(
      "/exit wound-down",
    );
  });

  it("asks for permission before a production reference, unless it is on the card", () => {
    const asked = answering({ body: "Decision: production reference" });
    const card = aCard({ fields: { referencePermission: option("Anonymised") } });
    const permitted = { ...asked, partner: { ...asked.partner, card } };

    expect(texts(reviewAnswer(asked).effects)).toContain("needs the partner's permission first");
    expect(texts(reviewAnswer(permitted).effects)).toBe("");
  });

  it("says nothing where a contact can read", () => {
    const situation = answering({ body: "Decision: wind down" }, { audience: "shared" });

    expect(texts(reviewAnswer(situation).effects)).toBe("");
  });

  it.each<[string, Partial<Comment>]>([
    ["somebody without write access", { author: { login: login("carla"), bot: false } }],
    ["a bot", { author: { login: login("maria"), bot: true } }],
    ["an edited comment", { edited: true }],
    ["a comment from before the review", { createdAt: after(now, -days(2)) }],
  ])("is not read from %s", (_who, comment) => {
    const situation = answering({ body: "Decision: continue", ...comment });

    expect(reviewAnswer(situation).entries).toEqual([]);
  });
});
