import type { EntryFact } from "../history/entry.ts";
import { sameLogin, type StageId } from "../ids.ts";
import { contactsOf } from "../partner/contacts.ts";
import type { Comment, Issue, StatusEvent } from "../partner/partner.ts";
import { stageOf } from "../playbook/stages.ts";
import type { Situation } from "../situation.ts";
import { readMarkers, type Marker } from "../text/marker.ts";
import type { Day, Instant } from "../time/time.ts";
import { startOfDay } from "../time/zone.ts";
import { syncTitle } from "../words/sync-note.ts";

type Restored = EntryFact & { readonly at?: Instant };

/**
 * What GitHub itself still tells of a partner that we kept before our record was lost: since when it stands in its
 * stage, and what we said. Null: there is no sign of ours, so the board is new to us.
 */
export function restore(situation: Situation, stage: StageId): readonly Restored[] | null {
  const { issue } = situation.partner;
  const signs = (issue?.comments ?? []).flatMap(signsIn);
  if (issue === null || signs.length === 0) return null;
  return [
    {
      kind: "adopted",
      stage,
      at: countedFrom(situation, signs, enteredAt(situation, issue, stage)),
      restored: true,
    },
    ...refusals(signs),
    ...signs.flatMap(said),
    ...replies(situation, issue),
    ...notes(situation, issue),
    { kind: "read", until: situation.now },
  ];
}

interface Sign {
  readonly comment: Comment;
  readonly marker: Marker;
}

function signsIn(comment: Comment): readonly Sign[] {
  return comment.ours ? readMarkers(comment.body).map((marker) => ({ comment, marker })) : [];
}

/** A comment stands, and a reminder among them speaks for its touches. */
function said({ comment: { id, createdAt: at }, marker }: Sign): readonly Restored[] {
  const { key, kind } = marker;
  const posted = { at, kind: "posted", key, id } as const;
  if (kind !== "reminder") return [posted];
  const touches = marker["touches"];
  return typeof touches === "string"
    ? [{ at, kind: "reminded", key, touches: touches.split(" ") }, posted]
    : [posted];
}

/** Refusals number the comments: a new one must not bear the number of one that stands. What they were for is not known. */
function refusals(signs: readonly Sign[]): readonly Restored[] {
  const numbers = signs.flatMap(({ marker: { key, kind } }) => (kind === "refusal" ? numberIn(key) : []));
  const last = signs.findLast(({ marker: { kind } }) => kind === "refusal");
  const at = last?.comment.createdAt;
  if (last === undefined || at === undefined) return [];
  const comment = last.marker.key;
  const count = Math.max(0, ...numbers);
  const nothing = { target: null, option: null, by: null, missing: [], waits: false, undone: false };
  return Array.from({ length: count }, () => ({ kind: "refused", at, movedAt: at, comment, ...nothing }));
}

function numberIn(key: string): readonly number[] {
  const found = /\/(\d{1,6})$/.exec(key)?.[1];
  return found === undefined ? [] : [Number(found)];
}

/** When people put the card where it stands, past our own moves back; null: the timeline does not tell. */
function enteredAt({ playbook, self }: Situation, { statusEvents }: Issue, stage: StageId): Instant | null {
  const { name } = stageOf(playbook, stage);
  const stays = statusEvents.reduce<readonly StatusEvent[]>((sofar, event) => {
    const last = sofar.at(-1);
    const ours = event.by !== null && sameLogin(event.by.login, self);
    const undoes = ours && last?.from === event.to && last.to === event.from;
    return undoes ? sofar.slice(0, -1) : [...sofar, event];
  }, []);
  const last = stays.at(-1);
  return last?.to === name ? last.at : null;
}

/** Touches that count from something else than the stage. */
const ELSEWHERE = /^(?:next-action|missing-notes)\/|\/cleared\//;

/** A partner that was adopted then counts from that later day, as the touches that were posted say. */
function countedFrom({ playbook, now }: Situation, signs: readonly Sign[], entered: Instant | null): Instant {
  const touches = signs.flatMap(({ marker }) => String(marker["touches"] ?? "").split(" "));
  const days = touches.flatMap((touch) => {
    const day = ELSEWHERE.test(touch) ? undefined : /\/(\d{4}-\d{2}-\d{2})$/.exec(touch)?.[1];
    return day === undefined ? [] : startOfDay(day as Day, playbook.timeZone);
  });
  const past = days.filter((day) => day <= now);
  return Math.max(entered ?? (past.length === 0 ? now : 0), ...past) as Instant;
}

function replies({ partner }: Situation, { comments }: Issue): readonly Restored[] {
  const contacts = contactsOf(partner);
  return comments.flatMap(({ author, createdAt: at }): readonly Restored[] => {
    const isContact = contacts.some(({ login }) => author !== null && sameLogin(login, author.login));
    return isContact ? [{ at, kind: "replied", by: author?.login ?? null, how: "comment" }] : [];
  });
}

/** Sync notes among the sub-issues, by the title that we would give them; the last may still be in play. */
function notes(situation: Situation, { linked }: Issue): readonly Restored[] {
  const found = linked.flatMap(({ id, title = "", state, relation }) => {
    const on = /(\d{4}-\d{2}-\d{2})$/.exec(title)?.[1] as Day | undefined;
    const ours = on !== undefined && title === syncTitle(situation, { on, apart: false, occasions: [] });
    return relation === "sub-issue" && ours ? [{ id, on, open: state === "open" }] : [];
  });
  return found
    .sort((a, b) => (a.on < b.on ? -1 : 1))
    .flatMap(({ id, on, open }): readonly Restored[] => {
      const key = `sync/${on}`;
      const opened = { what: "opened", key, planned: on, on, occasions: [], mentioned: [] } as const;
      const over = { what: "ended", how: "cancelled", lines: [], action: null } as const;
      return [
        { kind: "sync", fact: opened },
        { kind: "posted", key, id },
        { kind: "sync", fact: { what: "verified", unreached: [] } },
        ...(open ? [] : [{ kind: "sync", fact: over } as const]),
      ];
    });
}
