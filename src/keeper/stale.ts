import type { OptionId } from "../core/ids.ts";
import type { Card, Hint, Partner, Updated } from "../core/partner/partner.ts";
import type { Instant } from "../core/time/time.ts";

type StatusHint = Extract<Hint, { kind: "status" }>;

/** What we know of a partner beside the look itself. */
export interface Evidence {
  readonly partner: Partner;
  readonly hints: readonly Hint[];
  /** When our last confirmed Status write took effect. */
  readonly lastStatusWrite: Instant | null;
  /** The column of the stage on record. */
  readonly onRecord: OptionId | null;
  readonly now: Instant;
}

/** A look that says less than we know already is read again this long after what it misses. */
const againAfter = [1_000, 6_000, 36_000] as const;
/** GitHub's `updatedAt` knows seconds only. */
const resolution = 1_000;

/**
 * Whether GitHub's answer lags behind what we know: older than our own last write of the Status, or than a delivery
 * about the Status, the card or the issue. Null: it may be believed; else when to read again (1, 5 and 30 s apart,
 * then it is believed).
 */
export function staleUntil(evidence: Evidence): Instant | null {
  const since = missesSince(evidence);
  if (since === null) return null;
  const next = againAfter.find((delay) => since + delay > evidence.now);
  return next === undefined ? null : ((since + next) as Instant);
}

/** The moment of what the look does not know of; null when it contradicts nothing. */
function missesSince(evidence: Evidence): Instant | null {
  return missesStatus(evidence) ?? missesChange(evidence);
}

function missesChange({ partner, hints }: Evidence): Instant | null {
  const missed = hints.findLast((hint) => hint.kind !== "status" && isOlder(partner, hint.updated));
  return missed?.at ?? null;
}

function isOlder(partner: Partner, updated: Updated | undefined): boolean {
  if (updated === undefined) return false;
  const seen = partner[updated.what];
  return seen !== null && seen.updatedAt < updated.at;
}

function missesStatus(evidence: Evidence): Instant | null {
  const { card } = evidence.partner;
  if (card === null) return null;
  const seen = seenOn(card);
  const write = evidence.lastStatusWrite;
  const hint = newestStatus(evidence.hints, write ?? 0);
  if (hint !== null) return hint.to === seen.option || isSince(seen, hint) ? null : hint.at;
  return seen.option === evidence.onRecord || isAfter(seen, write) ? null : write;
}

function seenOn({ status }: Card): SeenStatus {
  return { option: status?.option ?? null, changed: status?.updatedAt ?? null };
}

interface SeenStatus {
  readonly option: OptionId | null;
  readonly changed: Instant | null;
}

function isAfter({ changed }: SeenStatus, write: Instant | null): boolean {
  return write === null || (changed !== null && changed > write);
}

/** Within one second nothing says which came first: the value that the delivery replaced is taken for the older. */
function isSince({ option, changed }: SeenStatus, { at, from }: StatusHint): boolean {
  if (changed === null) return false;
  const second = at - (at % resolution);
  return changed > second || (changed === second && option !== from);
}

/** The last that was told since `since`, with its value. */
function newestStatus(hints: readonly Hint[], since: number): StatusHint | null {
  const told = hints.filter((hint): hint is StatusHint => hint.kind === "status" && hint.to !== undefined);
  const [first, ...rest] = told.filter(({ at }) => at >= since);
  return first === undefined
    ? null
    : rest.reduce((newest, hint) => (hint.at >= newest.at ? hint : newest), first);
}
