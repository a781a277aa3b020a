import type { Acted } from "./github.ts";
import type { Turn } from "./keeper.ts";
import { IN_DOUBT_MS } from "./settle.ts";
import type { LedgerRow } from "./store.ts";
import type { Instant } from "../core/time/time.ts";
import { AppError, classify } from "./failure.ts";

/**
 * Sends recorded effects in one document and confirms each by its own answer. What GitHub did not answer stays
 * in doubt, and its partner waits until a look can prove something. What it turned away was not done: the row is as
 * if it had never been sent, and the error says when to come back. Rows are marked sent before they are.
 */
export async function send(turn: Turn, rows: readonly LedgerRow[]): Promise<void> {
  const at = turn.clock.now();
  await turn.claim.sent(rows, at);
  let answers: readonly Acted[];
  try {
    answers = await turn.github.act(rows.map(({ effect }) => effect));
  } catch (error) {
    if (isTurnedAway(error)) await turn.claim.unsent(rows);
    else await wait(turn, rows, at);
    if (classify(error).kind !== "in-doubt") throw error;
    return;
  }
  await confirm(turn, { rows, answers, at });
}

/** GitHub, or the way to it, says that nothing was done. Of an error that nobody foresaw this is not known. */
function isTurnedAway(error: unknown): boolean {
  return error instanceof AppError && error.failure.kind !== "in-doubt";
}

interface Sent {
  readonly rows: readonly LedgerRow[];
  readonly answers: readonly Acted[];
  readonly at: Instant;
}

async function confirm(turn: Turn, { rows, answers, at }: Sent): Promise<void> {
  const pairs = rows.map((row, index): Answered => ({ row, answer: answers[index] ?? null }));
  const turnedAway = pairs.flatMap(({ row, answer }) =>
    answer?.kind === "failed" && isTurnedAway(answer.error) ? [{ row, error: answer.error }] : [],
  );
  const doubtful = pairs.filter(isDoubtful).map(({ row }) => row);
  let again = false;
  for (const pair of pairs) again = (await settleOne(turn, pair)) || again;
  await turn.claim.unsent(turnedAway.map(({ row }) => row));
  if (doubtful.length > 0) await wait(turn, doubtful, at);
  else if (again) await lookAgain(turn, rows);
  // A limit that some of the effects ran into holds for the whole installation.
  const [first] = turnedAway;
  if (first !== undefined) throw first.error;
}

interface Answered {
  readonly row: LedgerRow;
  readonly answer: Acted | null;
}

function isDoubtful({ answer }: Answered): boolean {
  return answer === null || (answer.kind === "failed" && !isTurnedAway(answer.error));
}

/** Puts on record what is certain; answers whether the partner has to be looked at again. */
async function settleOne(turn: Turn, { row, answer }: Answered): Promise<boolean> {
  if (answer?.kind === "done") await confirmOne(turn, row, answer.id);
  if (answer?.kind !== "refused") return false;
  await refuse(turn, row, answer.code);
  return answer.gone || row.effect.kind === "set-status";
}

async function confirmOne(turn: Turn, row: LedgerRow, id: string | null): Promise<void> {
  await turn.claim.settled(row, { kind: "confirmed", id }, turn.clock.now());
  turn.meter.effect(row.effect.kind, "confirmed");
}

async function refuse(turn: Turn, row: LedgerRow, code: string): Promise<void> {
  await turn.claim.settled(row, { kind: "refused", code }, turn.clock.now());
  turn.meter.effect(row.effect.kind, "refused");
  turn.log.warn(
    { partner: row.partner, effect: row.effect.kind, key: row.effect.key, code },
    "effect.refused",
  );
}

async function wait(turn: Turn, rows: readonly LedgerRow[], at: Instant): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  for (const { effect } of rows) turn.meter.effect(effect.kind, "in-doubt");
  await turn.claim.postpone(first.partner, (at + IN_DOUBT_MS) as Instant, true);
  turn.log.warn({ partner: first.partner, effects: rows.length }, "write.in-doubt");
}

async function lookAgain(turn: Turn, [first]: readonly LedgerRow[]): Promise<void> {
  if (first !== undefined) await turn.claim.postpone(first.partner, turn.clock.now(), false);
}
