import type { Evidence } from "../gate/evidence.ts";
import type { History } from "../history/history.ts";
import type { CommentId, StageId } from "../ids.ts";
import { onceFor } from "../once-for.ts";
import { readTicks, type TicksRead } from "../partner/checklists.ts";
import type { Partner } from "../partner/partner.ts";
import type { Playbook } from "../playbook/playbook.ts";
import type { Situation } from "../situation.ts";
import type { Instant } from "../time/time.ts";
import { dayOf } from "../time/zone.ts";
import { stageCommentKey } from "./stage-comment.ts";

/** What a gate may look at, of this situation. `movedAt` orders rivals for the last place. */
export function evidenceOf(situation: Situation, movedAt: Instant): Evidence {
  const { id, history, programme, playbook, board, now } = situation;
  return {
    self: id,
    partner: withoutSyncNotes(situation),
    ticks: ticksOf(situation),
    replied: history.replies.length > 0,
    others: programme.others,
    playbook,
    board,
    today: dayOf(now, playbook.timeZone),
    now,
    movedAt,
  };
}

/** The partner without the sync notes among its linked issues: they are no feedback. */
export function withoutSyncNotes({ partner, history }: Situation): Situation["partner"] {
  if (partner.issue === null) return partner;
  const notes = new Set([...history.posted].flatMap(([key, id]) => (key.startsWith("sync/") ? [id] : [])));
  const linked = partner.issue.linked.filter(({ id }) => !notes.has(id));
  return { ...partner, issue: { ...partner.issue, linked } };
}

/** The checklists as they are ticked, in the body or in the comments we posted. Every rule of a plan asks. */
export function ticksOf({ partner, playbook, history: { posted } }: Situation): TicksRead {
  return ticksIn(playbook)(partner)(posted);
}

const ticksIn = onceFor((playbook: Playbook) =>
  onceFor((partner: Partner) =>
    onceFor((posted: History["posted"]) =>
      readTicks({ partner, playbook, stageComments: stageCommentsOf(playbook, posted) }),
    ),
  ),
);

function stageCommentsOf({ stages }: Playbook, posted: History["posted"]): ReadonlyMap<StageId, CommentId> {
  const found = stages.flatMap(({ id }): [StageId, CommentId][] => {
    const comment = posted.get(stageCommentKey(id));
    return comment === undefined ? [] : [[id, comment as CommentId]];
  });
  return new Map(found);
}
