import { isLastStage, optionalStage } from "../playbook/stages.ts";
import { isPermitted } from "../partner/permission.ts";
import { stillOpen } from "../words/due.ts";
import { anchorOf } from "./anchor.ts";
import { dueAfter } from "./clock.ts";
import type { Cadence, Touch } from "./touch.ts";

/** After graduation: what the last stage asks for is named at its times, with the partner's permission only. */
export const graduated: Cadence = ({ situation, ticks, stage }) => {
  const { playbook, partner } = situation;
  const anchor = anchorOf(situation, stage);
  if (anchor === null || !isLastStage(playbook, stage)) return [];
  const open = (optionalStage(playbook, stage)?.checklists ?? []).flatMap(({ id, items }) =>
    items.filter((item) => !item.optional && !ticks.isTicked(stage, id, item.id).ticked),
  );
  return open
    .filter(({ permission }) => permission === null || isPermitted(partner, permission))
    .flatMap(({ id, text }) =>
      playbook.cadences.graduation.flatMap((span, index): readonly Touch[] => {
        const dueAt = dueAfter(situation, anchor, span);
        const step = String(index + 1);
        return dueAt === null ? [] : [{ cadence: id, step, anchor, dueAt, ...stillOpen(text) }];
      }),
    );
};
