import { stageOf } from "../playbook/stages.ts";
import { dayOf } from "../time/zone.ts";
import { stalled as words } from "../words/due.ts";
import { enteredAt } from "./anchor.ts";
import { dueAfter } from "./clock.ts";
import type { Cadence } from "./touch.ts";

/** Days without anything on record after which a partner in this stage counts as stalled. */
const DAYS: Readonly<Record<string, number>> = {
  identification: 30,
  outreach: 30,
  "qualification-call": 14,
  onboarding: 21,
  "active-partnership": 30,
};

/** Nothing happened in a stage for long. Said only when nothing else is due. */
export const stalled: Cadence = ({ situation, stage }) => {
  const days = DAYS[stage];
  const entered = enteredAt(situation, stage);
  if (days === undefined || entered === null) return [];
  const { history, partner, playbook } = situation;
  const changes = Object.values(partner.card?.fields ?? {}).map(({ updatedAt }) => updatedAt);
  const since = [history.heardAt ?? entered, ...changes].reduce((a, b) => (a > b ? a : b), entered);
  const anchor = dayOf(since, playbook.timeZone);
  const dueAt = dueAfter(situation, anchor, { days });
  if (dueAt === null) return [];
  const { name } = stageOf(playbook, stage);
  return [{ cadence: "stalled", step: "nudge", anchor, dueAt, idle: true, ...words(name, days) }];
};
