import type { Effect, FieldWrite } from "../effect.ts";
import type { IssueId } from "../ids.ts";
import type { Exit } from "../partner/command.ts";
import type { Command } from "../partner/commands.ts";
import { ruling } from "../rules/ruling.ts";
import { setField } from "../rules/set-field.ts";
import type { Situation } from "../situation.ts";
import { dayOf } from "../time/zone.ts";
import { renderLeft } from "../words/answer.ts";
import { no, yes, type Given, type Outcome } from "./given.ts";

/** `/exit KIND [REASON]`: closes the issue with neutral words; the reason stays in the journal. */
export function exit(
  situation: Situation,
  { exit: left, reason }: Extract<Command, { name: "exit" }>,
  given: Given,
): Outcome {
  const { partner, history, playbook, now } = situation;
  // A closed issue may still get the reason that nobody gave when it was closed.
  const late = history.exit?.why === "unknown";
  if ((history.exit !== null && !late) || partner.issue === null) {
    return no("The partner has left the programme already.");
  }
  if (left.why === "not-now" && left.until <= dayOf(now, playbook.timeZone)) {
    return no("That day has come already.");
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
        ...(late ? [] : closing(partner.issue.id, given)),
      ],
    }),
    late ? null : renderLeft(),
  );
}

function closing(issue: IssueId, { key }: Given): readonly Effect[] {
  return [{ key: `close/${key}`, kind: "close-issue", issue, as: "not-planned" }];
}

/** The reason as the card's field shows it. */
function inWords(left: Exit, reason: string): FieldWrite {
  const into = left.why === "merged" ? ` into #${String(left.into)}` : "";
  const until = left.why === "not-now" ? ` until ${left.until}` : "";
  return { kind: "text", text: `${left.why}${into}${until}${reason === "" ? "" : `: ${reason}`}` };
}
