import type { Effect } from "../effect.ts";
import { optionalStage } from "../playbook/stages.ts";
import type { Rule, Situation } from "../situation.ts";
import type { StageId } from "../ids.ts";
import { renderStage, stageHasWords } from "../words/stage.ts";
import { nothing, ruling } from "./ruling.ts";

/** On entry, once per stage for good: goal, agenda or template, and the checklist to tick. */
export const stageComment: Rule = (situation) => {
  const visit = situation.history.visits.at(-1);
  const entered = visit?.enteredAt === situation.now && visit.leftAt === null && !visit.adopted;
  return entered ? ruling(situation, { effects: stageCommentFor(situation, visit.stage) }) : nothing;
};

/** The comment for a stage, unless it stands already, has nothing to say, or has nowhere to stand. */
export function stageCommentFor(situation: Situation, id: StageId): readonly Effect[] {
  const { partner, history, playbook, audience } = situation;
  const stage = optionalStage(playbook, id);
  const key = stageCommentKey(id);
  if (stage === null || history.posted.has(key) || !stageHasWords(stage, audience)) return [];
  if (partner.issue === null || partner.issue.locked) return [];
  const body = renderStage(key, stage, situation);
  return [{ key, kind: "comment", issue: partner.issue.id, body, content: "stage" }];
}

/** The key under which a stage's comment stands in the journal, the ledger and the comment's marker. */
export function stageCommentKey(stage: StageId): string {
  return `stage/${stage}`;
}
