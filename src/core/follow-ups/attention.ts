import type { Moment } from "./touch.ts";

/** Fields that we write ourselves: their change is nobody's answer. */
export const OURS: ReadonlySet<string> = new Set(["health"]);
/** So many reminders in a row without an answer; the last of them mentions the lead. */
const PATIENCE = 3;

/** What people have done of what leaves no entry in the journal: owner, ticks and fields. */
export function markOf({ situation, ticks }: Moment): string {
  const { partner, playbook } = situation;
  const ticked = playbook.stages.flatMap((stage) =>
    stage.checklists.map(
      ({ id, items }) => items.filter((item) => ticks.isTicked(stage.id, id, item.id).ticked).length,
    ),
  );
  const fields = Object.entries(partner.card?.fields ?? {}).filter(([key]) => !OURS.has(key));
  const changed = Math.max(0, ...fields.map(([, { updatedAt }]) => updatedAt));
  return [ticked.join("."), fields.length, changed, partner.issue?.assignees[0] ?? ""].join("/");
}

/** How many reminders in a row nobody reacted to. */
export function unanswered(moment: Moment): number {
  const { heardAt, reminders } = moment.situation.history;
  const mark = markOf(moment);
  const lastAnswered = reminders.findLastIndex(
    (reminder) => reminder.mark !== mark || reminder.at < (heardAt ?? 0),
  );
  return reminders.length - 1 - lastAnswered;
}

/** After two unanswered reminders the next one mentions the lead as well. */
export function callsLead(moment: Moment): boolean {
  return unanswered(moment) === PATIENCE - 1;
}

/** After that nothing is said until something changes. */
export function isSilent(moment: Moment): boolean {
  return unanswered(moment) >= PATIENCE;
}
