import { columns } from "../stage/design.ts";
import {
  columnCalled,
  DAY,
  MINUTE,
  self,
  statusWrites,
  type Check,
  type Evidence,
  type StatusWrite,
} from "./evidence.ts";
import { found, sum } from "./found.ts";

const DONE = 6;

/** The App's moves back: to the left, or out of a column that is no stage. */
function movesBack(evidence: Evidence): readonly StatusWrite[] {
  return statusWrites(evidence).filter(
    ({ actor, from, to }) => actor === self && (from === -1 || from === DONE || to < from),
  );
}

/** I6: slows down rather than fights. Times on GitHub are whole seconds. */
export const neverFights: Check = (evidence) => {
  const moves = movesBack(evidence);
  const within = (span: number, most: number, name: string) =>
    found(
      moves,
      ({ at, item }) =>
        moves.filter((other) => other.item === item && other.at > at - span && other.at <= at).length > most,
      ({ at, item }) => `more than ${String(most)} in ${name}: ${item} at ${new Date(at).toISOString()}`,
    );
  return sum(
    within(MINUTE - 2_000, 2, "60 s"),
    within(10 * MINUTE - 2_000, 3, "10 min"),
    within(DAY - 10 * MINUTE, 6, "a day"),
    found(
      moves.filter((move) => isBot(moverBefore(evidence, move)?.actor)),
      (move) => foughtBefore(evidence, moves, move),
      ({ at, item }) => `a bot is fought over ${item} at ${new Date(at).toISOString()}`,
    ),
  );
};

function isBot(actor: string | undefined): boolean {
  return actor?.endsWith("[bot]") === true;
}

/** Whose move a move back undid. */
function moverBefore(evidence: Evidence, { order, item }: StatusWrite): StatusWrite | undefined {
  return statusWrites(evidence).findLast(
    (write) => write.item === item && write.actor !== self && write.order < order,
  );
}

/** A second move back against a bot within a day, with nothing by a person on this partner between. */
function foughtBefore(evidence: Evidence, moves: readonly StatusWrite[], move: StatusWrite): boolean {
  const earlier = moves.findLast(
    (other) =>
      other.item === move.item &&
      other.order < move.order &&
      other.at > move.at - DAY + 10 * MINUTE &&
      isBot(moverBefore(evidence, other)?.actor),
  );
  if (earlier === undefined) return false;
  return !evidence.writes.some(
    ({ at, actor }) => Date.parse(at) >= earlier.at && Date.parse(at) <= move.at && !isBot(actor),
  );
}

/** A write of Status as the App decided it. */
interface Decided {
  readonly item: string;
  readonly at: number;
  /** Numbers of columns. */
  readonly judged: number;
  readonly to: number;
  /** What a delivery had told before the look on which the write is based, if that is newer than what was judged. */
  readonly newer: number | null;
}

/** I9: no Status on a value known to be outdated, and whoever was overwritten is judged. */
export const noStaleWrite: Check = (evidence) => {
  const writes = statusWrites(evidence);
  const all = decided(evidence, writes);
  const overwritten = all.flatMap((one) => {
    const write = writes.findLast(
      ({ actor, item, to, at }) =>
        actor === self && item === one.item && to === one.to && Math.abs(at - one.at) < 1_000,
    );
    return write === undefined || write.from === one.judged ? [] : [write];
  });
  return sum(
    found(
      all,
      ({ newer }) => newer !== null,
      ({ item, at, newer }) =>
        `Status of ${item} written at ${new Date(at).toISOString()} though column ${String(newer)} was known`,
    ),
    found(
      overwritten,
      (write) => !isJudged(evidence, write),
      ({ item, from }) => `the move of ${item} to column ${String(from)} was overwritten and never judged`,
    ),
  );
};

function decided(evidence: Evidence, writes: readonly StatusWrite[]): readonly Decided[] {
  const column = (option: string | null | undefined): number => evidence.options.indexOf(option ?? "");
  return evidence.ledger.flatMap(({ card, sentAt, effect }): readonly Decided[] => {
    if (effect.kind !== "set-status" || card === null || sentAt === null) return [];
    const look = lookBefore(evidence, card, sentAt);
    if (look === null) return [];
    const [judged, to] = [column(effect.judged), column(effect.option)];
    const set = writes.findLast((one) => one.item === card && one.to === judged && one.at <= sentAt);
    const told = toldOf(evidence, card, look).filter(({ at }) => at > (set?.at ?? 0));
    const newest = told.at(-1)?.to ?? judged;
    return [{ item: card, at: sentAt, judged, to, newer: newest === judged ? null : newest }];
  });
}

/** The place on the tape of the look on which the write of that moment was based. */
function lookBefore({ passed }: Evidence, card: string, sentAt: number): number | null {
  const about = passed.filter(({ text }) => text.includes(card));
  const request = about.find(({ at, kind }) => at === sentAt && kind === "mutation");
  if (request === undefined) return null;
  return about.findLast(({ kind, order }) => kind === "query" && order < request.order)?.order ?? null;
}

/** Moves by others that the App had acknowledged by then, in the order in which they happened. */
function toldOf(
  { posted }: Evidence,
  card: string,
  before: number,
): readonly { readonly at: number; readonly to: number }[] {
  return posted
    .filter(
      ({ event, code, order, body }) =>
        event === "projects_v2_item" && code === 200 && order < before && body.includes(card),
    )
    .flatMap(({ body }) => {
      const { sender, projects_v2_item: item, changes } = JSON.parse(body) as MovePayload;
      const change = changes?.field_value;
      if (change?.field_name !== "Status" || change.to === undefined || sender?.login === self) return [];
      return [{ at: Date.parse(item.updated_at), to: columnCalled(change.to?.name) }];
    })
    .sort((a, b) => a.at - b.at);
}

interface MovePayload {
  readonly sender?: { readonly login: string } | null;
  readonly projects_v2_item: { readonly updated_at: string };
  readonly changes?: {
    readonly field_value?: { readonly field_name?: string; readonly to?: { readonly name: string } | null };
  };
}

/** The App's journal has an answer to the move, or the card stands where the person put it. */
function isJudged(
  { journal, columns: shown, cards, options }: Evidence,
  { at, item, from }: StatusWrite,
): boolean {
  if (shown[cards.indexOf(item)] === from) return true;
  const slug = (columns[from] ?? "").toLowerCase().replaceAll(" ", "-");
  return journal.some(({ card, entry }) => {
    if (card !== item || entry.at < at - 1_000) return false;
    if (entry.kind === "entered") return entry.stage === slug;
    const answers = entry.kind === "refused" || entry.kind === "delayed" || entry.kind === "stood-down";
    return answers && (entry.option === null ? from === -1 : options.indexOf(entry.option) === from);
  });
}
