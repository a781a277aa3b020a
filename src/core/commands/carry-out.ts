import type { Command } from "../partner/commands.ts";
import { ruling } from "../rules/ruling.ts";
import type { Situation } from "../situation.ts";
import { renderHelp } from "../words/answer.ts";
import { check } from "./check.ts";
import { exit } from "./exit.ts";
import { no, yes, type Given, type Outcome } from "./given.ts";
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
  help: () => yes({}, renderHelp("partner")),
  replied: (situation) =>
    yes(ruling(situation, { entries: [{ kind: "replied", by: null, how: "command" }] })),
  sent,
  snooze,
  sync,
};

/** These are answered after the partner left, too. */
const ALWAYS: ReadonlySet<Command["name"]> = new Set(["exit", "help"]);

/** What a command of somebody who may give it does. */
export function carryOut(situation: Situation, command: Command, given: Given): Outcome {
  if (situation.history.exit !== null && !ALWAYS.has(command.name)) {
    return no("The partner has left the programme. Reopening the issue brings it back.");
  }
  const handler = handlers[command.name] as (situation: Situation, command: Command, given: Given) => Outcome;
  return handler(situation, command, given);
}
