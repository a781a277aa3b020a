import { setTimeout } from "node:timers/promises";
import type { Standing } from "../app/messages.ts";
import { SandboxError } from "../sandbox-error.ts";

/** Everything is at rest. */
export interface Settled {
  readonly settled: true;
  /** Virtual time, ISO. */
  readonly now: string;
  /** How often the clock was run forward for a limit, a retry or a write in doubt, and how far in all. */
  readonly jumps: number;
  readonly jumpedMs: number;
  readonly deadLetters: number;
  readonly inDoubt: number;
  /** Webhooks that a fault holds back until later; they do not keep the sandbox from being settled. */
  readonly delayed: number;
}

export interface SettleParts {
  readonly now: () => number;
  /** Jumps to a virtual moment and resolves once the App knows. */
  readonly jump: (to: number) => Promise<void>;
  readonly standing: () => Promise<Standing>;
  readonly deliveries: { underWay(): number; begun(): number; delayed(): number };
  /** The machine's time. */
  readonly real: () => number;
  /** Real milliseconds to give up after. */
  readonly within?: number;
}

const GIVE_UP_MS = 60_000;
const LOOK_EVERY_MS = 15;
/** So many looks without a change before due work counts as held back by a limit. */
const STILL_LOOKS = 4;
const MOST_JUMPS = 500;

/** Waits until no delivery is under way and the App has nothing to do, running its waits forward. */
export async function settle(parts: SettleParts): Promise<Settled> {
  const began = parts.real();
  const start = parts.now();
  let jumps = 0;
  let jumpedMs = 0;
  let still = { as: "", looks: 0 };

  for (;;) {
    // A delivery that is under way while the App looks, and over when it answers, is not in what it saw.
    const begun = parts.deliveries.begun();
    const before = parts.deliveries.underWay();
    const standing = await parts.standing();
    const quiet = before + parts.deliveries.underWay() === 0 && parts.deliveries.begun() === begun;
    const view = JSON.stringify({ standing, quiet, begun });
    still = { as: view, looks: view === still.as ? still.looks + 1 : 0 };
    const next = quiet ? whatNext(standing, { now: parts.now(), still: still.looks }) : "look";

    if (next === "rest") return rested({ parts, standing, jumps, jumpedMs });
    if (parts.real() - began > (parts.within ?? GIVE_UP_MS) || jumps >= MOST_JUMPS)
      throw restless({ parts, standing, jumps, start });
    if (next === "look") await setTimeout(LOOK_EVERY_MS);
    else {
      jumpedMs += next - parts.now();
      jumps += 1;
      await parts.jump(next);
    }
  }
}

/** At rest, to be looked at again, or the moment to jump to. */
function whatNext(
  { inbox, due, busy, waitsUntil }: Standing,
  { now, still }: { readonly now: number; readonly still: number },
): "rest" | "look" | number {
  if (busy) return "look";
  const isIdle = due === 0 && inbox === 0;
  if (waitsUntil === null) return isIdle ? "rest" : "look";
  if (waitsUntil <= now) return "look";
  return isIdle || still >= STILL_LOOKS ? waitsUntil : "look";
}

function rested(at: {
  readonly parts: SettleParts;
  readonly standing: Standing;
  readonly jumps: number;
  readonly jumpedMs: number;
}): Settled {
  return {
    settled: true,
    now: new Date(at.parts.now()).toISOString(),
    jumps: at.jumps,
    jumpedMs: at.jumpedMs,
    deadLetters: at.standing.deadLetters,
    inDoubt: at.standing.inDoubt,
    delayed: at.parts.deliveries.delayed(),
  };
}

function restless(at: {
  readonly parts: SettleParts;
  readonly standing: Standing;
  readonly jumps: number;
  readonly start: number;
}): SandboxError {
  const underWay = at.parts.deliveries.underWay();
  return new SandboxError("not-settled", {
    message: `Not settled after ${String(at.jumps)} jumps of the clock: ${String(underWay)} deliveries under way, ${String(at.standing.inbox)} in the inbox, ${String(at.standing.due)} due${at.standing.busy ? ", the App is busy" : ""}`,
    status: 504,
    details: {
      standing: at.standing,
      deliveriesUnderWay: underWay,
      jumps: at.jumps,
      from: new Date(at.start).toISOString(),
      now: new Date(at.parts.now()).toISOString(),
    },
  });
}
