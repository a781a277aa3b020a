import type { Command } from "../partner/commands.ts";
import { nothing, ruling } from "../rules/ruling.ts";
import type { Situation } from "../situation.ts";
import { renderHelp } from "../words/answer.ts";
import { check } from "./check.ts";
import { exit } from "./exit.ts";
import { answer, answerKey, thumbsUp, yes, type Given, type Outcome } from "./given.ts";
import { hold, resume } from "./hold.ts";
import { done, next } from "./next-action.ts";
import { override } from "./override.ts";
import { sent, snooze } from "./reminders.ts";
import { sync } from "./sync.ts";

type Handlers = {
  readonly [Name in Command["name"]]: (
    situation: Situation,
    command: Extract<Command, { name: Name }>,
    given: Given,
  ) => Outcome;
};

const handlers: Handlers = {
  check,
  override,
  hold,
  next,
  exit,
  resume: (situation, _, given) => resume(situation, given),
  done: (situation, _, given) => done(situation, given),
  help: (situation, _, given) =>
    yes({ ...nothing, effects: answer(situation, given, renderHelp(answerKey(given.key))) }),
  replied: (situation, _, given) =>
    yes(
      ruling(situation, {
        entries: [{ kind: "replied", by: null, how: "command" }],
        effects: thumbsUp(given),
      }),
    ),
  sent,
  snooze,
  sync,
};

/** What a command of somebody with write access does. */
export function carryOut(situation: Situation, command: Command, given: Given): Outcome {
  const handler = handlers[command.name] as (situation: Situation, command: Command, given: Given) => Outcome;
  return handler(situation, command, given);
}
