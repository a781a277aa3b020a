import type { Instant } from "../core/time/time.ts";

/** What was sent before, as `Claim.sentSince` gives it. `contents` counts every comment and issue, reminders among them. */
export interface SentRow {
  readonly at: Instant;
  readonly contents: number;
  readonly reminders: number;
}

/**
 * read: asks only · write: changes something, creates no content · content: creates comments or issues ·
 * reminder: creates reminders or sync notes, which leave room for the rest.
 */
export type SendKind = "read" | "write" | "content" | "reminder";

export interface SlotRequest {
  /** At least everything sent within the last hour, in any order. */
  readonly sent: readonly SentRow[];
  readonly now: Instant;
  readonly kind: SendKind;
  /** How many comments and issues the document creates; ignored for `read` and `write`. */
  readonly count: number;
}

interface Window {
  readonly span: number;
  readonly most: number;
  readonly of: "contents" | "reminders";
}

/** Time on the wire differs from one request to the next: what left a second apart must not arrive closer. */
const MARGIN = 50;
const SPACING = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;

const CONTENT: readonly Window[] = [
  { span: MINUTE, most: 80, of: "contents" },
  { span: HOUR, most: 500, of: "contents" },
];
const REMINDER: readonly Window[] = [
  { span: MINUTE, most: 60, of: "reminders" },
  { span: HOUR, most: 400, of: "reminders" },
];

/** How far back `SlotRequest.sent` has to reach. */
export const LIMITER_MEMORY_MS = HOUR + MARGIN;

/**
 * The earliest moment, not before `now`, at which a document may be sent: writes of an installation at least
 * 1 s apart, content at most 80 a minute and 500 an hour, reminders and sync notes at most 60 and 400 of these.
 */
export function nextSlot({ sent, now, kind, count }: SlotRequest): Instant {
  if (kind === "read") return now;
  const spaced = latest(sent.map(({ at }) => at + SPACING + MARGIN));
  const free = windowsOf(kind).map((window) => freeAt(window, sent, count));
  return Math.max(now, spaced, ...free) as Instant;
}

function windowsOf(kind: SendKind): readonly Window[] {
  if (kind === "reminder") return [...CONTENT, ...REMINDER];
  return kind === "content" ? CONTENT : [];
}

/** When enough of what was sent has left the window for `count` more to fit. */
function freeAt({ span, most, of }: Window, sent: readonly SentRow[], count: number): number {
  if (count > most) throw new RangeError(`${count} contents in one document fit no window of ${most}`);
  const newestFirst = [...sent].sort((a, b) => b.at - a.at);
  let room = most - count;
  for (const row of newestFirst) {
    room -= row[of];
    if (room < 0) return row.at + span + MARGIN;
  }
  return 0;
}

function latest(moments: readonly number[]): number {
  return moments.reduce((last, moment) => Math.max(last, moment), 0);
}
