import type { FieldWrite } from "../effect.ts";
import type { Exit } from "../partner/command.ts";
import type { Command } from "../partner/commands.ts";
import { ruling } from "../rules/ruling.ts";
import { setField } from "../rules/set-field.ts";
import type { Situation } from "../situation.ts";
import { renderLeft } from "../words/answer.ts";
import { answer, answerKey, no, thumbsUp, yes, type Given, type Outcome } from "./given.ts";

/** `/exit KIND [REASON]`: closes the issue with neutral words; the reason stays in the journal. */
export function exit(
  situation: Situation,
  { exit: left, reason }: Extract<Command, { name: "exit" }>,
  given: Given,
): Outcome {
  const { partner, history } = situation;
  // A closed issue may still get the reason that nobody gave when it was closed.
  const late = history.exit?.why === "unknown";
  if ((history.exit !== null && !late) || partner.issue === null) {
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
        ...setField(situation, `field/exitReason/${given.key}`, {
          field: "exitReason",
          value: inWords(left, reason),
        }),
        ...(late
          ? thumbsUp(given)
          : [
              ...answer(situation, given, renderLeft(answerKey(given.key))),
              {
                key: `close/${given.key}`,
                kind: "close-issue",
                issue: partner.issue.id,
                as: "not-planned",
              } as const,
            ]),
      ],
    }),
  );
}

/** The reason as the card's field shows it. */
function inWords(left: Exit, reason: string): FieldWrite {
  const into = left.why === "merged" ? ` into #${String(left.into)}` : "";
  const until = left.why === "not-now" ? ` until ${left.until}` : "";
  return { kind: "text", text: `${left.why}${into}${until}${reason === "" ? "" : `: ${reason}`}` };
}
