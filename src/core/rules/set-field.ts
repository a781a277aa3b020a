import type { Effect, FieldWrite } from "../effect.ts";
import type { FieldValue } from "../partner/partner.ts";
import type { BoardField } from "../playbook/board.ts";
import type { Situation } from "../situation.ts";

/** The effect that gives a card's field a value; none while the board lacks the field, or when it bears the value. */
export function setField(
  { partner: { card }, board }: Pick<Situation, "partner" | "board">,
  key: string,
  { field, value }: { readonly field: string; readonly value: FieldWrite },
): readonly Effect[] {
  const known = board.fields[field];
  if (card === null || card.archived || known === undefined) return [];
  if (value.kind !== "clear" && known.type !== value.kind) return [];
  if (bears(card.fields[field], value, known)) return [];
  return [{ key, kind: "set-field", card: card.id, project: board.project, field: known.id, value }];
}

function bears(seen: FieldValue | undefined, value: FieldWrite, { options }: BoardField): boolean {
  if (seen === undefined) return value.kind === "clear";
  if (seen.kind === "text") return value.kind === "text" && seen.text === value.text;
  if (seen.kind === "number") return value.kind === "number" && seen.number === value.number;
  if (seen.kind === "date") return value.kind === "date" && seen.day === value.day;
  const name = value.kind === "option" ? options.find(({ id }) => id === value.option)?.name : null;
  return seen.name === name;
}
