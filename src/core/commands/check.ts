import { decideGate } from "../gate/decide-gate.ts";
import type { Command } from "../partner/commands.ts";
import { nextStage, stageOf } from "../playbook/stages.ts";
import { evidenceOf } from "../rules/evidence-of.ts";
import { ruling } from "../rules/ruling.ts";
import type { Situation } from "../situation.ts";
import { renderCheck } from "../words/answer.ts";
import { no, yes, type Given, type Outcome } from "./given.ts";

/** `/check [STAGE]`: what is missing for the next stage, or for that one. Wakes a card that was left alone. */
export function check(
  situation: Situation,
  command: Extract<Command, { name: "check" }>,
  given: Given,
): Outcome {
  const { history, playbook, now } = situation;
  const target =
    command.stage === null ? nextStage(playbook, history.stage) : stageOf(playbook, command.stage);
  if (target === null) return no("There is no stage after this one.");
  const decision = decideGate(evidenceOf(situation, now), history.stage, target.id);
  const stoodUp = history.stoodDown === null ? [] : [{ kind: "stood-up", by: given.by } as const];
  return yes(
    ruling(situation, { entries: stoodUp }),
    renderCheck(situation, { target, findings: decision.findings }),
  );
}
