import { reviewDecision } from "../words/due.ts";
import { reminderAfter } from "./clock.ts";
import type { Cadence } from "./touch.ts";

/** After a review was held: its decision is asked for once, here and not in the note, which is the partner's. */
export const review: Cadence = ({ situation: { history, playbook, partner } }) => {
  const { reviewed } = history.syncs;
  if (reviewed === null) return [];
  const permission = partner.card?.fields["referencePermission"];
  const words = reviewDecision(reviewed.on, permission?.kind === "option" ? permission.name : null);
  const dueAt = reminderAfter(reviewed.at, playbook);
  return [{ cadence: "review", step: "decision", anchor: reviewed.on, dueAt, ...words }];
};
