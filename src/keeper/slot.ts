import type { Effect } from "../core/effect.ts";
import type { Instant } from "../core/time/time.ts";
import type { Turn } from "./keeper.ts";
import { LIMITER_MEMORY_MS, nextSlot, type SendKind } from "./limiter.ts";

/** Longer waits end the turn: others need the worker meanwhile. */
const LONGEST_NAP = 2_000;

/** When these effects may go out at the earliest. */
export async function slotFor(turn: Turn, effects: readonly Effect[]): Promise<Instant> {
  const now = turn.clock.now();
  const since = (now - LIMITER_MEMORY_MS) as Instant;
  const { kind, count } = demandOf(effects);
  return nextSlot({ sent: await turn.claim.sentSince(since), now, kind, count });
}

/** Waits for the slot if that is short. False: the installation was put off instead, and the turn is over. */
export async function awaitSlot(turn: Turn, effects: readonly Effect[]): Promise<boolean> {
  const slot = await slotFor(turn, effects);
  const wait = slot - turn.clock.now();
  if (wait <= 0) return true;
  turn.meter.limited(wait);
  if (wait > LONGEST_NAP) {
    await turn.claim.holdOff(slot);
    return false;
  }
  await turn.pause(slot);
  return !turn.stop.aborted;
}

function demandOf(effects: readonly Effect[]): { readonly kind: SendKind; readonly count: number } {
  if (effects.length === 0) return { kind: "write", count: 0 };
  const contents = effects.filter(createsContent);
  const reminders = contents.filter(leavesRoom);
  if (reminders.length > 0) return { kind: "reminder", count: contents.length };
  return contents.length > 0 ? { kind: "content", count: contents.length } : { kind: "write", count: 0 };
}

/** Reminders and sync notes leave room for the rest. */
function leavesRoom(effect: Effect): boolean {
  return effect.kind === "open-issue" || (effect.kind === "comment" && effect.content === "reminder");
}

function createsContent({ kind }: Effect): boolean {
  return kind === "comment" || kind === "open-issue";
}
