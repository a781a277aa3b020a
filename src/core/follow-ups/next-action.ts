import { placeOf } from "../playbook/stages.ts";
import { nextActionDue, noNextAction } from "../words/due.ts";
import { anchorOf } from "./anchor.ts";
import { dueAfter, dueAfterWorkingDays } from "./clock.ts";
import type { Cadence, Moment, Touch } from "./touch.ts";

/** Working days after the due date. */
const STEPS = [
  { step: "due", after: 0 },
  { step: "late", after: 3 },
  { step: "later", after: 7 },
] as const;
const NUDGE_AFTER_DAYS = 7;

/** On its due date, then after three and seven working days; one nudge when none is set for a week. */
export const nextAction: Cadence = (moment) => {
  const fields = moment.situation.partner.card?.fields;
  const due = fields?.["dueDate"];
  if (due?.kind !== "date") return nudge(moment);
  const action = fields?.["nextAction"];
  const words = nextActionDue(action?.kind === "text" ? action.text : null, due.day);
  return STEPS.flatMap(({ step, after }): readonly Touch[] => {
    const dueAt = dueAfterWorkingDays(moment.situation, due.day, after);
    return dueAt === null ? [] : [{ cadence: "next-action", step, anchor: due.day, dueAt, ...words }];
  });
};

/** In every stage but the first and the last. */
function nudge({ situation, stage }: Moment): readonly Touch[] {
  const place = placeOf(situation.playbook, stage);
  const anchor = anchorOf(situation, stage);
  if (anchor === null || place < 1 || place === situation.playbook.stages.length - 1) return [];
  if (situation.board.fields["dueDate"] === undefined) return [];
  const dueAt = dueAfter(situation, anchor, { days: NUDGE_AFTER_DAYS });
  return dueAt === null
    ? []
    : [{ cadence: "no-next-action", step: "nudge", anchor: `${stage}/${anchor}`, dueAt, ...noNextAction }];
}
