import type { Effect } from "../effect.ts";
import { issueOf } from "../follow-ups/missing-notes.ts";
import type { EntryFact } from "../history/entry.ts";
import type { Command } from "../partner/commands.ts";
import { ruling, both } from "../rules/ruling.ts";
import { close } from "../rules/sync-note-in-play.ts";
import type { Situation } from "../situation.ts";
import type { SyncFact, Syncs } from "../sync/record.ts";
import { nextSync, seriesOf } from "../sync/series.ts";
import { collectNotes } from "../sync/write-back.ts";
import type { Day } from "../time/time.ts";
import { dayOf } from "../time/zone.ts";
import { syncTitle } from "../words/sync-note.ts";
import { no, yes, type Outcome } from "./given.ts";

type Sync = Extract<Command, { name: "sync" }>["sync"];

/** An issue of ours that is not seen after this will not be. */
const VISIBLE_AFTER_MS = 60_000;

/** `/sync DATE`, `/sync skip`, `/sync every 2 weeks from DATE`. */
export function sync(situation: Situation, { sync: how }: { readonly sync: Sync }): Outcome {
  const { playbook, now } = situation;
  if (playbook.sync === null) return no("The playbook of this programme has no syncs.");
  if (how.kind === "skip") return skip(situation);
  const day = how.kind === "on" ? how.day : how.from;
  if (day < dayOf(now, playbook.timeZone)) return no("That day is over.");
  if (how.kind === "every") return record(situation, series(how));
  const moved = record(situation, move(situation, how));
  return { ...moved, effects: [...moved.effects, ...retitled(situation, day)] };
}

/** The note that is open already bears the new day, unless somebody gave it a title of their own. */
function retitled(situation: Situation, on: Day): readonly Effect[] {
  const { note } = situation.history.syncs;
  const issue = note === null ? undefined : issueOf(situation, note);
  if (note === null || note.apart || issue?.title !== syncTitle(situation, note)) return [];
  const title = syncTitle(situation, { ...note, on });
  return [{ key: `${note.key}/title/${on}`, kind: "edit-issue", issue: issue.id, title, body: null }];
}

function series({ from, span }: Extract<Sync, { kind: "every" }>): SyncFact {
  return { what: "series", from, every: span };
}

/** The first sync begins the series; a later one is moved and leaves the series where it is. */
function move(situation: Situation, { day }: Extract<Sync, { kind: "on" }>): SyncFact {
  const { syncs } = situation.history;
  const note = syncs.note?.apart === false ? syncs.note : null;
  const planned = note?.planned ?? plannedNext(situation);
  const first = note === null && isNew(syncs);
  if (first || planned === null) {
    return {
      what: "series",
      from: day,
      every: syncs.series?.every ?? situation.playbook.cadences.sync.every,
    };
  }
  return { what: "moved", planned, on: day };
}

function isNew({ doneUntil, skippedUntil }: Syncs): boolean {
  return doneUntil === null && skippedUntil === null;
}

function plannedNext({ history, playbook, now }: Situation): Day | null {
  const found = seriesOf(history, playbook);
  if (found === null) return null;
  return nextSync(history.syncs, found, dayOf(now, playbook.timeZone))?.planned ?? null;
}

function skip(situation: Situation): Outcome {
  const { note } = situation.history.syncs;
  if (note !== null) return cancel(situation);
  const planned = plannedNext(situation);
  if (planned === null) return no("No sync is planned.");
  return record(situation, { what: "skipped", planned });
}

/** The note is open already: it is closed, unless somebody has written into it. */
function cancel(situation: Situation): Outcome {
  const { note } = situation.history.syncs;
  const issue = note === null ? undefined : issueOf(situation, note);
  if (note === null) return no("No sync is planned.");
  if (issue === undefined && situation.now - note.openedAt < VISIBLE_AFTER_MS)
    return no("Its note was opened a moment ago. Please say it again in a minute.");
  if (issue !== undefined && collectNotes(situation, issue).touched) {
    return no("Its note has notes already: close it, and they are taken over.");
  }
  const ended: SyncFact = { what: "ended", how: "cancelled", lines: [], action: null };
  const recorded = record(situation, ended);
  if (issue?.state !== "open") return recorded;
  return yes(both(recorded, close(situation, note, issue.id)));
}

function record(situation: Situation, fact: SyncFact): Outcome {
  const entry: EntryFact = { kind: "sync", fact };
  return yes(ruling(situation, { entries: [entry] }));
}
