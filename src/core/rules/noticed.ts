import type { Rule, Situation } from "../situation.ts";
import { ticksOf } from "./evidence-of.ts";
import { nothing, ruling } from "./ruling.ts";

/** Fields that Stagekeeper writes of its own accord: their change is nobody's answer. */
const OURS: ReadonlySet<string> = new Set(["health", "exitReason", "lastSync", "lastSyncNotes"]);

/**
 * Ticks, fields and another owner leave no words behind: they go on record when they are first seen. Like a comment
 * they answer a reminder, and something has happened.
 */
export const noticed: Rule = (situation) => {
  const { history, partner } = situation;
  if (!history.onRecord || partner.issue === null || partner.card === null) return nothing;
  const mark = markOf(situation);
  if (mark === history.mark) return nothing;
  const planned = partner.card.fields["dueDate"] !== undefined;
  return ruling(situation, { entries: [{ kind: "noticed", mark, planned }] });
};

/** Changes whenever somebody ticks a box, writes or clears a field, or assigns another owner. */
export function markOf(situation: Situation): string {
  const { partner, playbook } = situation;
  const ticks = ticksOf(situation);
  const boxes = playbook.stages.flatMap((stage) =>
    stage.checklists.map(({ id, items }) =>
      items.map((item) => (ticks.isTicked(stage.id, id, item.id).ticked ? "x" : "-")).join(""),
    ),
  );
  const fields = Object.entries(partner.card?.fields ?? {}).filter(([key]) => !OURS.has(key));
  const changed = Math.max(0, ...fields.map(([, { updatedAt }]) => updatedAt));
  return [boxes.join("."), fields.length, changed, partner.issue?.assignees[0] ?? ""].join("/");
}
