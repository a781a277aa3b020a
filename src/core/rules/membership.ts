import type { Issue } from "../partner/partner.ts";
import { isCandidate } from "../partner/people.ts";
import { firstStage, optionOf } from "../playbook/stages.ts";
import type { Rule, Ruling, Situation } from "../situation.ts";
import type { Instant } from "../time/time.ts";
import { columnOf } from "./column.ts";
import { fillFromForm } from "./fill-from-form.ts";
import { nothing, ruling } from "./ruling.ts";
import { restore } from "./restore.ts";
import { setStatus } from "./set-status.ts";

/** A card that was just added can be missing from GitHub's answers for about 3 s. */
const addedIsVisibleAfter = 5_000;

/**
 * How an issue or a draft becomes a partner, and how it stays one: adoption as it stands, first appearance in
 * the first stage, candidates, labelled issues that are not on the board, cards that were deleted.
 */
export const membership: Rule = (situation) => {
  const { history, adopting } = situation;
  if (history.onRecord) return stays(situation);
  if (!isPartner(situation)) return nothing;
  if (adopting && situation.partner.card !== null) return restored(situation) ?? adopt(situation);
  if (isCandidate(situation.partner)) return candidate(situation);
  return situation.partner.card === null ? addToBoard(situation) : appear(situation);
};

function stays(situation: Situation): Ruling {
  const { partner, history, adopting } = situation;
  if (adopting && movedMeanwhile(situation)) return adopt(situation);
  if (partner.card === null && history.exit === null) {
    return ruling(situation, { entries: [{ kind: "exited", by: null, why: "removed", reason: "" }] });
  }
  if (partner.card !== null && history.exit?.why === "removed" && history.stage !== null) {
    return ruling(situation, { entries: [{ kind: "reopened", stage: history.stage }] });
  }
  return nothing;
}

/** Switched off for a while: where people put the card since then is taken as it stands. */
function movedMeanwhile(situation: Situation): boolean {
  const column = columnOf(situation);
  return column.kind === "stage" && column.stage !== situation.history.stage;
}

function isPartner({ partner, playbook }: Situation): boolean {
  if (partner.issue === null) return partner.card?.content === "draft" && !partner.card.archived;
  return partner.issue.state === "open" && bearsLabel(partner.issue, playbook.labels["partner"]);
}

function bearsLabel({ labels }: Issue, partnerLabel: string | undefined): boolean {
  return labels.some((label) => label.toLowerCase() === partnerLabel?.toLowerCase());
}

function adopt(situation: Situation): Ruling {
  const column = columnOf(situation);
  const stage = column.kind === "stage" ? column.stage : null;
  return ruling(situation, { entries: [{ kind: "adopted", stage }] });
}

/** Kept before by us, and our record was lost; null: the board is new to us. */
function restored(situation: Situation): Ruling | null {
  const column = columnOf(situation);
  const entries = column.kind === "stage" ? restore(situation, column.stage) : null;
  return entries === null ? null : ruling(situation, { entries });
}

function candidate(situation: Situation): Ruling {
  if (situation.history.candidate) return nothing;
  const author = situation.partner.issue?.author?.login ?? null;
  return ruling(situation, { entries: [{ kind: "candidate", author }] });
}

function addToBoard(situation: Situation): Ruling {
  const { history, partner, board, now } = situation;
  const dueAt = (now + addedIsVisibleAfter) as Instant;
  if (history.addedAt !== null || partner.issue === null) return ruling(situation, { dueAt });
  return ruling(situation, {
    entries: [{ kind: "added" }],
    effects: [{ key: "add", kind: "add-to-board", issue: partner.issue.id, project: board.project }],
    dueAt: now,
  });
}

function appear(situation: Situation): Ruling {
  const { id } = firstStage(situation.playbook);
  const cleared = situation.partner.card?.status === null;
  return ruling(situation, {
    entries: [{ kind: "appeared", stage: id }],
    effects: [
      ...(cleared ? setStatus(situation, "place/first", optionOf(situation.board, id)) : []),
      ...fillFromForm(situation),
    ],
  });
}
