import type { StageId } from "../ids.ts";
import { placeOf } from "../playbook/stages.ts";
import type { Day, Span } from "../time/time.ts";
import { targetDue } from "../words/due.ts";
import { anchorOf } from "./anchor.ts";
import { dayAfter, dueAfter, threeQuarters } from "./clock.ts";
import { type Cadence, type Moment, type Touch, touchKey } from "./touch.ts";

const STAGE = "onboarding" as StageId;
/** Both targets count from the entry into Onboarding. */
const TARGETS = [
  { cadence: "first-level", what: "Level L1", within: "firstLevel", reached: reachedLevel },
  {
    cadence: "deployment",
    what: "A deployment in staging or production",
    within: "deployment",
    reached: isDeployed,
  },
] as const;

/** L1 and a deployment, each at 75 % of its time, at 100 % and once overdue; one target at a time. */
export const onboarding: Cadence = (moment) => {
  const { situation, stage } = moment;
  const anchor = anchorOf(situation, STAGE);
  const place = placeOf(situation.playbook, stage);
  const last = situation.playbook.stages.length - 1;
  if (anchor === null || place < placeOf(situation.playbook, STAGE) || place === last) return [];
  const { onboarding: times } = situation.playbook.cadences;
  const told = new Set(situation.history.reminders.flatMap(({ touches }) => touches));
  const series = TARGETS.filter(({ cadence }) => cadence === "deployment" || stage === STAGE)
    .filter(({ reached }) => !reached(moment))
    .map((target) => touchesOf(moment, target, { anchor, within: times?.[target.within] ?? null }));
  return series.find((touches) => touches.some((touch) => !told.has(touchKey(touch)))) ?? [];
};

function touchesOf(
  { situation }: Moment,
  { cadence, what }: (typeof TARGETS)[number],
  { anchor, within }: { readonly anchor: Day; readonly within: Span | null },
): readonly Touch[] {
  const overdue = situation.playbook.cadences.onboarding?.overdue;
  if (within === null || overdue === undefined) return [];
  const target = dayAfter(situation, anchor, within);
  if (target === null) return [];
  const steps = [
    { step: "soon", span: threeQuarters(anchor, within) },
    { step: "due", span: within },
    { step: "late", span: plus(within, overdue) },
  ];
  return steps.flatMap(({ step, span }): readonly Touch[] => {
    const dueAt = dueAfter(situation, anchor, span);
    const words = targetDue(what, target, step === "late");
    return dueAt === null ? [] : [{ cadence, step, anchor, dueAt, ...words }];
  });
}

function plus(one: Span, other: Span): Span {
  return {
    months: one.months + other.months,
    weeks: one.weeks + other.weeks,
    days: one.days + other.days,
  };
}

function reachedLevel({ ticks }: Moment): boolean {
  return ticks.isTicked(STAGE, "onboarding", "l1").ticked;
}

function isDeployed({ situation }: Moment): boolean {
  return situation.partner.card?.fields["environment"] !== undefined;
}
