import { issueOf } from "../follow-ups/missing-notes.ts";
import type { Effect } from "../effect.ts";
import type { IssueId } from "../ids.ts";
import { sameLogin } from "../ids.ts";
import type { NoteIssue } from "../partner/partner.ts";
import { ownerOf } from "../partner/people.ts";
import type { Ruling, Situation } from "../situation.ts";
import type { NoteInPlay } from "../sync/record.ts";
import { collectNotes, writeBack, type Collected } from "../sync/write-back.ts";
import type { Instant } from "../time/time.ts";
import { renderUnreached, renderWhereAreTheNotes } from "../words/sync-note.ts";
import { openIssue } from "./open-sync-note.ts";
import { both, nothing, ruling } from "./ruling.ts";

/** What we opened, or opened again, can be missing from GitHub's answers for a while. */
const SHOWS_WITHIN_MS = 60_000;

interface Followed {
  readonly play: NoteInPlay;
  readonly issue: NoteIssue;
  readonly collected: Collected;
}

/** Follows an open note: whom it reached, its notes, and its being closed. */
export function followNote(situation: Situation, play: NoteInPlay): Ruling {
  if (!situation.history.posted.has(play.key)) return withoutParent(situation, play);
  const issue = issueOf(situation, play);
  if (issue === undefined) return unseen(situation, play);
  const followed: Followed = { play, issue, collected: collectNotes(situation, issue) };
  const told = verify(situation, followed);
  return both(told, issue.state === "closed" ? closed(situation, followed) : open(situation, followed));
}

/** GitHub did not take the issue: the parent may be the reason, so it is tried once on its own. */
function withoutParent(situation: Situation, play: NoteInPlay): Ruling {
  const key = `${play.key}/alone`;
  if (play.key.endsWith("/alone")) return unseen(situation, play);
  return ruling(situation, {
    entries: [{ kind: "sync", fact: { what: "alone", key } }],
    effects: openIssue(situation, { ...play, key }, false),
    dueAt: (situation.now + SHOWS_WITHIN_MS) as Instant,
  });
}

/** Deleted, or not to be read: nothing can come of it any more. */
function unseen(situation: Situation, play: NoteInPlay): Ruling {
  const shows = (play.openedAt + 10 * SHOWS_WITHIN_MS) as Instant;
  return situation.now < shows ? ruling(situation, { dueAt: shows }) : end(situation, "cancelled");
}

function verify(situation: Situation, { play, issue }: Followed): Ruling {
  const { partner } = situation;
  if (play.verified || partner.issue === null) return nothing;
  const unreached = play.mentioned.filter(
    (login) => !issue.reached.some((reached) => sameLogin(reached, login)),
  );
  const key = `${play.key}/unreached`;
  const told = situation.history.syncs.unreached.some((names) => sameNames(names, unreached));
  const to = ownerOf(partner);
  const body = renderUnreached(key, { to, names: unreached, url: issue.url });
  return ruling(situation, {
    entries: [{ kind: "sync", fact: { what: "verified", unreached } }],
    effects:
      unreached.length === 0 || told
        ? []
        : [{ key, kind: "comment", issue: partner.issue.id, body, content: "answer" }],
  });
}

function sameNames(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name) => other.some((same) => sameLogin(name, same)));
}

function closed(situation: Situation, followed: Followed): Ruling {
  const { play, issue, collected } = followed;
  if (collected.touched) return noted(situation, followed);
  if (stopped(situation)) return end(situation, "missed");
  if (play.reopenedAt !== null) return closedAgain(situation, play.reopenedAt);
  const key = `${play.key}/empty`;
  const body = renderWhereAreTheNotes(key, ownerOf(situation.partner));
  return ruling(situation, {
    entries: [{ kind: "sync", fact: { what: "reopened" } }],
    effects: [
      { key: `${play.key}/reopen`, kind: "reopen-issue", issue: issue.id },
      { key, kind: "comment", issue: issue.id, body, content: "answer" },
    ],
    // Open again, it is asked for anew: our own write wakes nobody.
    dueAt: (situation.now + SHOWS_WITHIN_MS) as Instant,
  });
}

/** An answer of GitHub that does not know yet that we opened it again shows it closed as well. */
function closedAgain(situation: Situation, reopenedAt: Instant): Ruling {
  const since = Math.max(reopenedAt, situation.history.postedAt ?? 0);
  const known = (since + SHOWS_WITHIN_MS) as Instant;
  return situation.now < known ? ruling(situation, { dueAt: known }) : end(situation, "missed");
}

/** Takes the notes over to the card. */
export function noted(situation: Situation, { play, issue, collected }: Followed): Ruling {
  const { lines, values } = collected;
  const action = values.nextAction ?? null;
  const { runsPerWeek: runs } = values;
  const given = runs === undefined ? {} : { runs };
  return ruling(situation, {
    entries: [{ kind: "sync", fact: { what: "ended", how: "noted", lines, action, ...given } }],
    effects: writeBack(situation, { key: play.key, on: play.on, url: issue.url, collected }),
    dueAt: situation.now,
  });
}

/** On hold or gone, an untouched one is closed; else nothing but the check of whom it reached is due here. */
function open(situation: Situation, { play, issue, collected }: Followed): Ruling {
  if (stopped(situation)) {
    return collected.touched ? nothing : both(end(situation, "cancelled"), close(situation, play, issue.id));
  }
  const shows = (play.openedAt + SHOWS_WITHIN_MS) as Instant;
  return play.verified || shows <= situation.now ? nothing : ruling(situation, { dueAt: shows });
}

/** On hold or gone: nobody is asked for anything. */
function stopped({ history }: Situation): boolean {
  return history.hold !== null || history.exit !== null;
}

/** Nothing more comes of the note. */
export function end(situation: Situation, how: "missed" | "cancelled"): Ruling {
  return ruling(situation, {
    entries: [{ kind: "sync", fact: { what: "ended", how, lines: [], action: null } }],
    dueAt: situation.now,
  });
}

/** Closes the issue of a note without a word. */
export function close(situation: Situation, { key }: NoteInPlay, issue: IssueId): Ruling {
  const effect: Effect = { key: `${key}/close`, kind: "close-issue", issue, as: "not-planned" };
  return ruling(situation, { effects: [effect] });
}
