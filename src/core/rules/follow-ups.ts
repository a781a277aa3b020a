import { callsLead, isSilent } from "../follow-ups/attention.ts";
import { cadences } from "../follow-ups/cadences.ts";
import { isReminderTime, reminderTime } from "../follow-ups/clock.ts";
import { recipientOf } from "../follow-ups/recipient.ts";
import { type Moment, type Touch, touchKey } from "../follow-ups/touch.ts";
import { remember } from "../history/recall.ts";
import type { Entry } from "../history/entry.ts";
import type { Login } from "../ids.ts";
import type { Rule, Ruling, Situation } from "../situation.ts";
import { addDays } from "../time/calendar.ts";
import type { Instant } from "../time/time.ts";
import { dayOf } from "../time/zone.ts";
import { renderReminder } from "../words/reminder.ts";
import { ticksOf } from "./evidence-of.ts";
import { both, nothing, ruling, sooner } from "./ruling.ts";

/** At most one reminder a working day, for everything that is due; otherwise it says when to look again. */
export const followUps: Rule = (situation) => {
  const moment = momentOf(situation);
  if (moment === null) return nothing;
  const snoozed = snoozedUntil(situation);
  if (snoozed !== null) return ruling(situation, { dueAt: snoozed });
  const open = openTouches(moment);
  const due = withoutIdle(open.filter(({ dueAt }) => dueAt <= situation.now));
  const silent = isSilent(situation);
  if (due.length === 0 || silent || !mayPost(situation)) return waitFor(situation, open, silent);
  const posted = post(moment, due);
  return both(posted, whatComesNext(situation, posted.entries));
};

/** Whether a reminder on record that is not posted yet may still be: all that it stands for is due now. */
export function isWanted(situation: Situation, key: string): boolean {
  const { history, playbook, now } = situation;
  const reminder = history.reminders.find((one) => one.key === key);
  if (reminder === undefined) return true;
  const without = remember(history, { at: now, kind: "withdrawn", key });
  const moment = momentOf({ ...situation, history: without });
  if (moment === null || snoozedUntil(situation) !== null || !isReminderTime(now, playbook)) return false;
  const due = openTouches(moment).filter(({ dueAt }) => dueAt <= now);
  return reminder.touches.every((touch) => due.some((one) => touchKey(one) === touch));
}

function momentOf(situation: Situation): Moment | null {
  const { history, partner, playbook, now } = situation;
  const { stage } = history;
  const there = partner.issue !== null && !partner.issue.locked && partner.card !== null;
  if (!history.onRecord || stage === null || !there || history.hold !== null) return null;
  return { situation, stage, ticks: ticksOf(situation), today: dayOf(now, playbook.timeZone) };
}

function snoozedUntil({ history, now }: Situation): Instant | null {
  const ends = history.stops.flatMap(({ why, to }) =>
    why === "snooze" && to !== null && to > now ? to : [],
  );
  return ends.reduce<Instant | null>((last, end) => (last === null || end > last ? end : last), null);
}

/** Wanted, and in no comment yet. */
function openTouches(moment: Moment): readonly Touch[] {
  const told = new Set(moment.situation.history.reminders.flatMap(({ touches }) => touches));
  return cadences(moment).filter((touch) => !told.has(touchKey(touch)));
}

function withoutIdle(due: readonly Touch[]): readonly Touch[] {
  const pressing = due.filter(({ idle }) => idle !== true);
  return pressing.length > 0 ? pressing : due;
}

function mayPost({ history, playbook, now }: Situation): boolean {
  const today = dayOf(now, playbook.timeZone);
  const last = history.reminders.at(-1);
  const spoken = last !== undefined && dayOf(last.at, playbook.timeZone) >= today;
  return !spoken && isReminderTime(now, playbook);
}

/** The next moment at which one of them may be posted. In silence nothing is waited for: a change wakes. */
function waitFor(situation: Situation, open: readonly Touch[], silent: boolean): Ruling {
  if (silent) return nothing;
  const { history, playbook, now } = situation;
  const today = dayOf(now, playbook.timeZone);
  const last = history.reminders.at(-1);
  const spoken = last !== undefined && dayOf(last.at, playbook.timeZone) >= today;
  const soonest = reminderTime(spoken ? addDays(today, 1) : today, playbook);
  const dueAt = open.reduce<Instant | null>(
    (first, touch) => sooner(first, touch.dueAt > soonest ? touch.dueAt : soonest),
    null,
  );
  return ruling(situation, { dueAt });
}

function post(moment: Moment, due: readonly Touch[]): Ruling {
  const { situation } = moment;
  const { partner, playbook } = situation;
  const [first] = due;
  if (first === undefined || partner.issue === null) return nothing;
  const { withdrawn } = situation.history;
  const key = `reminder/${touchKey(first)}${withdrawn === 0 ? "" : `/${String(withdrawn)}`}`;
  const said = due.filter((touch) => isLatest(touch, due));
  const escalated = callsLead(situation) && playbook.lead !== null;
  const toLead = escalated || said.some((touch) => touch.toLead === true);
  const to = [recipientOf(situation), toLead ? playbook.lead : null].filter(
    (login): login is Login => login !== null,
  );
  const superseded = due.filter((touch) => !said.includes(touch));
  const body = renderReminder(situation, { key, touches: said, superseded, to, escalated });
  return ruling(situation, {
    entries: [{ kind: "reminded", key, touches: due.map(touchKey) }],
    effects: [{ key, kind: "comment", issue: partner.issue.id, body, content: "reminder" }],
  });
}

/** Of one series only the last that fell due is said. */
function isLatest(touch: Touch, due: readonly Touch[]): boolean {
  return (
    due.findLast(({ cadence, anchor }) => cadence === touch.cadence && anchor === touch.anchor) === touch
  );
}

/** When to look again once this is on record. */
function whatComesNext(situation: Situation, entries: readonly Entry[]): Ruling {
  const history = entries.reduce(remember, situation.history);
  const moment = momentOf({ ...situation, history });
  if (moment === null) return nothing;
  return waitFor(moment.situation, openTouches(moment), isSilent(moment.situation));
}
