import type { Actor } from "../history/entry.ts";
import type { StageId } from "../ids.ts";
import { optionalStage } from "../playbook/stages.ts";
import type { Situation } from "../situation.ts";
import { mention } from "../text/mention.ts";
import { plain } from "../text/plain.ts";
import { comment } from "./comment.ts";
import { personAndOwner } from "./people.ts";

interface Through {
  readonly key: string;
  readonly target: StageId;
  /** Who had tried the move. */
  readonly by: Actor | null;
}

/** The last criterion was met, and Stagekeeper moved the card on. */
export function renderMovedOn({ playbook, partner }: Situation, { key, target, by }: Through): string {
  const stage = plain(optionalStage(playbook, target)?.name ?? target);
  const to = personAndOwner(partner, by).map(mention).join(", ");
  return comment(key, "moved-on", [
    `### ✅ Moved on to ${stage}`,
    `${to === "" ? "" : `${to}: `}everything that was missing is there now, so the card moved on by itself.`,
  ]);
}

/** The last criterion was met, and a person moves the card. */
export function renderMayMove({ playbook, partner }: Situation, { key, target, by }: Through): string {
  const stage = plain(optionalStage(playbook, target)?.name ?? target);
  const to = personAndOwner(partner, by).map(mention).join(", ");
  return comment(key, "may-move", [
    `### ✅ The card may move to ${stage} now`,
    `${to === "" ? "" : `${to}: `}nothing is missing any more.`,
  ]);
}
