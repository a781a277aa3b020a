import type { Acted } from "./github.ts";
import type { Turn } from "./keeper.ts";
import { IN_DOUBT_MS } from "./settle.ts";
import type { LedgerRow } from "./store.ts";
import type { Instant } from "../core/time/time.ts";
import { classify } from "./failure.ts";

/**
 * Sends recorded effects in one document and confirms each by its own answer. What GitHub did not answer stays
 * in doubt, and its partner waits until a look can prove something. Rows are marked sent before they are.
 */
export async function send(turn: Turn, rows: readonly LedgerRow[]): Promise<void> {
  const at = turn.clock.now();
  await turn.claim.sent(rows, at);
  let answers: readonly Acted[];
  try {
    answers = await turn.github.act(rows.map(({ effect }) => effect));
  } catch (error) {
    await wait(turn, rows, at);
    if (classify(error).kind !== "in-doubt") throw error;
    return;
  }
  await confirm(turn, { rows, answers, at });
}

interface Sent {
  readonly rows: readonly LedgerRow[];
  readonly answers: readonly Acted[];
  readonly at: Instant;
}

async function confirm(turn: Turn, { rows, answers, at }: Sent): Promise<void> {
  const doubtful: LedgerRow[] = [];
  let again = false;
  for (const [index, row] of rows.entries()) {
    const answer = answers[index];
    if (answer?.kind === "done") {
      await turn.claim.settled(row, { kind: "confirmed", id: answer.id }, turn.clock.now());
      turn.meter.effect(row.effect.kind, "confirmed");
    } else if (answer?.kind === "refused") {
      await refuse(turn, row, answer.code);
      again ||= answer.gone || row.effect.kind === "set-status";
    } else {
      doubtful.push(row);
    }
  }
  if (doubtful.length > 0) await wait(turn, doubtful, at);
  else if (again) await lookAgain(turn, rows);
  await heed(turn, answers);
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

/** A limit that some of the effects ran into holds for the whole installation. */
async function heed(turn: Turn, answers: readonly Acted[]): Promise<void> {
  for (const answer of answers) {
    const failure = answer.kind === "failed" ? answer.error.failure : null;
    if (failure?.kind === "limited") await turn.claim.holdOff(failure.until);
  }
}
