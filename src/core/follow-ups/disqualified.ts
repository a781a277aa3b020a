import { offerDisqualified } from "../words/due.ts";
import { anchorOf } from "./anchor.ts";
import { reminderTime } from "./clock.ts";
import type { Cadence } from "./touch.ts";

const CHECKLIST = "disqualification";

/** A ticked disqualification signal offers the ready line to leave, once, in the stage that asks for it. */
export const disqualified: Cadence = ({ situation, ticks, stage, today }) => {
  const { playbook } = situation;
  const asked = playbook.stages.find(({ checklists }) => checklists.some(({ id }) => id === CHECKLIST));
  const items = asked?.checklists.find(({ id }) => id === CHECKLIST)?.items ?? [];
  const anchor = asked === undefined ? null : anchorOf(situation, asked.id);
  if (asked?.id !== stage || anchor === null) return [];
  if (!items.some(({ id }) => ticks.isTicked(asked.id, CHECKLIST, id).ticked)) return [];
  const dueAt = reminderTime(today, playbook);
  return [{ cadence: "disqualified", step: "exit", anchor, dueAt, ...offerDisqualified }];
};
