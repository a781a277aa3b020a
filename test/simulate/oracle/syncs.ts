import type { Day, Event, Setting, When } from "../life/act.ts";
import { dayOf, plus, workingDays, workingFrom, works } from "./calendar.ts";
import type { Known } from "./known.ts";
import { occasionsNear, openOccasion, type Meetings, noMeetings } from "./occasions.ts";

/** What is true of a partner's syncs. */
export interface Syncs extends Meetings {
  readonly series: { readonly from: Day; readonly every: number } | null;
  readonly over: Day | null;
  readonly moved: { readonly planned: Day; readonly on: Day } | null;
  readonly note: Note | null;
  /** The last review that was held, and when its notes were there. */
  readonly reviewed: { readonly on: Day; readonly at: When } | null;
}

interface Note {
  readonly planned: Day;
  readonly on: Day;
  readonly emptied: boolean;
  readonly occasions: readonly ("retrospective" | "review")[];
  /** No sync: a retrospective or review on its own. */
  readonly apart: boolean;
}

export const noSyncs: Syncs = {
  ...noMeetings,
  series: null,
  over: null,
  moved: null,
  note: null,
  reviewed: null,
};

/** A touch that a sync brings by itself. */
export interface Turn {
  readonly syncs: Syncs;
  readonly touches: readonly ("sync note" | "closed empty")[];
}

/** Where in time, and under which setting. */
export interface Moment {
  readonly now: When;
  readonly setting: Setting;
}

const HOUR = "T09:00";
const stay = (syncs: Syncs, ...touches: Turn["touches"]): Turn => ({ syncs, touches });
const stopped = ({ hold, exit }: Known): boolean => hold !== null || exit !== null;

/** The note is over; `how`: with notes, without, or it was called off. */
function over(syncs: Syncs, how: "noted" | "missed" | "off", at: When): Syncs {
  const { note } = syncs;
  if (note === null) return syncs;
  const { on, planned, apart, occasions } = note;
  const passed = apart ? { ...syncs, note: null } : { ...syncs, note: null, moved: null, over: planned };
  if (how === "off") return passed;
  const each = (day: Day): Partial<Record<string, Day>> =>
    Object.fromEntries(occasions.map((occasion) => [occasion, day]));
  const offered = { ...syncs.offered, ...each(apart ? planned : on) };
  if (how === "missed") return { ...passed, offered };
  const reviewed = occasions.includes("review") ? { on, at } : syncs.reviewed;
  return { ...passed, offered, held: { ...syncs.held, ...each(on) }, reviewed };
}

/** What an act changes about the syncs. `known`: once it was done. */
export function afterAct(syncs: Syncs, { when, act }: Event, known: Known): Turn {
  if (act.kind === "closes-note") return closed(syncs, { filled: act.filled, known, when });
  if (act.kind === "writes" && act.text.startsWith("/sync "))
    return stay(planned(syncs, { when, text: act.text, known }));
  return stay(syncs);
}

interface Closing {
  readonly filled: boolean;
  readonly known: Known;
  readonly when: When;
}

function closed(syncs: Syncs, { filled, known, when }: Closing): Turn {
  const { note } = syncs;
  if (note === null) return stay(syncs);
  if (filled) return stay(over(syncs, "noted", when));
  if (note.emptied || stopped(known)) return stay(over(syncs, "missed", when));
  return stay({ ...syncs, note: { ...note, emptied: true } }, "closed empty");
}

interface Said {
  readonly when: When;
  readonly text: string;
  readonly known: Known;
}

function planned(syncs: Syncs, { when, text, known }: Said): Syncs {
  const [, how = ""] = text.split(" ");
  const next = nextOf(syncs, known, dayOf(when));
  if (how !== "skip") return movedTo(syncs, how, next?.planned);
  if (syncs.note !== null) return over(syncs, "off", when);
  return next === null ? syncs : { ...syncs, moved: null, over: next.planned };
}

/** The first sync begins the series; a later one is moved and leaves the series where it is. */
function movedTo(syncs: Syncs, day: Day, next: Day | undefined): Syncs {
  const note = syncs.note?.apart === false ? syncs.note : null;
  const of = note?.planned ?? next;
  const first = note === null && syncs.over === null;
  if (first || of === undefined) return { ...syncs, moved: null, series: { from: day, every: 14 } };
  const on = note === null ? syncs.note : { ...note, on: day };
  return { ...syncs, moved: { planned: of, on: day }, note: on };
}

function nextOf(syncs: Syncs, known: Known, today: Day): { planned: Day; on: Day } | null {
  const active = known.stays["Active Partnership"];
  if (known.stage !== "Active Partnership" || active === undefined) return null;
  const { from, every } = syncs.series ?? { from: plus(dayOf(active.since), { days: 14 }), every: 14 };
  for (let day = from; day < "2100"; day = plus(day, { days: every })) {
    if (syncs.over !== null && day <= syncs.over) continue;
    const on = syncs.moved?.planned === day ? syncs.moved.on : day;
    if (on >= today) return { planned: day, on };
  }
  return null;
}

/** Before the reminders: a note is opened when its time has come, or called off when the partner is stopped. */
export function opens(syncs: Syncs, known: Known, at: Moment): Turn {
  if (syncs.note !== null) return stay(stopped(known) ? over(syncs, "off", at.now) : syncs);
  const since = known.stays["Active Partnership"]?.since;
  if (stopped(known) || known.stage !== "Active Partnership" || since === undefined) return stay(syncs);
  const next = nextOf(syncs, known, dayOf(at.now));
  if (next === null || !isTimeFor(next.on, at))
    return opensApart(syncs, { ...at, since: dayOf(since), next });
  const occasions = occasionsNear(next.on, dayOf(since), { meetings: syncs, setting: at.setting });
  return stay({ ...syncs, note: { ...next, emptied: false, occasions, apart: false } }, "sync note");
}

function isTimeFor(day: Day, { now, setting }: Moment): boolean {
  return now >= `${workingDays(day, -2, setting)}${HOUR}`;
}

interface Alone extends Moment {
  readonly since: Day;
  readonly next: { readonly on: Day } | null;
}

function opensApart(syncs: Syncs, { now, setting, since, next }: Alone): Turn {
  const today = dayOf(now);
  const apart = openOccasion({ today, since, next: next?.on ?? null }, syncs, setting);
  if (apart === null || !isTimeFor(workingFrom(apart.planned, setting), { now, setting })) return stay(syncs);
  const soonest = workingDays(today, 2, setting);
  const on = soonest > apart.planned ? soonest : workingFrom(apart.planned, setting);
  const offered = Object.fromEntries(apart.occasions.map((occasion) => [occasion, apart.planned]));
  const note = { ...apart, on, emptied: false, apart: true };
  return stay({ ...syncs, note, offered: { ...syncs.offered, ...offered } }, "sync note");
}

/** After the reminders: a note nobody wrote into is given up. `due`: when, its stopped days left out. */
export function givesUp(syncs: Syncs, known: Known, at: Moment & { readonly due: Day | null }): Syncs {
  const { now, setting, due } = at;
  const day = dayOf(now);
  if (syncs.note === null || stopped(known) || due === null) return syncs;
  if (!works(day, setting) || now < day + HOUR) return syncs;
  const next = syncs.note.apart ? nextOf(syncs, known, day) : null;
  const room = next !== null && now >= `${workingDays(next.on, -2, setting)}${HOUR}`;
  return room || day >= due ? over(syncs, "missed", now) : syncs;
}
