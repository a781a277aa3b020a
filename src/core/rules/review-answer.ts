import type { Effect } from "../effect.ts";
import type { Comment } from "../partner/partner.ts";
import { canWrite, rightsOf } from "../partner/people.ts";
import type { Rule, Ruling, Situation } from "../situation.ts";
import { readReviewAnswer, type ReviewAnswer } from "../sync/read-review.ts";
import { referencePermission, renderReviewAnswer } from "../words/review.ts";
import { freshComments } from "./replies.ts";
import { both, nothing, ruling } from "./ruling.ts";
import { setField } from "./set-field.ts";

/** After a review, its decision and the partner's marks are read from comments of people who may write, once each. */
export const reviewAnswer: Rule = (situation) => {
  const { reviewed } = situation.history.syncs;
  if (reviewed === null || situation.history.exit !== null) return nothing;
  return freshComments(situation)
    .filter((comment) => comment.createdAt >= reviewed.at && mayAnswer(situation, comment))
    .reduce<Ruling>((sofar, comment) => both(sofar, take(situation, comment)), nothing);
};

/** As it was written: an edited comment may hold another person's words. */
function mayAnswer({ partner }: Situation, { author, edited }: Comment): boolean {
  return author !== null && !author.bot && !edited && canWrite(rightsOf(partner, author.login));
}

function take(situation: Situation, comment: Comment): Ruling {
  const { decision, nps } = readReviewAnswer(comment.body);
  if (decision === null && nps === null) return nothing;
  const key = `review/${comment.id}`;
  const field = { field: "nps", value: { kind: "number", number: nps ?? 0 } } as const;
  return ruling(situation, {
    entries: [{ kind: "sync", fact: { what: "answered", decision, nps } }],
    effects: [
      ...(nps === null ? [] : setField(situation, `${key}/nps`, field)),
      { key: `${key}/seen`, kind: "react", comment: comment.id, reaction: "THUMBS_UP" },
      ...offer(situation, key, decision),
    ],
  });
}

/** Only what the decision needs next; nothing where a contact can read. */
function offer(situation: Situation, key: string, decision: ReviewAnswer["decision"]): readonly Effect[] {
  const { partner, audience } = situation;
  const body = renderReviewAnswer(key, decision, referencePermission(partner));
  if (body === null || audience === "shared" || partner.issue === null) return [];
  return [{ key, kind: "comment", issue: partner.issue.id, body, content: "answer" }];
}
