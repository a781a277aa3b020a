import type { StageId } from "../ids.ts";
import { placeOf } from "../playbook/stages.ts";
import type { Situation } from "../situation.ts";
import type { Day } from "../time/time.ts";
import { dayOf } from "../time/zone.ts";
import { nextActionDue, nothingPlanned } from "../words/due.ts";
import { anchorOf } from "./anchor.ts";
import { dueAfter, dueAfterWorkingDays } from "./clock.ts";
import type { Cadence, Moment, Touch } from "./touch.ts";

/** On its due date, then so many working days later; one nudge when none is set for long. */
export const nextAction: Cadence = (moment) => {
  const cadence = moment.situation.playbook.cadences.nextAction;
  if (cadence === null) return [];
  const fields = moment.situation.partner.card?.fields;
  const due = fields?.["dueDate"];
  const field = fields?.["nextAction"];
  const action = field?.kind === "text" && field.text.trim() !== "" ? field.text : null;
  if (due?.kind !== "date") return nudge(moment, action);
  const words = nextActionDue(action, due.day);
  return [0, ...cadence.again].flatMap((after, index): readonly Touch[] => {
    const dueAt = dueAfterWorkingDays(moment.situation, due.day, after);
    const step = STEPS[index] ?? `late-${String(index)}`;
    return dueAt === null ? [] : [{ cadence: "next-action", step, anchor: due.day, dueAt, ...words }];
  });
};

const STEPS = ["due", "late", "later"];

/** In every stage but the first and the last, counted from when it was entered or the last date was taken away. */
function nudge({ situation, stage }: Moment, action: string | null): readonly Touch[] {
  const place = placeOf(situation.playbook, stage);
  const from = unplannedFrom(situation, stage);
  const unset = situation.playbook.cadences.nextAction?.unset ?? null;
  if (unset === null || from === null || place < 1 || place === situation.playbook.stages.length - 1)
    return [];
  if (situation.board.fields["dueDate"] === undefined) return [];
  const dueAt = dueAfter(situation, from.day, unset);
  if (dueAt === null) return [];
  const words = nothingPlanned(action);
  return [{ cadence: "no-next-action", step: "nudge", anchor: `${stage}/${from.anchor}`, dueAt, ...words }];
}

function unplannedFrom(
  { history, playbook }: Situation,
  stage: StageId,
): { readonly day: Day; readonly anchor: string } | null {
  const day = anchorOf({ history, playbook }, stage);
  const cleared = history.unplannedAt === null ? null : dayOf(history.unplannedAt, playbook.timeZone);
  if (day === null || cleared === null || cleared <= day) return day === null ? null : { day, anchor: day };
  return { day: cleared, anchor: `cleared/${cleared}` };
}
