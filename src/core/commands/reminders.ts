import type { Command } from "../partner/commands.ts";
import { optionalStage } from "../playbook/stages.ts";
import { ruling } from "../rules/ruling.ts";
import type { Situation } from "../situation.ts";
import { addSpan } from "../time/calendar.ts";
import { dayOf, startOfDay } from "../time/zone.ts";
import { no, yes, type Given, type Outcome } from "./given.ts";

/** `/sent [DATE]`: the outreach message went out then; its reminders count from that day. */
export function sent(situation: Situation, { day }: Extract<Command, { name: "sent" }>): Outcome {
  const { history, playbook, now } = situation;
  const today = dayOf(now, playbook.timeZone);
  const template = optionalStage(playbook, history.stage)?.template ?? null;
  if (template === null) return no("There is no message to send in this stage.");
  if (day !== null && day > today) return no("That day has not come yet.");
  return yes(ruling(situation, { entries: [{ kind: "sent", day: day ?? today, how: "command" }] }));
}

/** `/snooze DURATION`: no reminders for so long; their clocks stand still meanwhile. */
export function snooze(
  situation: Situation,
  { span }: Extract<Command, { name: "snooze" }>,
  given: Given,
): Outcome {
  const { playbook, now } = situation;
  const ends = startOfDay(addSpan(dayOf(now, playbook.timeZone), span), playbook.timeZone);
  return yes(ruling(situation, { entries: [{ kind: "snoozed", by: given.by.login, until: ends }] }));
}
