import { optionalStage } from "../playbook/stages.ts";
import type { Situation } from "../situation.ts";
import type { Day, Instant } from "../time/time.ts";
import { describeSpan } from "../time/span.ts";
import { dayOf, startOfDay } from "../time/zone.ts";
import { bump, final, offerExit } from "../words/outreach.ts";
import { anchorOf, enteredAt } from "./anchor.ts";
import { dueAfter, dueAfterWorkingDays } from "./clock.ts";
import { type Cadence, type Moment, type Touch, touchKey } from "./touch.ts";

/** Day 0 is the message itself, posted with the stage's comment. */
const STEPS = [
  { step: "bump", words: bump },
  { step: "final", words: final },
] as const;

/** After the first message: a bump, a final message, then the ready line to leave; until the partner answers. */
export const outreach: Cadence = (moment) => {
  if (!outreachRuns(moment)) return [];
  const anchor = sentOn(moment);
  const cadence = moment.situation.playbook.cadences.outreach;
  if (anchor === null || cadence === null) return [];
  const steps = STEPS.flatMap(({ step, words }): readonly Touch[] => {
    const dueAt = dueAfter(moment.situation, anchor, cadence[step]);
    const said = words(moment.situation, describeSpan(cadence[step]));
    return dueAt === null ? [] : [{ cadence: "outreach", step, anchor, dueAt, ...said }];
  });
  return [...steps, ...offer(moment, anchor, cadence.giveUp)];
};

/** Whether the partner is in a stage with a message to send and has not answered it. */
export function outreachRuns({ situation, stage }: Pick<Moment, "situation" | "stage">): boolean {
  const anchor = sentOn({ situation, stage });
  if (anchor === null || (optionalStage(situation.playbook, stage)?.template ?? null) === null) return false;
  const { playbook, history } = situation;
  const since = Math.max(startOfDay(anchor, playbook.timeZone), enteredAt(situation, stage) ?? 0);
  return !history.replies.some(({ at }) => at >= since);
}

function offer({ situation }: Moment, anchor: Day, giveUp: number): readonly Touch[] {
  const last = touchKey({ cadence: "outreach", step: "final", anchor });
  const told = situation.history.reminders.find(({ touches }) => touches.includes(last));
  if (told === undefined) return [];
  const day = dayOf(told.at, situation.playbook.timeZone);
  const dueAt = dueAfterWorkingDays(situation, day, giveUp);
  return dueAt === null ? [] : [{ cadence: "outreach", step: "exit", anchor, dueAt, ...offerExit }];
}

/** The day on which the message went out, as people said it on this visit; else the day of entry. */
function sentOn({ situation, stage }: Pick<Moment, "situation" | "stage">): Day | null {
  const entered = enteredAt(situation, stage);
  if (entered === null) return null;
  return saidSince(situation, entered) ?? anchorOf(situation, stage);
}

/** The last day that was named as the day of sending since then. */
export function saidSince({ history }: Situation, since: Instant): Day | null {
  return history.sent.findLast(({ at }) => at >= since)?.day ?? null;
}
