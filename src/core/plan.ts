import type { Entry } from "./history/entry.ts";
import { remember } from "./history/recall.ts";
import { commands } from "./rules/commands.ts";
import { followUps, isWanted } from "./rules/follow-ups.ts";
import { health } from "./rules/health.ts";
import { hold } from "./rules/hold.ts";
import { leaving } from "./rules/leaving.ts";
import { membership } from "./rules/membership.ts";
import { move } from "./rules/move.ts";
import { noticed } from "./rules/noticed.ts";
import { observe } from "./rules/observe.ts";
import { outreachTicks } from "./rules/outreach-ticks.ts";
import { reviewAnswer } from "./rules/review-answer.ts";
import { replies } from "./rules/replies.ts";
import { both, nothing, ruling } from "./rules/ruling.ts";
import { stageComment } from "./rules/stage-comment.ts";
import { syncMissed } from "./rules/sync-missed.ts";
import { syncNotes } from "./rules/sync-notes.ts";
import { through } from "./rules/through.ts";
import type { Rule, Ruling, Situation } from "./situation.ts";
import { dayOf } from "./time/zone.ts";

/** In this order: each rule sees the history as those before it left it. */
const enforcing: readonly Rule[] = [
  membership,
  leaving,
  hold,
  commands,
  reviewAnswer,
  replies,
  move,
  through,
  stageComment,
  syncNotes,
  outreachTicks,
  noticed,
  followUps,
  syncMissed,
  health,
];
const observing: readonly Rule[] = [membership, leaving, replies, outreachTicks, observe];

const enters: ReadonlySet<Entry["kind"]> = new Set(["adopted", "appeared", "entered", "reopened"]);

/** Decides everything about one partner: what goes on record, what is done on GitHub, when to look again. */
export function plan(situation: Situation): Ruling {
  switch (situation.playbook.mode) {
    case "off":
      return nothing;
    case "observe":
      return { ...dated(situation, follow(situation, observing)), effects: [] };
    case "enforce":
      return withWakes(situation, dated(situation, follow(situation, enforcing)));
  }
}

/** Whether a reminder that was decided earlier is still wanted, after all that happened since. */
export function isReminderWanted(situation: Situation, key: string): boolean {
  const before = enforcing.slice(0, enforcing.indexOf(followUps));
  return isWanted(asLeft(situation, follow(situation, before)), key);
}

function follow(situation: Situation, rules: readonly Rule[]): Ruling {
  return rules.reduce((sofar, rule) => {
    const awaits = rule === followUps && sofar.effects.some(({ kind }) => kind === "set-field");
    return both(sofar, awaits ? lookAgain(situation) : rule(asLeft(situation, sofar)));
  }, nothing);
}

/** What we write on the card is not there yet: reminders are judged by the look that shows it. */
function lookAgain(situation: Situation): Ruling {
  return ruling(situation, { dueAt: situation.now });
}

/** The situation as the rules so far leave it: on record, and with the card where they put it. */
function asLeft(situation: Situation, { entries, effects }: Ruling): Situation {
  const history = entries.reduce(remember, situation.history);
  const placed = effects.findLast((effect) => effect.kind === "set-status");
  const { card } = situation.partner;
  if (placed === undefined || card === null || placed.option === null) return { ...situation, history };
  const column = situation.board.stages.find(({ option }) => option === placed.option);
  const status = { option: placed.option, name: column?.name ?? "", updatedAt: situation.now };
  return { ...situation, history, partner: { ...situation.partner, card: { ...card, status } } };
}

/** Entering is put on record with its day: a zone that changes later moves no clock. */
function dated({ playbook }: Situation, ruling: Ruling): Ruling {
  const entries = ruling.entries.map((entry) =>
    enters.has(entry.kind) ? { ...entry, on: dayOf(entry.at, playbook.timeZone) } : entry,
  );
  return { ...ruling, entries };
}

/** Who leaves a stage, holds or exits may free a place: those who wait for one are looked at again. */
function withWakes({ programme }: Situation, ruling: Ruling): Ruling {
  const frees = ruling.entries.some(({ kind }) => kind === "entered" || kind === "held" || kind === "exited");
  if (!frees) return ruling;
  return { ...ruling, wakes: programme.others.filter(({ waiting }) => waiting !== null).map(({ id }) => id) };
}
