import { setTimeout as pause } from "node:timers/promises";
import type { Standing } from "../../../src/sandbox/app/messages.ts";
import type { Theatre } from "./theatre.ts";

/** How waiting ended: at rest, or because a process was killed by its trap. */
export type Rest = "at rest" | "killed";

const LOOK_EVERY_MS = 5;
/** So many looks without a change before a limit, a doubt or a poll is run forward. */
const STILL_LOOKS = 2;
const STUCK_LOOKS = 90;
/** Real time without any change. */
const GIVE_UP_MS = 60_000;
/** Longer than the worker waits for a lock that somebody else had. */
const NUDGE_MS = 1_100;

/** Waits until no delivery is under way and no process has anything to do; waits of theirs are run forward. */
export async function rest(theatre: Theatre): Promise<Rest> {
  let changed = performance.now();
  let still = { as: "", looks: 0 };
  for (;;) {
    if (theatre.slots.every((slot) => slot.actor() === null)) return "killed";
    const look = await glance(theatre);
    if (look.text !== still.as) changed = performance.now();
    still = { as: look.text, looks: look.text === still.as ? still.looks + 1 : 0 };
    if (look.standing !== null && look.quiet) {
      const next = whatNext(look.standing, { now: theatre.pieces.clock.now(), still: still.looks });
      if (next === "rest") return "at rest";
      if (next !== "look") {
        still = { as: "", looks: 0 };
        await theatre.turn(next);
      }
    }
    if (performance.now() - changed > GIVE_UP_MS)
      throw new Error(`not at rest, and nothing changed for ${String(GIVE_UP_MS / 1000)} s: ${look.text}`);
    await pause(LOOK_EVERY_MS);
  }
}

interface Glance {
  /** Null: a process could not say. */
  readonly standing: Standing | null;
  readonly quiet: boolean;
  readonly text: string;
}

async function glance({ slots, pieces: { dispatcher } }: Theatre): Promise<Glance> {
  // A delivery that is under way while a process looks, and over when it answers, is not in what it saw.
  const begun = dispatcher.begun();
  const before = dispatcher.underWay();
  const actors = slots.flatMap((slot) => (slot.url() === null ? [] : (slot.actor() ?? [])));
  const standings = await Promise.all(actors.map((actor) => actor.standing().catch(() => null)));
  const known = standings.flatMap((standing) => standing ?? []);
  const standing = known.length < standings.length || known.length === 0 ? null : together(known);
  const quiet = before + dispatcher.underWay() === 0 && dispatcher.begun() === begun;
  return { standing, quiet, text: JSON.stringify({ standing, quiet, begun }) };
}

/** All processes see the same rows; each has its own hands. */
function together(all: readonly Standing[]): Standing {
  const most = (count: (standing: Standing) => number): number => Math.max(...all.map(count));
  const waits = all.flatMap(({ waitsUntil }) => waitsUntil ?? []);
  return {
    ...{ inbox: most(({ inbox }) => inbox), due: most(({ due }) => due) },
    busy: all.some(({ busy }) => busy),
    waitsUntil: waits.length === 0 ? null : Math.min(...waits),
    ...{ deadLetters: most(({ deadLetters }) => deadLetters), inDoubt: most(({ inDoubt }) => inDoubt) },
  };
}

function whatNext(
  { inbox, due, busy, waitsUntil }: Standing,
  { now, still }: { readonly now: number; readonly still: number },
): "rest" | "look" | number {
  if (busy) return "look";
  const isIdle = due === 0 && inbox === 0;
  if (waitsUntil !== null && waitsUntil > now) return isIdle || still >= STILL_LOOKS ? waitsUntil : "look";
  if (isIdle && waitsUntil === null) return "rest";
  return still >= STUCK_LOOKS ? now + NUDGE_MS : "look";
}
