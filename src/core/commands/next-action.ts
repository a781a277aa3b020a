import type { FieldWrite } from "../effect.ts";
import type { Command } from "../partner/commands.ts";
import { ruling } from "../rules/ruling.ts";
import { setField } from "../rules/set-field.ts";
import type { Situation } from "../situation.ts";
import { no, yes, type Given, type Outcome } from "./given.ts";

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
    return no(`The board has no field for this: ${names}.`);
  }
  const effects = Object.entries(values).flatMap(([field, value]) =>
    setField(situation, `field/${field}/${given.key}`, { field, value }),
  );
  return yes(ruling(situation, { effects }));
}
