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
  const anchor = unplannedFrom(situation, stage);
  const unset = situation.playbook.cadences.nextAction?.unset ?? null;
  if (unset === null || anchor === null || place < 1 || place === situation.playbook.stages.length - 1)
    return [];
  if (situation.board.fields["dueDate"] === undefined) return [];
  const dueAt = dueAfter(situation, anchor, unset);
  if (dueAt === null) return [];
  const words = nothingPlanned(action);
  return [{ cadence: "no-next-action", step: "nudge", anchor: `${stage}/${anchor}`, dueAt, ...words }];
}

function unplannedFrom(situation: Situation, stage: StageId): Day | null {
  const { history, playbook } = situation;
  const entered = anchorOf(situation, stage);
  if (entered === null || history.unplannedAt === null) return entered;
  const cleared = dayOf(history.unplannedAt, playbook.timeZone);
  return cleared > entered ? cleared : entered;
}
