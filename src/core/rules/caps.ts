import type { Actor } from "../history/entry.ts";
import type { History } from "../history/history.ts";
import type { Instant } from "../time/time.ts";

/** Whether a move may be undone now, later, or not at all any more. */
export type Cap =
  | { readonly kind: "now" }
  | { readonly kind: "later"; readonly until: Instant }
  | { readonly kind: "stop"; readonly because: "bot" | "daily-cap" };

/** Something that was undone before, and whose it was. */
type MoveBack = Pick<History["movesBack"][number], "at" | "by">;

const minute = 60_000;
const day = 24 * 60 * minute;
/** At most `count` moves back of one card in any `window` ms; beyond these it waits. */
const windows = [
  { count: 2, window: minute },
  { count: 3, window: 10 * minute },
] as const;
const perDay = 6;
const againstBots = 1;

/** Slows down rather than fights: invariant I6. A day is any 24 hours. */
export function decideCap(movesBack: readonly MoveBack[], mover: Actor | null, now: Instant): Cap {
  const today = movesBack.filter(({ at }) => at > now - day);
  if (mover?.bot === true && today.filter(({ by }) => by?.bot === true).length >= againstBots)
    return { kind: "stop", because: "bot" };
  if (today.length >= perDay) return { kind: "stop", because: "daily-cap" };
  const until = Math.max(now, ...windows.map(({ count, window }) => opensAt(movesBack, count, window)));
  return until > now ? { kind: "later", until: until as Instant } : { kind: "now" };
}

/** When the window has room again: `window` after the `count`-th last move back. */
function opensAt(movesBack: readonly MoveBack[], count: number, window: number): number {
  const oldest = movesBack.at(-count);
  return oldest === undefined ? 0 : oldest.at + window;
}
