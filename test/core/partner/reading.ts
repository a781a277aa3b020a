import type { TicksRead } from "../../../src/core/partner/checklists.ts";
import { readTicks } from "../../../src/core/partner/checklists.ts";
import type { CommentId, StageId } from "../../../src/core/ids.ts";
import type { Playbook } from "../../../src/core/playbook/playbook.ts";
import { aComment, anIssue, aPartner, aPlaybook } from "../../support/situation.ts";

export const playbook = aPlaybook();
const anyPartner = aPartner();

/** The ticks of a partner whose issue, by somebody with write access, has this body. */
export function readBody(body: string): TicksRead {
  const partner = { ...anyPartner, issue: anIssue({ body }) };
  return readTicks({ partner, playbook, stageComments: new Map() });
}

/** The ticks of a partner whose checklist comment for a stage reads like this. */
export function readComment(stage: string, body: string): TicksRead {
  const comment = aComment({ id: "IC_list" as CommentId, ours: true, body });
  const partner = { ...anyPartner, issue: anIssue({ comments: [comment] }) };
  return readTicks({ partner, playbook, stageComments: new Map([[stage as StageId, comment.id]]) });
}

/** `checklist/item` of every item that is ticked, or only of those ticked in this place. */
export function tickedIn(ticks: TicksRead, place?: "body" | "comment" | "level"): readonly string[] {
  return everyItem(playbook)
    .filter(({ stage, checklist, item }) => {
      const tick = ticks.isTicked(stage, checklist, item);
      return tick.ticked && (place === undefined || tick.place === place);
    })
    .map(({ checklist, item }) => `${checklist}/${item}`);
}

interface Item {
  readonly stage: StageId;
  readonly checklist: string;
  readonly item: string;
  readonly text: string;
}

export function everyItem({ stages }: Playbook): readonly Item[] {
  return stages.flatMap(({ id: stage, checklists }) =>
    checklists.flatMap(({ id: checklist, items }) =>
      items.map(({ id: item, text }) => ({ stage, checklist, item, text })),
    ),
  );
}
