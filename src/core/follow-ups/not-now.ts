import { isBack } from "../words/due.ts";
import { reminderTime } from "./clock.ts";
import type { Cadence } from "./touch.ts";

/** `/exit not-now DATE`: on the day the partner returns to its owner. */
export const notNow: Cadence = ({ situation }) => {
  const until = situation.history.exit?.until ?? null;
  if (until === null) return [];
  const dueAt = reminderTime(until, situation.playbook);
  return [{ cadence: "not-now", step: "return", anchor: until, dueAt, ...isBack(until) }];
};
