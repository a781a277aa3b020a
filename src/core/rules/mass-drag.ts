import type { Actor } from "../history/entry.ts";
import { sameLogin } from "../ids.ts";
import type { Situation } from "../situation.ts";

/** So many other cards of one person, moved back within the window, make this one part of a mass drag. */
const many = 10;
const window = 10 * 60_000;
const prefix = "summary/";

/** How a move back is explained: in a comment of its own, in the one summary of a mass drag, or by that summary. */
export type Explanation = "own" | "summary" | "summarised";

/** More than 10 cards of one person within 10 minutes go back with one summary instead of a comment each. */
export function explanationOf(situation: Situation, by: Actor | null): Explanation {
  const { programme, now } = situation;
  if (by === null) return "own";
  const lately = programme.others.flatMap(({ movedBack }) =>
    movedBack?.by != null && movedBack.at > now - window && sameLogin(movedBack.by, by.login)
      ? [movedBack]
      : [],
  );
  if (lately.length < many) return "own";
  return lately.some(({ summary }) => summary) || summarisedHere(situation) ? "summarised" : "summary";
}

function summarisedHere({ history, now }: Situation): boolean {
  return history.movesBack.some(({ at, comment }) => at > now - window && isSummary(comment));
}

/** The effect key of a summary. */
export function summaryKey(number: number): string {
  return `${prefix}${String(number)}`;
}

/** Whether a refusal was explained by a summary posted with it. */
export function isSummary(comment: string | null): boolean {
  return comment?.startsWith(prefix) ?? false;
}
