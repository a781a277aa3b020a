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
  const { partner, history } = situation;
  if (partner.issue === null || hasLeft(situation)) return no("The partner has left the programme already.");
  const wrong = hindrance(situation, left);
  if (wrong !== null) return no(wrong);
  // A closed issue may still get the reason that nobody gave when it was closed.
  const late = history.exit !== null;
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

function hasLeft({ history: { exit: before } }: Situation): boolean {
  return before !== null && before.why !== "unknown";
}

function hindrance({ partner, playbook, now }: Situation, left: Exit): string | null {
  if (left.why === "not-now" && left.until <= dayOf(now, playbook.timeZone)) {
    return "That day has come already.";
  }
  if (left.why === "merged" && left.into === partner.issue?.number) {
    return "That is this issue itself: name the one that goes on, `/exit merged #N`.";
  }
  return null;
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
