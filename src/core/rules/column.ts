import type { OptionId, StageId } from "../ids.ts";
import { stageOfOption } from "../playbook/stages.ts";
import type { Situation } from "../situation.ts";

/** Where a card stands on the board, in the playbook's terms. */
export type Column =
  | { readonly kind: "stage"; readonly stage: StageId; readonly option: OptionId }
  /** A column that the playbook leaves alone. */
  | { readonly kind: "ignored"; readonly option: OptionId }
  /** No column at all, or one that is no stage. `name` is the board's. */
  | { readonly kind: "foreign"; readonly option: OptionId | null; readonly name: string | null };

/** The column in which the card stands. */
export function columnOf({ partner, board }: Pick<Situation, "partner" | "board">): Column {
  const status = partner.card?.status ?? null;
  if (status === null) return { kind: "foreign", option: null, name: null };
  const { option, name } = status;
  if (board.ignored.includes(option)) return { kind: "ignored", option };
  const stage = stageOfOption(board, option);
  return stage === null ? { kind: "foreign", option, name } : { kind: "stage", stage, option };
}

/** Whether the card is one whose Status we answer for: on record, readable, an issue or a draft. */
export function isKept({ partner: { card }, history }: Situation): boolean {
  if (!history.onRecord || card === null || card.archived) return false;
  return card.content === "issue" || card.content === "draft";
}
