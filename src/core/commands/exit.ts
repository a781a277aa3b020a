import type { Command } from "../partner/commands.ts";
import { ruling } from "../rules/ruling.ts";
import type { Situation } from "../situation.ts";
import { renderLeft } from "../words/answer.ts";
import { answer, answerKey, no, yes, type Given, type Outcome } from "./given.ts";

/** `/exit KIND [REASON]`: closes the issue with neutral words; the reason stays in the journal. */
export function exit(
  situation: Situation,
  { exit: left, reason }: Extract<Command, { name: "exit" }>,
  given: Given,
): Outcome {
  const { partner, history } = situation;
  if (history.exit !== null || partner.issue === null) {
    return no(situation, given, "The partner has left the programme already.");
  }
  return yes(
    ruling(situation, {
      entries: [
        {
          kind: "exited",
          by: given.by.login,
          why: left.why,
          reason,
          ...(left.why === "not-now" ? { until: left.until } : {}),
        },
      ],
      effects: [
        ...answer(situation, given, renderLeft(answerKey(given.key))),
        { key: `close/${given.key}`, kind: "close-issue", issue: partner.issue.id, as: "not-planned" },
      ],
    }),
  );
}
