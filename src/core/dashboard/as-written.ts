import type { Effect, FieldWrite } from "../effect.ts";
import { remember } from "../history/recall.ts";
import type { Card, FieldValue } from "../partner/partner.ts";
import type { Ruling, Situation } from "../situation.ts";

/** The situation as a ruling leaves it: on record, and with the fields as they are being written. */
export function asWritten(situation: Situation, { entries, effects }: Ruling): Situation {
  const history = entries.reduce(remember, situation.history);
  const { card } = situation.partner;
  if (card === null) return { ...situation, history };
  const fields = effects.reduce<Card["fields"]>(
    (sofar, effect) => write(situation, sofar, effect),
    card.fields,
  );
  return { ...situation, history, partner: { ...situation.partner, card: { ...card, fields } } };
}

function write(situation: Situation, fields: Card["fields"], effect: Effect): Card["fields"] {
  if (effect.kind !== "set-field") return fields;
  const [key, field] = Object.entries(situation.board.fields).find(([, { id }]) => id === effect.field) ?? [];
  if (key === undefined || field === undefined) return fields;
  const others = Object.entries(fields).filter(([known]) => known !== key);
  const value = valueOf(effect.value, situation, field.options);
  return Object.fromEntries(value === null ? others : [...others, [key, value]]);
}

function valueOf(
  value: FieldWrite,
  { now }: Situation,
  options: readonly { readonly id: string; readonly name: string }[],
): FieldValue | null {
  if (value.kind === "clear") return null;
  if (value.kind !== "option") return { ...value, updatedAt: now };
  const name = options.find(({ id }) => id === value.option)?.name;
  return name === undefined ? null : { kind: "option", name, updatedAt: now };
}
