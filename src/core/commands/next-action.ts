import type { Effect, FieldWrite } from "../effect.ts";
import type { Command } from "../partner/commands.ts";
import { ruling } from "../rules/ruling.ts";
import type { Situation } from "../situation.ts";
import { no, thumbsUp, yes, type Given, type Outcome } from "./given.ts";

/** `/next DATE TEXT`: the next action and when it is due, in the card's fields. */
export function next(
  situation: Situation,
  { day, text }: Extract<Command, { name: "next" }>,
  given: Given,
): Outcome {
  return write(situation, given, { nextAction: { kind: "text", text }, dueDate: { kind: "date", day } });
}

/** `/done`: the next action is done. */
export function done(situation: Situation, given: Given): Outcome {
  return write(situation, given, { nextAction: { kind: "clear" }, dueDate: { kind: "clear" } });
}

function write(situation: Situation, given: Given, values: Readonly<Record<string, FieldWrite>>): Outcome {
  const absent = Object.keys(values).filter((key) => situation.board.fields[key] === undefined);
  if (absent.length > 0 || situation.partner.card === null) {
    const names = absent.map((key) => situation.playbook.fields[key]?.name ?? key).join(", ");
    return no(situation, given, `The board has no field for this: ${names}.`);
  }
  const effects = Object.entries(values).flatMap(([key, value]) =>
    setField(situation, given, { key, value }),
  );
  return yes(ruling(situation, { effects: [...effects, ...thumbsUp(given)] }));
}

function setField(
  { partner, board }: Situation,
  given: Given,
  { key, value }: { key: string; value: FieldWrite },
): readonly Effect[] {
  const field = board.fields[key];
  if (field === undefined || partner.card === null) return [];
  const { project } = board;
  return [
    {
      key: `field/${key}/${given.key}`,
      kind: "set-field",
      card: partner.card.id,
      project,
      field: field.id,
      value,
    },
  ];
}
