import type { StageId } from "../ids.ts";
import { placeOf } from "../playbook/stages.ts";
import { addDays, addSpan } from "../time/calendar.ts";
import type { Day } from "../time/time.ts";
import { targetDue } from "../words/due.ts";
import { anchorOf } from "./anchor.ts";
import { dueAfter } from "./clock.ts";
import { type Cadence, type Moment, type Touch, touchKey } from "./touch.ts";

const STAGE = "onboarding" as StageId;
const WEEK = 7;
/** Both targets count from the entry into Onboarding. */
const TARGETS = [
  { cadence: "first-level", what: "Level L1", weeks: 4, reached: reachedLevel },
  { cadence: "deployment", what: "A deployment in staging or production", weeks: 8, reached: isDeployed },
] as const;

/** L1 within four weeks, a deployment within eight: at 75 %, at 100 % and a week later; one target at a time. */
export const onboarding: Cadence = (moment) => {
  const { situation, stage } = moment;
  const anchor = anchorOf(situation, STAGE);
  const place = placeOf(situation.playbook, stage);
  const last = situation.playbook.stages.length - 1;
  if (anchor === null || place < placeOf(situation.playbook, STAGE) || place === last) return [];
  const told = new Set(situation.history.reminders.flatMap(({ touches }) => touches));
  const series = TARGETS.filter(({ cadence }) => cadence === "deployment" || stage === STAGE)
    .filter(({ reached }) => !reached(moment))
    .map((target) => touchesOf(moment, target, anchor));
  return series.find((touches) => touches.some((touch) => !told.has(touchKey(touch)))) ?? [];
};

function touchesOf(
  { situation }: Moment,
  { cadence, what, weeks }: (typeof TARGETS)[number],
  anchor: Day,
): readonly Touch[] {
  const target = addSpan(anchor, { months: 0, weeks, days: 0 });
  const steps = [
    { step: "soon", days: (weeks * WEEK * 3) / 4 },
    { step: "due", days: weeks * WEEK },
    { step: "late", days: weeks * WEEK + WEEK },
  ];
  return steps.flatMap(({ step, days }): readonly Touch[] => {
    const dueAt = dueAfter(situation, anchor, { days });
    const words = targetDue(what, target, addDays(anchor, days) > target);
    return dueAt === null ? [] : [{ cadence, step, anchor, dueAt, ...words }];
  });
}

function reachedLevel({ ticks }: Moment): boolean {
  return ticks.isTicked(STAGE, "onboarding", "l1").ticked;
}

function isDeployed({ situation }: Moment): boolean {
  return situation.partner.card?.fields["environment"] !== undefined;
}
