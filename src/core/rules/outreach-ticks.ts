import { enteredAt } from "../follow-ups/anchor.ts";
import { outreachRuns, saidSince } from "../follow-ups/outreach.ts";
import type { EntryFact } from "../history/entry.ts";
import { optionalStage } from "../playbook/stages.ts";
import type { StageId } from "../ids.ts";
import type { Rule, Situation } from "../situation.ts";
import { dayOf } from "../time/zone.ts";
import { ticksOf } from "./evidence-of.ts";
import { nothing, ruling } from "./ruling.ts";

/** The checklist with the boxes *sent* and *answered* of a stage that has a message to send. */
const CHECKLIST = "contact";

/** In a stage with a message to send: *sent* sets the day its reminders count from, *answered* is a reply. */
export const outreachTicks: Rule = (situation) => {
  const { history, playbook } = situation;
  const stage = optionalStage(playbook, history.stage);
  if (!history.onRecord || history.exit !== null || stage?.template == null) return nothing;
  if (!stage.checklists.some(({ id }) => id === CHECKLIST)) return nothing;
  const ticks = ticksOf(situation);
  const isTicked = (item: string): boolean => ticks.isTicked(stage.id, CHECKLIST, item).ticked;
  const entries = [
    ...(isTicked("sent") ? sentToday(situation, stage.id) : []),
    ...(isTicked("answered") && outreachRuns({ situation, stage: stage.id }) ? [answered] : []),
  ];
  return ruling(situation, { entries });
};

const answered: EntryFact = { kind: "replied", by: null, how: "ticked" };

/** Unless a day was named on this visit already. */
function sentToday(situation: Situation, stage: StageId): readonly EntryFact[] {
  const entered = enteredAt(situation, stage);
  if (entered === null || saidSince(situation, entered) !== null) return [];
  return [{ kind: "sent", day: dayOf(situation.now, situation.playbook.timeZone), how: "ticked" }];
}
