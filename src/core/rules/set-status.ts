import type { Effect } from "../effect.ts";
import type { OptionId } from "../ids.ts";
import type { Situation } from "../situation.ts";

/** The effect that puts the card into a column, judged on the Status we see; none while the board lacks it. */
export function setStatus(
  { partner: { card }, board }: Pick<Situation, "partner" | "board">,
  key: string,
  option: OptionId | null,
): readonly Effect[] {
  const field = board.fields["status"];
  if (card === null || field === undefined || option === null) return [];
  const judged = card.status?.option ?? null;
  if (judged === option) return [];
  return [
    { key, kind: "set-status", card: card.id, project: board.project, field: field.id, option, judged },
  ];
}
