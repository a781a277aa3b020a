import { stageOf } from "../playbook/stages.ts";
import { formatInstant } from "../time/instant.ts";
import { describeSpan } from "../time/span.ts";
import { dayOf } from "../time/zone.ts";
import { stalled as words } from "../words/due.ts";
import { enteredAt } from "./anchor.ts";
import { dueAfter } from "./clock.ts";
import type { Cadence } from "./touch.ts";

/** Nothing happened in a stage for long. Said only when nothing else is due. */
export const stalled: Cadence = ({ situation, stage }) => {
  const { history, playbook } = situation;
  const { name, stalled: span } = stageOf(playbook, stage);
  const entered = enteredAt(situation, stage);
  if (span === null || entered === null) return [];
  const since = history.heardAt !== null && history.heardAt > entered ? history.heardAt : entered;
  const dueAt = dueAfter(situation, dayOf(since, playbook.timeZone), span);
  if (dueAt === null) return [];
  const anchor = formatInstant(since);
  return [
    { cadence: "stalled", step: "nudge", anchor, dueAt, idle: true, ...words(name, describeSpan(span)) },
  ];
};
