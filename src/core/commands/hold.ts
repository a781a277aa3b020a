import { decideGate } from "../gate/decide-gate.ts";
import type { Command } from "../partner/commands.ts";
import { placeOf } from "../playbook/stages.ts";
import { evidenceOf } from "../rules/evidence-of.ts";
import { ruling } from "../rules/ruling.ts";
import type { Situation } from "../situation.ts";
import { plain } from "../text/plain.ts";
import { startOfDay } from "../time/zone.ts";
import { no, yes, type Given, type Outcome } from "./given.ts";

/** `/hold [until DATE] REASON`: the partner does not move forward until the day, or `/resume`. */
export function hold(
  situation: Situation,
  { until, reason }: Extract<Command, { name: "hold" }>,
  given: Given,
): Outcome {
  const { playbook } = situation;
  const ends = until === null ? null : startOfDay(until, playbook.timeZone);
  if (ends !== null && ends <= situation.now) return no("That day has come already.");
  const held = { kind: "held", by: given.by.login, until: ends, reason } as const;
  return yes(ruling(situation, { entries: [held], dueAt: ends }));
}

/** `/resume`: ends the hold, unless the stage is full meanwhile. Wakes a card that was left alone. */
export function resume(situation: Situation, given: Given): Outcome {
  const { history } = situation;
  if (history.hold === null && history.stoodDown === null) {
    return no("The partner is not on hold.");
  }
  const full = history.hold === null ? null : fullness(situation);
  if (full !== null) return no(`There is no place at present: ${full}.`);
  return yes(
    ruling(situation, {
      entries: [
        ...(history.hold === null ? [] : [{ kind: "resumed", by: given.by.login } as const]),
        ...(history.stoodDown === null ? [] : [{ kind: "stood-up", by: given.by } as const]),
      ],
    }),
  );
}

/** Why the stage on record has no place, by its own gate; null when it has. */
function fullness(situation: Situation): string | null {
  const { history, playbook, now } = situation;
  if (history.stage === null) return null;
  const before = playbook.stages[placeOf(playbook, history.stage) - 1]?.id ?? null;
  const decision = decideGate(evidenceOf(situation, now), before, history.stage);
  if (decision.kind === "open") return null;
  const place = decision.missing.find(({ metBy }) => metBy === "place");
  return place === undefined ? null : plain(place.because);
}
