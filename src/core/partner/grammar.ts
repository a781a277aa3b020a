import type { Command, CommandName, Exit, Sync } from "./command.ts";
import {
  date,
  duration,
  inOrder,
  issue,
  keyword,
  known,
  oneOf,
  optional,
  stage,
  words,
  type Argument,
} from "./command-arguments.ts";

/** What is known of one command. */
export interface Form<T> {
  /** What stands behind the name. */
  readonly takes: Argument<T>;
  /** One line for `/help` and the documentation. */
  readonly does: string;
  /** Who may: people with write access, or those whom the playbook's `override` names. */
  readonly by: "writers" | "overriders";
  /** Whether it is about one partner: then it names it by its number on the dashboard. */
  readonly about: "partner" | "programme";
  /** What may stand behind the name. */
  readonly examples: readonly [string, ...string[]];
}

type Grammar = {
  readonly [Name in CommandName]: Form<Omit<Extract<Command, { readonly name: Name }>, "name">>;
};

const nothing = inOrder({});
const ofPartner = { by: "writers", about: "partner" } as const;

/**
 * Every command, in the order in which `/help` lists them. Reading a line, `/help`, the answer to a wrong line and
 * docs/commands.md are all made of this.
 */
export const GRAMMAR: Grammar = {
  check: {
    ...ofPartner,
    takes: inOrder({ stage: optional(stage, null) }),
    does: "shows what is missing for the next stage, or for STAGE",
    examples: ["", "Active Partnership"],
  },
  override: {
    ...ofPartner,
    by: "overriders",
    takes: inOrder({ reason: words("REASON") }),
    does: "lets the refused move through and records why",
    examples: ["agreed with the lead on Monday"],
  },
  next: {
    ...ofPartner,
    takes: inOrder({ day: date, text: words("TEXT") }),
    does: "sets the next action and its due date",
    examples: ["2026-12-01 Send the terms"],
  },
  done: { ...ofPartner, takes: nothing, does: "says that the next action is done", examples: [""] },
  sent: {
    ...ofPartner,
    takes: inOrder({ day: optional(date, null) }),
    does: "says that the outreach message went out today, or on DATE",
    examples: ["", "2026-11-20"],
  },
  replied: {
    ...ofPartner,
    takes: nothing,
    does: "says that the partner answered somewhere else",
    examples: [""],
  },
  snooze: {
    ...ofPartner,
    takes: inOrder({ span: duration }),
    does: "stops all reminders of the partner for that long",
    examples: ["3d", "2 weeks"],
  },
  hold: {
    ...ofPartner,
    takes: inOrder({ until: optional(keyword("until", date), null), reason: words("REASON") }),
    does: "puts the partner on hold, at most until DATE: it does not move forward, clocks and reminders stop",
    examples: ["budget freeze", "until 2027-01-04 their winter break"],
  },
  resume: {
    ...ofPartner,
    takes: nothing,
    does: "ends the hold, and looks again at a card that was left alone",
    examples: [""],
  },
  exit: {
    ...ofPartner,
    takes: inOrder({
      exit: oneOf<Exit>(
        known({ why: "declined" }, keyword("declined", nothing)),
        known({ why: "disqualified" }, keyword("disqualified", nothing)),
        known({ why: "no-response" }, keyword("no-response", nothing)),
        known({ why: "wound-down" }, keyword("wound-down", nothing)),
        known({ why: "not-now" }, keyword("not-now", inOrder({ until: date }))),
        known({ why: "merged" }, keyword("merged", inOrder({ into: issue }))),
      ),
      reason: optional(words("REASON"), ""),
    }),
    does: "ends the programme for the partner and closes the issue; after `not-now` its owner is asked on DATE",
    examples: [
      "no-response",
      "disqualified",
      "wound-down",
      "merged #31",
      "not-now 2027-03-01 new CTO",
      "declined no budget this year",
    ],
  },
  sync: {
    ...ofPartner,
    takes: inOrder({
      sync: oneOf<Sync>(
        known({ kind: "on" }, inOrder({ day: date })),
        known({ kind: "skip" }, keyword("skip", nothing)),
        known({ kind: "every" }, keyword("every", inOrder({ span: duration, from: keyword("from", date) }))),
      ),
    }),
    does: "plans or moves the next sync, skips it, or changes the rhythm",
    examples: ["2026-12-08", "skip", "every 2 weeks from 2026-12-08"],
  },
  help: { by: "writers", about: "programme", takes: nothing, does: "lists the commands", examples: [""] },
};

export const COMMAND_NAMES = Object.keys(GRAMMAR) as readonly CommandName[];

export type Place = "partner" | "dashboard";

/** How the command is written, on the dashboard with the number of the partner's issue. */
export function formOf(name: CommandName, place: Place): string {
  return written(name, place === "dashboard" ? "#N" : "", GRAMMAR[name].takes.form);
}

/** The command with that behind its name, on the dashboard as for partner 12. */
export function exampleOf(name: CommandName, place: Place, behind: string): string {
  return written(name, place === "dashboard" ? "#12" : "", behind);
}

function written(name: CommandName, number: string, behind: string): string {
  const parts = [`/${name}`, GRAMMAR[name].about === "partner" ? number : "", behind];
  return parts.filter((part) => part !== "").join(" ");
}
