import type { Decision } from "./read-review.ts";
import type { Login } from "../ids.ts";
import type { Day, Instant, Span } from "../time/time.ts";

/** What a sync note holds beside the sync itself. */
export type Occasion = "retrospective" | "review";

/** One fact about a partner's syncs, as the journal keeps it. The first three and the last are not of the note in play. */
export type SyncFact =
  /** The series counts from this day. */
  | { readonly what: "series"; readonly from: Day; readonly every: Span }
  /** The sync planned for one day is held on another; the series stays. */
  | { readonly what: "moved"; readonly planned: Day; readonly on: Day }
  | { readonly what: "skipped"; readonly planned: Day }
  | {
      readonly what: "opened";
      /** Effect key of the issue. */
      readonly key: string;
      readonly planned: Day;
      readonly on: Day;
      readonly occasions: readonly Occasion[];
      readonly mentioned: readonly Login[];
      /** No sync is near: the issue is for the occasions alone. */
      readonly apart?: boolean;
    }
  /** The parent was not taken: opened once more, on its own. */
  | { readonly what: "alone"; readonly key: string }
  /** Who was mentioned is known to be reached, but for these. */
  | { readonly what: "verified"; readonly unreached: readonly Login[] }
  /** It was closed without notes, and opened again with a question. */
  | { readonly what: "reopened" }
  | {
      readonly what: "ended";
      readonly how: "noted" | "missed" | "cancelled";
      /** First lines of what entitled people wrote. */
      readonly lines: readonly string[];
      /** The next action as the note gives it. */
      readonly action: string | null;
      /** The runs per week that it gives. */
      readonly runs?: number;
    }
  /** The owner answered the question after a review. */
  | { readonly what: "answered"; readonly decision: Decision | null; readonly nps: number | null };

/** What is remembered of a partner's syncs. */
export interface Syncs {
  /** Null: nobody set one; it follows from when the stage was entered. */
  readonly series: { readonly from: Day; readonly every: Span } | null;
  /** Planned days up to this one are dealt with. */
  readonly doneUntil: Day | null;
  /** Planned days of this series up to this one were called off in words; another series knows nothing of that. */
  readonly skippedUntil: Day | null;
  readonly moved: { readonly planned: Day; readonly on: Day } | null;
  /** The one note in play. */
  readonly note: NoteInPlay | null;
  /** The last note with notes. */
  readonly last: {
    readonly on: Day;
    readonly lines: readonly string[];
    readonly action: string | null;
  } | null;
  /** The last meeting that held this, by its notes. */
  readonly held: Readonly<Record<Occasion, Day | null>>;
  /** The last day for which it stood in a note, whatever became of that. */
  readonly offered: Readonly<Record<Occasion, Day | null>>;
  /** The last review that was held, and when its notes were taken over. */
  readonly reviewed: {
    readonly on: Day;
    readonly at: Instant;
    /** Null: not given yet. */
    readonly decision: Decision | null;
  } | null;
  /** Numbers that people gave anew, by the card's field: also one that did not change is known from then on. */
  readonly given: Readonly<Partial<Record<GivenNumber, { readonly number: number; readonly at: Instant }>>>;
  /** Who could not be reached, as the owner was told. */
  readonly unreached: readonly (readonly Login[])[];
}

/** Key of a field whose number people give in notes and answers. */
export type GivenNumber = "runsPerWeek" | "nps";

export interface NoteInPlay {
  readonly key: string;
  readonly planned: Day;
  readonly on: Day;
  readonly openedAt: Instant;
  readonly occasions: readonly Occasion[];
  readonly mentioned: readonly Login[];
  readonly verified: boolean;
  readonly apart: boolean;
  /** When it was opened again because it was closed without notes. */
  readonly reopenedAt: Instant | null;
}

/** No sync on record. */
export const noSyncs: Syncs = {
  series: null,
  doneUntil: null,
  skippedUntil: null,
  moved: null,
  note: null,
  last: null,
  held: { retrospective: null, review: null },
  offered: { retrospective: null, review: null },
  reviewed: null,
  given: {},
  unreached: [],
};

/** What is remembered after one more fact. */
export function rememberSync(syncs: Syncs, fact: SyncFact, at: Instant): Syncs {
  switch (fact.what) {
    case "series":
    case "moved":
    case "skipped":
      return plannedAnew(syncs, fact);
    case "opened":
      return opens(syncs, fact, at);
    case "ended":
      return ended(syncs, fact, at);
    case "verified":
      return verified(syncs, fact);
    case "answered":
      return answered(syncs, fact, at);
    case "alone":
    case "reopened":
      return changedNote(syncs, fact, at);
  }
}

function answered(syncs: Syncs, { decision, nps }: Of<"answered">, at: Instant): Syncs {
  const { reviewed } = syncs;
  return {
    ...syncs,
    reviewed: reviewed && { ...reviewed, decision: decision ?? reviewed.decision },
    given: nps === null ? syncs.given : { ...syncs.given, nps: { number: nps, at } },
  };
}

function changedNote(syncs: Syncs, fact: Of<"alone" | "reopened">, at: Instant): Syncs {
  return { ...syncs, note: syncs.note === null ? null : changed(syncs.note, fact, at) };
}

function plannedAnew(syncs: Syncs, fact: Of<"series" | "moved" | "skipped">): Syncs {
  if (fact.what === "series") {
    return { ...syncs, series: { from: fact.from, every: fact.every }, moved: null, skippedUntil: null };
  }
  const { planned } = fact;
  if (fact.what === "skipped") return { ...syncs, skippedUntil: planned, moved: null };
  const { on } = fact;
  const note = syncs.note?.planned === planned ? { ...syncs.note, on } : syncs.note;
  return { ...syncs, moved: { planned, on }, note };
}

function verified(syncs: Syncs, { unreached }: Of<"verified">): Syncs {
  const note = syncs.note === null ? null : { ...syncs.note, verified: true };
  return { ...syncs, note, unreached: [...syncs.unreached, unreached] };
}

function opens(syncs: Syncs, fact: Of<"opened">, at: Instant): Syncs {
  const { key, planned, on, occasions, mentioned, apart = false } = fact;
  const state = { openedAt: at, verified: false, reopenedAt: null };
  const note = { ...{ key, planned, on, occasions, mentioned, apart }, ...state };
  return { ...syncs, note, offered: apart ? each(syncs.offered, occasions, planned) : syncs.offered };
}

type Of<What extends SyncFact["what"]> = Extract<SyncFact, { what: What }>;

function changed(note: NoteInPlay, fact: Of<"alone" | "reopened">, at: Instant): NoteInPlay {
  return fact.what === "alone" ? { ...note, key: fact.key } : { ...note, reopenedAt: at };
}

function ended(syncs: Syncs, { how, lines, action, runs }: Of<"ended">, at: Instant): Syncs {
  const { note } = syncs;
  if (note === null) return syncs;
  const { on, occasions } = note;
  const passed = note.apart ? {} : { moved: null, doneUntil: note.planned };
  const over = { ...syncs, ...passed, note: null };
  if (how === "cancelled") return over;
  const offered = each(syncs.offered, occasions, note.apart ? note.planned : on);
  if (how === "missed") return { ...over, offered };
  return {
    ...{ ...over, offered, last: { on, lines, action } },
    held: each(syncs.held, occasions, on),
    reviewed: occasions.includes("review") ? { on, at, decision: null } : syncs.reviewed,
    given: runs === undefined ? syncs.given : { ...syncs.given, runsPerWeek: { number: runs, at } },
  };
}

function each(
  days: Syncs["held"],
  occasions: readonly Occasion[],
  day: Day,
): Readonly<Record<Occasion, Day | null>> {
  return { ...days, ...Object.fromEntries(occasions.map((occasion) => [occasion, day])) };
}
