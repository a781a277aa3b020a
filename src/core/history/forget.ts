import type { Login } from "../ids.ts";
import type { SyncFact } from "../sync/record.ts";
import type { Entry } from "./entry.ts";

/** GitHub's own name for an account that is gone. */
const GHOST = "ghost" as Login;
const nobody = { by: null };
const nothing = {};

/** What stands in place of logins and of whatever somebody wrote. */
const blanks: { readonly [Kind in Entry["kind"]]: Partial<Extract<Entry, { kind: Kind }>> } = {
  candidate: { author: null },
  entered: nobody,
  refused: nobody,
  "stood-up": nobody,
  reopening: nobody,
  replied: nobody,
  resumed: nobody,
  exited: { by: null, reason: "" },
  commanded: { by: GHOST },
  snoozed: { by: GHOST },
  overridden: { by: GHOST, reason: "" },
  held: { by: GHOST, reason: "" },
  reminded: nothing,
  noticed: { mark: "" },
  adopted: nothing,
  appeared: nothing,
  added: nothing,
  delayed: nothing,
  "stood-down": nothing,
  progress: nothing,
  told: nothing,
  forgotten: nothing,
  observed: nothing,
  reopened: nothing,
  sent: nothing,
  withdrawn: nothing,
  sync: nothing,
  health: nothing,
  heard: nothing,
  read: nothing,
  posted: nothing,
  "names-forgotten": nothing,
};

const syncBlanks: { readonly [What in SyncFact["what"]]: Partial<Extract<SyncFact, { what: What }>> } = {
  opened: { mentioned: [] },
  verified: { unreached: [] },
  ended: { lines: [], action: null },
  series: nothing,
  moved: nothing,
  skipped: nothing,
  alone: nothing,
  reopened: nothing,
  answered: nothing,
};

/** The entry without logins and without anything that somebody wrote: what happened, and when. */
export function withoutNames(entry: Entry): Entry {
  if (entry.kind !== "sync") return { ...entry, ...blanks[entry.kind] } as Entry;
  return { ...entry, fact: { ...entry.fact, ...syncBlanks[entry.fact.what] } as SyncFact };
}
