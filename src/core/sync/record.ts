import type { Login } from "../ids.ts";
import type { Day, Instant, Span } from "../time/time.ts";

/** What a sync note holds beside the sync itself. */
export type Occasion = "retrospective" | "review";

/** One fact about a partner's syncs, as the journal keeps it. All but the first three are of the note in play. */
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
    }
  /** The parent was not taken: opened once more, on its own. */
  | { readonly what: "alone"; readonly key: string }
  /** Who was mentioned is known to be reached, but for these. */
  | { readonly what: "verified"; readonly unreached: readonly Login[] }
  | { readonly what: "asked"; readonly times: 1 | 2 }
  /** It was closed without notes, and opened again with a question. */
  | { readonly what: "reopened" }
  | {
      readonly what: "ended";
      readonly how: "noted" | "missed" | "cancelled";
      /** First lines of what entitled people wrote. */
      readonly lines: readonly string[];
      /** The next action as the note gives it. */
      readonly action: string | null;
    };

/** What is remembered of a partner's syncs. */
export interface Syncs {
  /** Null: nobody set one; it follows from when the stage was entered. */
  readonly series: { readonly from: Day; readonly every: Span } | null;
  /** Planned days up to this one are dealt with. */
  readonly doneUntil: Day | null;
  readonly moved: { readonly planned: Day; readonly on: Day } | null;
  /** The one note in play. */
  readonly note: NoteInPlay | null;
  /** The last note with notes. */
  readonly last: {
    readonly on: Day;
    readonly lines: readonly string[];
    readonly action: string | null;
  } | null;
  /** The last sync whose note held this. */
  readonly held: Readonly<Record<Occasion, Day | null>>;
  /** Who could not be reached, as the owner was told. */
  readonly unreached: readonly (readonly Login[])[];
}

export interface NoteInPlay {
  readonly key: string;
  readonly planned: Day;
  readonly on: Day;
  readonly openedAt: Instant;
  readonly occasions: readonly Occasion[];
  readonly mentioned: readonly Login[];
  readonly verified: boolean;
  readonly asked: 0 | 1 | 2;
  readonly reopened: boolean;
}

/** No sync on record. */
export const noSyncs: Syncs = {
  series: null,
  doneUntil: null,
  moved: null,
  note: null,
  last: null,
  held: { retrospective: null, review: null },
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
      return { ...syncs, note: opened(fact, at) };
    case "ended":
      return ended(syncs, fact);
    case "verified":
      return verified(syncs, fact);
    case "alone":
    case "asked":
    case "reopened":
      return changedNote(syncs, fact);
  }
}

function changedNote(syncs: Syncs, fact: Of<"alone" | "asked" | "reopened">): Syncs {
  return { ...syncs, note: syncs.note === null ? null : changed(syncs.note, fact) };
}

function plannedAnew(syncs: Syncs, fact: Of<"series" | "moved" | "skipped">): Syncs {
  if (fact.what === "series") {
    return { ...syncs, series: { from: fact.from, every: fact.every }, moved: null };
  }
  const { planned } = fact;
  if (fact.what === "skipped") return { ...syncs, doneUntil: planned, moved: null };
  const { on } = fact;
  const note = syncs.note?.planned === planned ? { ...syncs.note, on } : syncs.note;
  return { ...syncs, moved: { planned, on }, note };
}

function verified(syncs: Syncs, { unreached }: Of<"verified">): Syncs {
  const note = syncs.note === null ? null : { ...syncs.note, verified: true };
  return { ...syncs, note, unreached: [...syncs.unreached, unreached] };
}

function opened({ key, planned, on, occasions, mentioned }: Of<"opened">, at: Instant): NoteInPlay {
  return {
    ...{ key, planned, on, occasions, mentioned },
    openedAt: at,
    verified: false,
    asked: 0,
    reopened: false,
  };
}

type Of<What extends SyncFact["what"]> = Extract<SyncFact, { what: What }>;

function changed(note: NoteInPlay, fact: Of<"alone" | "asked" | "reopened">): NoteInPlay {
  switch (fact.what) {
    case "alone":
      return { ...note, key: fact.key };
    case "asked":
      return { ...note, asked: fact.times };
    case "reopened":
      return { ...note, reopened: true };
  }
}

function ended(syncs: Syncs, { how, lines, action }: Of<"ended">): Syncs {
  const { note } = syncs;
  if (note === null) return syncs;
  const over = { ...syncs, note: null, moved: null, doneUntil: note.planned };
  if (how !== "noted") return over;
  const held = Object.fromEntries(note.occasions.map((occasion) => [occasion, note.on]));
  return { ...over, last: { on: note.on, lines, action }, held: { ...syncs.held, ...held } };
}
