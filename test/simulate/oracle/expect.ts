import type { Day, Event, Setting, When } from "../life/act.ts";
import { dayOf, plus, works } from "./calendar.ts";
import { dueDay } from "./due-day.ts";
import { after, nobody, withoutOverHold, type Known } from "./known.ts";
import { afterAct, givesUp, noSyncs, opens, type Syncs } from "./syncs.ts";
import { givenUpOn, keyOf, rowsFor, type Row, type View } from "./table.ts";

/** One touch that people read on a day, and whom it mentions. */
export interface Touch {
  readonly day: Day;
  readonly touch: string;
  readonly to: readonly string[];
  readonly why: string;
}

/** From where to where, and when nobody was there to remind: the App was down. */
export interface Span {
  readonly from: Day;
  readonly until: Day;
  readonly down: readonly (readonly [from: When, to: When])[];
}

interface Walk {
  readonly known: Known;
  readonly syncs: Syncs;
  readonly told: ReadonlyMap<string, When>;
  /** When reminder comments stood, and how many came since anybody did something. */
  readonly spoke: Day | null;
  readonly unanswered: number;
  readonly touches: readonly Touch[];
}

const HOUR = "T09:00";
const PATIENCE = 3;

/** Every touch there should be in this life: day for day, at the hour of reminders and after each act. */
export function expected(events: readonly Event[], setting: Setting, span: Span): readonly Touch[] {
  const begin: Walk = {
    ...{ known: nobody(setting.owner), syncs: noSyncs, told: new Map(), spoke: null },
    ...{ unanswered: 0, touches: [] },
  };
  const moments: readonly (Event | { readonly when: When; readonly act: null })[] = [
    ...events,
    ...hours(span),
  ].sort((a, b) => (a.when < b.when ? -1 : 1));
  return moments.reduce<Walk>((walk, { when, act }) => {
    const settled = atDay(walk, when);
    const acted = act === null ? settled : does(settled, { when, act });
    if (isDown(when, span)) return acted;
    return looks(acted, when, setting);
  }, begin).touches;
}

function isDown(when: When, { down }: Span): boolean {
  return down.some(([from, to]) => from <= when && when < to);
}

function atDay(walk: Walk, when: When): Walk {
  const known = withoutOverHold(walk.known, dayOf(when));
  return known === walk.known ? walk : { ...walk, known, unanswered: 0 };
}

/** Midnight, when holds end, and the hour of every day; and the moments at which the App comes back. */
function hours({ from, until, down }: Span): readonly { readonly when: When; readonly act: null }[] {
  const found: { when: When; act: null }[] = down.map(([, to]) => ({ when: to, act: null }));
  for (let day = from; day < until; day = plus(day, { days: 1 })) {
    found.push({ when: `${day}T00:00`, act: null }, { when: `${day}${HOUR}`, act: null });
  }
  return found;
}

function does(walk: Walk, event: Event): Walk {
  const noteOpen = walk.syncs.note !== null;
  const known = after(walk.known, event);
  const touched = noteOpen ? noted(known, event) : known;
  const { syncs, touches } = afterAct(walk.syncs, event, touched);
  const answered = touched.touchedAt === event.when ? { unanswered: 0 } : {};
  const posted = touches.map((touch) => ({
    ...{ day: dayOf(event.when), touch, to: [touched.owner] },
    why: `${event.act.kind} at ${event.when}`,
  }));
  return { ...walk, ...answered, known: touched, syncs, touches: [...walk.touches, ...posted] };
}

/** What people wrote into a note stands on the card. */
function noted(known: Known, { when, act }: Event): Known {
  if (act.kind !== "closes-note" || !act.filled) return known;
  const fields = act.due === null ? known.fields : { ...known.fields, "Due date": act.due };
  return { ...known, fields, touchedAt: when };
}

/** Notes are opened, then what is due is said, then what nobody wrote into is given up: which may make room. */
function looks(walk: Walk, now: When, setting: Setting): Walk {
  if (walk.known.stage === null) return walk;
  const opened = opensNote(walk, now, setting);
  const reminded = reminds(opened, now, setting);
  const due = givenUpOn(viewOf(reminded, now, setting));
  const syncs = givesUp(reminded.syncs, reminded.known, { now, setting, due });
  const after = { ...reminded, syncs };
  return walk.syncs.note !== null && syncs.note === null ? opensNote(after, now, setting) : after;
}

function opensNote(walk: Walk, now: When, setting: Setting): Walk {
  const turn = opens(walk.syncs, walk.known, { now, setting });
  const to = [setting.contact, walk.known.owner];
  const found = turn.touches.map((touch) => ({ day: dayOf(now), touch, to, why: "the series of syncs" }));
  return { ...walk, syncs: turn.syncs, touches: [...walk.touches, ...found] };
}

function viewOf({ known, syncs, told }: Walk, now: When, setting: Setting): View {
  return { known, syncs, setting, now, told };
}

/** Neither held nor snoozed, on a working day from the hour on, and nothing was said yet today. */
function speaks({ known, spoke, unanswered }: Walk, now: When, setting: Setting): boolean {
  const day = dayOf(now);
  if (known.hold !== null || (known.snoozed !== null && day < known.snoozed)) return false;
  return works(day, setting) && now >= day + HOUR && spoke !== day && unanswered < PATIENCE;
}

/** One comment for all that is due, on a working day from the hour on, once a day, at most three unanswered. */
function reminds(walk: Walk, now: When, setting: Setting): Walk {
  const { told } = walk;
  const day = dayOf(now);
  if (!speaks(walk, now, setting)) return walk;
  const view = viewOf(walk, now, setting);
  const due = rowsFor(view).flatMap((row) => isDue(row, view));
  const pressing = due.some(({ row }) => row.idle !== true)
    ? due.filter(({ row }) => row.idle !== true)
    : due;
  if (pressing.length === 0) return walk;
  const unanswered = walk.unanswered + 1;
  const escalates = unanswered === PATIENCE || pressing.some(({ row }) => row.lead === true);
  const to = recipients(walk.known.owner, { setting, day, escalates });
  return {
    ...walk,
    ...{ spoke: day, unanswered },
    told: new Map([...told, ...pressing.map(({ key }) => [key, now] as const)]),
    touches: [...walk.touches, ...pressing.map(({ row }) => ({ day, touch: row.touch, to, why: row.why }))],
  };
}

function isDue(row: Row, view: View): readonly { readonly row: Row; readonly key: string }[] {
  const from = row.from(view);
  if (from === null) return [];
  const key = keyOf(row, from.once);
  const day = dueDay(row, from.day, view);
  return view.told.has(key) || day === null || view.now < day + HOUR ? [] : [{ row, key }];
}

interface Sending {
  readonly setting: Setting;
  readonly day: Day;
  readonly escalates: boolean;
}

/** The owner, or who stands in; the lead too once two reminders had no reaction. */
function recipients(owner: string, { setting, day, escalates }: Sending): readonly string[] {
  const { away, lead } = setting;
  const to = away?.login === owner && day <= away.until ? away.cover : owner;
  return [...new Set([to, ...(escalates ? [lead] : [])])];
}
