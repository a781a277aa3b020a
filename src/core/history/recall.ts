import { noSyncs, rememberSync } from "../sync/record.ts";
import type { CommentId } from "../ids.ts";
import type { Entry } from "./entry.ts";
import type { Instant } from "../time/time.ts";
import type { History, Stop, Visit } from "./history.ts";

/** Nothing on record. */
export const blank: History = {
  firstSeen: null,
  onRecord: false,
  addedAt: null,
  candidate: false,
  stage: null,
  visits: [],
  hold: null,
  exit: null,
  refusal: null,
  refusals: 0,
  movesBack: [],
  reopenings: [],
  delayed: null,
  stoodDown: null,
  observed: [],
  observedAway: false,
  replies: [],
  sent: [],
  stops: [],
  reminders: [],
  withdrawn: 0,
  mark: null,
  planned: false,
  unplannedAt: null,
  heardAt: null,
  answered: new Set(),
  syncs: noSyncs,
  health: null,
  readUntil: null,
  posted: new Map(),
  postedAt: null,
};

/** Everything we remember of a partner, from its journal in the order it was written. */
export function recall(entries: readonly Entry[]): History {
  return entries.reduce(remember, blank);
}

/** The history after one more entry. */
export function remember(history: History, entry: Entry): History {
  const handler = handlers[entry.kind] as (history: History, entry: Entry) => History;
  const heardAt = byPeople.has(entry.kind) ? later(history.heardAt, entry.at) : history.heardAt;
  return handler({ ...history, heardAt, firstSeen: history.firstSeen ?? entry.at }, entry);
}

/** What only people bring about: reminders before it count as answered. */
const byPeople: ReadonlySet<Entry["kind"]> = new Set([
  "appeared",
  "entered",
  "refused",
  "replied",
  "commanded",
  "sent",
  "resumed",
  "reopened",
  "heard",
]);

function later(a: Instant | null, b: Instant): Instant {
  return a !== null && a > b ? a : b;
}

/** Only a date that was seen and is gone has a moment; that none was ever set has none. */
function unplannedAt(
  history: History,
  { at, planned }: { readonly at: Instant; readonly planned: boolean },
): Instant | null {
  if (planned) return null;
  return history.planned ? at : history.unplannedAt;
}

type Handlers = {
  [Kind in Entry["kind"]]: (history: History, entry: Extract<Entry, { kind: Kind }>) => History;
};

const handlers: Handlers = {
  adopted: (history, entry) =>
    enter({ ...history, onRecord: true, candidate: false }, { ...entry, adopted: true }),
  appeared: (history, entry) =>
    enter({ ...history, onRecord: true, candidate: false }, { ...entry, adopted: false }),
  candidate: (history) => ({ ...history, candidate: true }),
  added: (history, { at }) => ({ ...history, addedAt: at }),
  entered: (history, entry) => enter(history, { ...entry, adopted: false }),
  refused: (history, { at, target, by, missing, waits, movedAt, comment, undone }) => ({
    ...history,
    delayed: null,
    refusals: history.refusals + 1,
    refusal: { target, by, at, movedAt, missing, waits, comment, toldAt: null },
    movesBack: undone ? [...history.movesBack, { at, by, target, comment }] : history.movesBack,
  }),
  delayed: (history, { option, until }) => ({ ...history, delayed: { option, until } }),
  "stood-down": (history, { at, because, option }) => ({
    ...history,
    delayed: null,
    stoodDown: { at, because, option },
  }),
  "stood-up": (history) => ({ ...history, stoodDown: null, delayed: null }),
  progress: (history, { missing, waits }) => ({
    ...history,
    refusal: history.refusal && { ...history.refusal, missing, waits, toldAt: null },
  }),
  told: (history, { at }) => ({
    ...history,
    refusal: history.refusal && { ...history.refusal, toldAt: at },
  }),
  forgotten: (history) => ({ ...history, refusal: null }),
  observed: (history, { at, target, missing }) => ({
    ...history,
    observed: [...history.observed, { at, target, missing }],
    observedAway: target === null,
  }),
  replied: (history, { at, by }) => ({ ...history, replies: [...history.replies, { at, by }] }),
  commanded: (history, { comment }) => ({
    ...history,
    answered: new Set<CommentId>([...history.answered, comment]),
  }),
  overridden: (history) => history,
  held: (history, { at, until, reason }) => ({
    ...history,
    refusal: null,
    hold: { since: at, until, reason },
    stops: [...history.stops, { why: "hold", from: at, to: until }],
  }),
  resumed: (history, { at }) => ({ ...history, hold: null, stops: ended(history.stops, "hold", at) }),
  exited: (history, { at, why, until = null }) => ({
    ...history,
    refusal: null,
    delayed: null,
    // The reason may be given later than the partner left.
    exit: { at: history.exit?.at ?? at, why, until },
    stops: history.exit === null ? [...history.stops, { why: "exit", from: at, to: null }] : history.stops,
  }),
  reopening: (history, { at, by, closedAt }) => ({
    ...history,
    reopenings: [...history.reopenings, { at, by, closedAt }],
  }),
  reopened: (history, entry) =>
    enter(
      { ...history, exit: null, stops: ended(history.stops, "exit", entry.at) },
      { ...entry, adopted: false },
    ),
  sent: (history, { at, day }) => ({ ...history, sent: [...history.sent, { at, day }] }),
  snoozed: (history, { at, until }) => ({
    ...history,
    // The last word counts, a shorter one as well.
    stops: [...ended(history.stops, "snooze", at), { why: "snooze", from: at, to: until }],
  }),
  reminded: (history, { at, key, touches }) => ({
    ...history,
    reminders: [...history.reminders, { key, at, touches }],
  }),
  noticed: (history, { at, mark, planned = history.planned }) => ({
    ...history,
    ...{ mark, planned, unplannedAt: unplannedAt(history, { at, planned }) },
    heardAt: history.mark === null ? history.heardAt : later(history.heardAt, at),
  }),
  withdrawn: (history, { key }) => ({
    ...history,
    withdrawn: history.withdrawn + 1,
    reminders: history.reminders.filter((reminder) => reminder.key !== key),
  }),
  sync: (history, { at, fact }) => ({
    ...history,
    heardAt: fact.what === "ended" && fact.how === "noted" ? later(history.heardAt, at) : history.heardAt,
    syncs: rememberSync(history.syncs, fact, at),
  }),
  health: (history, { at, value }) => ({
    ...history,
    health: { at, value, number: (history.health?.number ?? 0) + 1 },
  }),
  heard: (history) => history,
  "names-forgotten": (history) => history,
  read: (history, { until }) => ({ ...history, readUntil: until }),
  posted: (history, { at, key, id }) => ({
    ...history,
    posted: new Map([...history.posted, [key, id]]),
    postedAt: at,
    reminders: history.reminders.map((reminder) => (reminder.key === key ? { ...reminder, at } : reminder)),
  }),
};

function ended(stops: readonly Stop[], why: Stop["why"], at: Instant): readonly Stop[] {
  return stops.map((stop) => (stop.why === why && (stop.to ?? Infinity) > at ? { ...stop, to: at } : stop));
}

interface Entering {
  readonly stage: Visit["stage"] | null;
  readonly at: Instant;
  readonly on?: Visit["enteredOn"];
  readonly adopted: boolean;
}

function enter(history: History, { stage, at, on, adopted }: Entering): History {
  const settled = { ...history, refusal: null, delayed: null, stoodDown: null, observedAway: false };
  if (stage === history.stage) return settled;
  const left = history.visits.map((visit) => (visit.leftAt === null ? { ...visit, leftAt: at } : visit));
  const visits =
    stage === null ? left : [...left, { stage, enteredAt: at, enteredOn: on, leftAt: null, adopted }];
  return { ...settled, stage, visits };
}
