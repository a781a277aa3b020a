import { z } from "zod";
import type { Effect } from "../../core/effect.ts";
import type { PartnerId } from "../../core/ids.ts";
import type { Instant } from "../../core/time/time.ts";
import type { LedgerRow, Settled } from "../../keeper/store.ts";
import { instant, json, moment, run, select, type Queryable } from "../query.ts";

const ledgerRow = z
  .object({
    id: z.string(),
    partner: z.string().transform((text) => text as PartnerId),
    // Written by us from an `Effect`, by nobody else.
    effect: z.custom<Effect>((value) => typeof value === "object" && value !== null && "kind" in value),
    state: z.enum(["recorded", "sent"]),
    sent_at: instant.nullable(),
  })
  .transform(({ sent_at, ...rest }): LedgerRow => ({ ...rest, sentAt: sent_at }));

/** Rows that are neither confirmed nor given up, in the order in which they were decided. */
export function openRows(db: Queryable, partner: PartnerId): Promise<readonly LedgerRow[]> {
  return select(db, {
    sql: `select id, partner, effect, state, sent_at from ledger
          where partner = $1 and state in ('recorded', 'sent') order by id`,
    values: [partner],
    row: ledgerRow,
  });
}

/** A key that is here already is ignored, whatever became of it: that makes an effect happen once. */
export async function recordEffects(
  db: Queryable,
  partner: PartnerId,
  effects: readonly Effect[],
): Promise<void> {
  if (effects.length === 0) return;
  await run(
    db,
    `insert into ledger (partner, key, effect, state)
     select $1, e.effect ->> 'key', e.effect, 'recorded'
     from jsonb_array_elements($2::jsonb) with ordinality as e (effect, place) order by e.place
     on conflict (partner, key) do nothing`,
    [partner, json(effects)],
  );
}

/** From here on the row is in doubt until something says otherwise. */
export function markSent(db: Queryable, ids: readonly string[], at: Instant): Promise<void> {
  return run(
    db,
    "update ledger set state = 'sent', sent_at = $2 where id = any($1::bigint[]) and state in ('recorded', 'sent')",
    [ids, moment(at)],
  );
}

/** Nothing came of sending these, for certain. */
export function markUnsent(db: Queryable, ids: readonly string[]): Promise<void> {
  return run(
    db,
    "update ledger set state = 'recorded', sent_at = null where id = any($1::bigint[]) and state = 'sent'",
    [ids],
  );
}

const sentRow = z.object({ sentAt: instant.nullable() });

/** The end of a row, and when it was sent. Null: it had ended before, and nothing is to follow from it again. */
export async function settleRow(
  db: Queryable,
  id: string,
  { outcome, at }: { readonly outcome: Settled; readonly at: Instant },
): Promise<{ readonly sentAt: Instant | null } | null> {
  const [found] = await select(db, {
    sql: `update ledger set state = $2, settled_at = $3, result = $4
          where id = $1 and state in ('recorded', 'sent') returning sent_at as "sentAt"`,
    values: [id, outcome.kind, moment(at), resultOf(outcome)],
    row: sentRow,
  });
  return found ?? null;
}

function resultOf(outcome: Settled): string | null {
  switch (outcome.kind) {
    case "confirmed":
      return outcome.id;
    case "dropped":
      return outcome.because;
    case "refused":
      return outcome.code;
  }
}
