import { decideGate } from "../gate/decide-gate.ts";
import { evidenceOf } from "../rules/evidence-of.ts";
import { readyFor } from "../words/due.ts";
import type { Instant } from "../time/time.ts";
import { anchorOf } from "./anchor.ts";
import { reminderAfter, reminderTime } from "./clock.ts";
import type { Cadence } from "./touch.ts";

/** All that the last stage asks for is met for the first time: told once. */
export const ready: Cadence = ({ situation, stage, today }) => {
  const { history, playbook, now } = situation;
  const last = playbook.stages.at(-1);
  const anchor = anchorOf(situation, stage);
  if (last === undefined || playbook.stages.at(-2)?.id !== stage || anchor === null) return [];
  if (history.refusal?.target === last.id) return [];
  const decision = decideGate(evidenceOf(situation, now), stage, last.id);
  const missing = decision.kind === "closed" ? decision.missing : [];
  const wakes = missing.flatMap(({ wakeAt }) => wakeAt ?? []);
  if (wakes.length < missing.length) return [];
  const met = wakes.reduce<Instant | null>((last, at) => (last === null || at > last ? at : last), null);
  const dueAt = met === null ? reminderTime(today, playbook) : reminderAfter(met, playbook);
  return [{ cadence: "ready", step: "told", anchor, dueAt, ...readyFor(last.name) }];
};
