import { DAY, missing, type Facts } from "./facts.ts";

/** The board's column: a stage's number, 6 for GitHub's own "Done", −1 for none, null for a card that is gone. */
type Column = number | null;

/** What the rules remember of one partner. */
interface Kept {
  readonly stage: number;
  readonly column: Column;
  readonly held: boolean;
  readonly exited: "no" | "left" | "removed";
  /** When it left last. */
  readonly leftAt: number | null;
  readonly wish: {
    readonly target: number;
    readonly at: number;
    readonly missing: ReadonlySet<string>;
    readonly told: boolean;
    readonly movedAt: number;
  } | null;
  readonly back: readonly { readonly at: number; readonly bot: boolean }[];
  /** The column in which it is left alone. */
  readonly stood: Column | undefined;
}

/** One way in which the programme may stand; where the rules leave room there are several. */
export type Ground = readonly Kept[];

export interface Context {
  readonly facts: readonly Facts[];
  readonly now: number;
}

const WISH_FOR = 14 * DAY;
const DAILY = 6;
const done = new Set(["place", "time", "quiet"]);

/** A partner that was on the board when the App came. */
export function adopted(stage: number): Kept {
  return {
    stage,
    column: stage,
    held: false,
    exited: "no",
    leftAt: null,
    wish: null,
    back: [],
    stood: undefined,
  };
}

/** One partner of a ground. */
interface Spot {
  readonly ground: Ground;
  readonly index: number;
}

/** Somebody's move of a card, as soon as it is seen. */
export function moved(
  { ground, index }: Spot,
  by: { readonly column: number; readonly bot: boolean },
  context: Context,
): readonly Ground[] {
  const kept = ground[index];
  if (kept === undefined || kept.column === null || kept.column === by.column) return [ground];
  return judged({ ground: put(ground, index, { ...kept, column: by.column }), index }, by.bot, context);
}

/** What becomes of a card that stands where it stands. */
export function judged(spot: Spot, bot: boolean, context: Context): readonly Ground[] {
  const { ground, index } = spot;
  const kept = ground[index];
  if (kept === undefined || kept.column === null || kept.exited === "removed") return [ground];
  const { column, stage } = kept;
  if (column === stage) return [put(ground, index, { ...kept, stood: undefined })];
  if (column < 0 || column > 5) {
    const foreign = { bot, target: null, missing: new Set<string>() };
    return kept.exited === "no" ? refused(spot, foreign, context) : [ground];
  }
  const lacks = column < stage ? new Set<string>() : lacksOf(spot, kept, context);
  if (lacks.size === 0) return [put(ground, index, entered(kept, column))];
  return refused(spot, { bot, target: column, missing: lacks }, context);
}

function lacksOf(spot: Spot, kept: Kept, context: Context): ReadonlySet<string> {
  if (kept.exited !== "no") return new Set(["exit"]);
  return kept.held ? new Set(["hold"]) : lacking(spot, kept.column ?? 0, context);
}

interface Attempt {
  readonly bot: boolean;
  readonly target: number | null;
  readonly missing: ReadonlySet<string>;
}

function refused({ ground, index }: Spot, attempt: Attempt, { now }: Context): readonly Ground[] {
  const kept = ground[index];
  if (kept === undefined || kept.stood === kept.column) return [ground];
  const left = put(ground, index, { ...kept, stood: kept.column });
  const home = put(ground, index, {
    ...kept,
    column: kept.stage,
    stood: undefined,
    back: [...kept.back, { at: now, bot: attempt.bot }],
    wish: wishOf(kept, attempt, now),
  });
  const stops = (slack: number): boolean => isStopped(kept, attempt.bot, now - DAY - slack);
  const hour = DAY / 24;
  if (stops(-hour) !== stops(hour)) return [left, home];
  return [stops(0) ? left : home];
}

function isStopped({ back }: Kept, bot: boolean, since: number): boolean {
  const today = back.filter(({ at }) => at > since);
  return today.length >= DAILY || (bot && today.some((one) => one.bot));
}

function wishOf(kept: Kept, { target, missing: lacks }: Attempt, now: number): Kept["wish"] {
  if (target === null || target <= kept.stage) return null;
  return { target, at: now, missing: lacks, told: false, movedAt: waitingSince(kept, target) ?? now };
}

/** Who waits for a place and tries again keeps the turn. */
function waitingSince({ wish }: Kept, target: number): number | null {
  return wish?.target === target && waits(wish) ? wish.movedAt : null;
}

function waits({ missing: lacks }: NonNullable<Kept["wish"]>): boolean {
  return lacks.size === 1 && lacks.has("place");
}

function entered(kept: Kept, stage: number): Kept {
  return { ...kept, stage, column: stage, wish: null, stood: undefined };
}

function lacking({ ground, index }: Spot, target: number, { facts, now }: Context): ReadonlySet<string> {
  const own = facts[index];
  const kept = ground[index];
  if (own === undefined || kept === undefined) return new Set(["unknown"]);
  const movedAt = waitingSince(kept, target) ?? now;
  const others = ground.filter((other, at) => at !== index && !other.held && other.exited === "no");
  const inside = others.filter(({ stage }) => stage === 4);
  const ahead = others.filter((other) => other.stage !== 4 && (waitingSince(other, 4) ?? Infinity) < movedAt);
  const full = inside.length + ahead.length >= 1;
  return missing(own, { from: kept.stage, to: target }, { now, full });
}

/** Looks at every remembered target: who has what was missing is moved on, or told. */
export function through(ground: Ground, context: Context): readonly Ground[] {
  return ground.reduce<readonly Ground[]>(
    (grounds, _, index) => grounds.flatMap((each) => throughOne(each, index, context)),
    [ground],
  );
}

function throughOne(ground: Ground, index: number, context: Context): readonly Ground[] {
  const kept = ground[index];
  const wish = kept?.wish ?? null;
  if (kept === undefined || wish === null || !isAtHome(kept)) return [ground];
  if (context.now - wish.at > WISH_FOR + DAY / 24) return [put(ground, index, { ...kept, wish: null })];
  if (!isFree(kept)) return [ground];
  const lacks = lacking({ ground, index }, wish.target, context);
  if (lacks.size > 0) return [put(ground, index, { ...kept, wish: { ...wish, missing: lacks } })];
  return wish.told ? [ground] : met({ ground, index }, kept, wish);
}

function isFree({ held, exited }: Kept): boolean {
  return !held && exited === "no";
}

function isAtHome({ column, stage, stood }: Kept): boolean {
  return column === stage && stood === undefined;
}

function met({ ground, index }: Spot, kept: Kept, wish: NonNullable<Kept["wish"]>): readonly Ground[] {
  const told = put(ground, index, { ...kept, wish: { ...wish, told: true } });
  const on = put(ground, index, entered(kept, wish.target));
  if (wish.missing.has("hold") && wish.target !== 5) return [told, on];
  return [wish.target === 5 || [...wish.missing].some((lack) => done.has(lack)) ? told : on];
}

/** `/hold`. */
export function hold(ground: Ground, index: number): Ground {
  const kept = ground[index];
  return kept?.exited !== "no" ? ground : put(ground, index, { ...kept, held: true, wish: null });
}

/** `/resume`: not into a stage that is full. */
export function resume(ground: Ground, index: number, context: Context): readonly Ground[] {
  const kept = ground[index];
  if (kept?.exited !== "no") return [ground];
  if (kept.held && kept.stage === 4 && isFull(ground, index, context)) return [ground];
  const free = put(ground, index, { ...kept, held: false, stood: undefined });
  return kept.stood === undefined ? [free] : [ground, ...byAnybody({ ground: free, index }, context)];
}

function isFull(ground: Ground, index: number, context: Context): boolean {
  const before = ground.map((each, at) => (at === index ? { ...each, stage: 3 } : each));
  return lacking({ ground: before, index }, 4, context).has("place");
}

function byAnybody(spot: Spot, context: Context): readonly Ground[] {
  return [...judged(spot, false, context), ...judged(spot, true, context)];
}

/** `/override` by somebody who may; a hold has to end first, and who left has to come back. */
export function override(ground: Ground, index: number): Ground {
  const kept = ground[index];
  if (kept?.exited !== "no" || kept.column === null || kept.held) return ground;
  const target = standsElsewhere(kept) ? kept.column : kept.wish?.target;
  return target == null ? ground : put(ground, index, entered(kept, target));
}

/** In the column of another stage. */
function standsElsewhere({ column, stage }: Kept): boolean {
  return column !== null && column >= 0 && column <= 5 && column !== stage;
}

/** The issue was closed: the partner leaves, and GitHub's own workflow moves the card to its own column. */
export function left(ground: Ground, index: number, { now }: Context): Ground {
  const kept = ground[index];
  if (kept === undefined || kept.exited === "removed") return ground;
  const column = kept.column === null ? null : 6;
  const leftAt = kept.exited === "no" ? now : kept.leftAt;
  return put(ground, index, { ...kept, exited: "left", leftAt, wish: null, column });
}

/** Reopened within 30 days: where it was; later: at the beginning. */
export function reopened(ground: Ground, index: number, context: Context): readonly Ground[] {
  const kept = ground[index];
  if (kept?.exited !== "left") return [ground];
  const open: Kept = { ...kept, exited: "no", stood: undefined };
  const back = byAnybody({ ground: put(ground, index, open), index }, context);
  const anew = put(ground, index, entered(open, 0));
  const days = (context.now - (kept.leftAt ?? context.now)) / DAY;
  if (Math.abs(days - 30) < 1) return [...back, anew];
  return days < 30 ? back : [anew];
}

/** The card was taken off the board. */
export function removed(ground: Ground, index: number): Ground {
  const kept = ground[index];
  return kept === undefined
    ? ground
    : put(ground, index, {
        ...kept,
        exited: kept.exited === "left" ? "left" : "removed",
        wish: null,
        column: null,
      });
}

/** Replaces one partner. */
export function put(ground: Ground, index: number, kept: Kept): Ground {
  return ground.map((each, at) => (at === index ? kept : each));
}
