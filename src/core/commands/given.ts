import type { Effect } from "../effect.ts";
import type { CommentId } from "../ids.ts";
import type { Person } from "../partner/partner.ts";
import { nothing } from "../rules/ruling.ts";
import type { Ruling, Situation } from "../situation.ts";
import { renderAnswer } from "../words/answer.ts";

/** A command as it was given: by whom, in which comment, as which of its lines. */
export interface Given {
  readonly comment: CommentId;
  readonly by: Person;
  /** Unique within the partner: the comment's id and the line's number. Answers are keyed by it. */
  readonly key: string;
}

/** What carrying out a command comes to. `refused` is answered with the reason in `effects`. */
export interface Outcome extends Ruling {
  readonly outcome: "done" | "refused";
}

/** A short yes, without a notification to anybody. */
export function thumbsUp({ comment, key }: Given): readonly Effect[] {
  return [{ key: `seen/${key}`, kind: "react", comment, reaction: "THUMBS_UP" }];
}

/** An answer in the partner's thread. */
export function answer({ partner }: Situation, { key }: Given, body: string): readonly Effect[] {
  if (partner.issue === null || partner.issue.locked) return [];
  return [{ key: answerKey(key), kind: "comment", issue: partner.issue.id, body, content: "answer" }];
}

/** The effect key of the answer to a command. */
export function answerKey(key: string): string {
  return `answer/${key}`;
}

/** Done. */
export function yes(ruled: Omit<Outcome, "outcome">): Outcome {
  return { ...ruled, outcome: "done" };
}

/** Not done, and why. `because` is Markdown of ours. */
export function no(situation: Situation, given: Given, because: string): Outcome {
  const body = renderAnswer(answerKey(given.key), because);
  return { ...nothing, effects: answer(situation, given, body), outcome: "refused" };
}
