import { optionalStage } from "../playbook/stages.ts";
import { offerDisqualified } from "../words/due.ts";
import { anchorOf } from "./anchor.ts";
import { reminderTime } from "./clock.ts";
import type { Cadence } from "./touch.ts";

/** A ticked signal against the partner offers the ready line to leave, once, in the stage that asks for it. */
export const disqualified: Cadence = ({ situation, ticks, stage, today }) => {
  const { playbook } = situation;
  const signals = (optionalStage(playbook, stage)?.checklists ?? []).filter((list) => list.disqualifies);
  const anchor = anchorOf(situation, stage);
  if (anchor === null) return [];
  if (!signals.some(({ id, items }) => items.some((item) => ticks.isTicked(stage, id, item.id).ticked)))
    return [];
  const dueAt = reminderTime(today, playbook);
  return [{ cadence: "disqualified", step: "exit", anchor, dueAt, ...offerDisqualified }];
};
