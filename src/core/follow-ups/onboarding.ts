import type { Cadences } from "../playbook/cadences.ts";
import { isLastStage, placeOf } from "../playbook/stages.ts";
import type { Day, Span } from "../time/time.ts";
import { targetDue } from "../words/due.ts";
import { anchorOf } from "./anchor.ts";
import { dayAfter, dueAfter, threeQuarters } from "./clock.ts";
import { type Cadence, type Moment, type Touch, touchKey } from "./touch.ts";

type Onboarding = NonNullable<Cadences["onboarding"]>;

/** Both targets count from the entry into the stage that the playbook names. */
const TARGETS = [
  {
    cadence: "first-level",
    what: ({ level }: Onboarding) => `Level ${level ?? ""}`,
    within: "firstLevel",
    reached: reachedLevel,
  },
  {
    cadence: "deployment",
    what: () => "A deployment in staging or production",
    within: "deployment",
    reached: isDeployed,
  },
] as const;

/** L1 and a deployment, each at 75 % of its time, at 100 % and once overdue; one target at a time. */
export const onboarding: Cadence = (moment) => {
  const { situation, stage } = moment;
  const { playbook } = situation;
  const { onboarding: times } = playbook.cadences;
  if (times === null) return [];
  const anchor = anchorOf(situation, times.stage);
  const isBefore = placeOf(playbook, stage) < placeOf(playbook, times.stage);
  if (anchor === null || isBefore || isLastStage(playbook, stage)) return [];
  const told = new Set(situation.history.reminders.flatMap(({ touches }) => touches));
  const series = TARGETS.filter(({ cadence }) => cadence === "deployment" || stage === times.stage)
    .filter(({ reached }) => !reached(moment))
    .map((target) => touchesOf(moment, target, { anchor, times }));
  return series.find((touches) => touches.some((touch) => !told.has(touchKey(touch)))) ?? [];
};

function touchesOf(
  { situation }: Moment,
  { cadence, what, within: which }: (typeof TARGETS)[number],
  { anchor, times }: { readonly anchor: Day; readonly times: Onboarding },
): readonly Touch[] {
  const { overdue, [which]: within } = times;
  if (within === null) return [];
  const target = dayAfter(situation, anchor, within);
  if (target === null) return [];
  const steps = [
    { step: "soon", span: threeQuarters(anchor, within) },
    { step: "due", span: within },
    { step: "late", span: plus(within, overdue) },
  ];
  return steps.flatMap(({ step, span }): readonly Touch[] => {
    const dueAt = dueAfter(situation, anchor, span);
    const words = targetDue(what(times), target, step === "late");
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

function reachedLevel({ situation: { playbook }, ticks }: Moment): boolean {
  const levels = playbook.ladder?.levels ?? [];
  const wanted = levels.indexOf(playbook.cadences.onboarding?.level ?? "");
  return ticks.level !== null && levels.indexOf(ticks.level) >= wanted;
}

function isDeployed({ situation }: Moment): boolean {
  return situation.partner.card?.fields["environment"] !== undefined;
}
