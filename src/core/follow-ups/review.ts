import { referencePermission, reviewDecision } from "../words/review.ts";
import { reminderAfter } from "./clock.ts";
import type { Cadence } from "./touch.ts";

/** After a review was held: its decision is asked for once, unless it was given already. */
export const review: Cadence = ({ situation: { history, playbook, partner } }) => {
  const { reviewed } = history.syncs;
  if (reviewed?.decision !== null) return [];
  const words = reviewDecision(reviewed.on, referencePermission(partner));
  const dueAt = reminderAfter(reviewed.at, playbook);
  return [{ cadence: "review", step: "decision", anchor: reviewed.on, dueAt, ...words }];
};
