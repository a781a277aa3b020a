import { z } from "zod";
import type { PartnerId } from "../../core/ids.ts";
import { run, select, type Queryable } from "../query.ts";

/** A row and the card and issue it turned out to stand for. */
export interface Identity {
  readonly pipeline: string;
  readonly card: string | null;
  readonly issue: string | null;
}

const row = z.object({ id: z.string().transform((text) => text as PartnerId), remembers: z.boolean() });

/**
 * Two rows can turn out to be one partner: a draft that became an issue which was noted by its label already, or a
 * card that was deleted and added again. The row with a memory stays (the older one, if both have one); the other's
 * unread hints go to it. Returns the row that stays, or null where there is none yet.
 */
export async function unify(db: Queryable, { pipeline, card, issue }: Identity): Promise<PartnerId | null> {
  const rows = await select(db, {
    sql: `select t.id, exists (select from journal j where j.partner = t.id)
                 or exists (select from ledger l where l.partner = t.id) as remembers
          from partner t
          where t.pipeline = $1 and t.role in ('partner', 'other') and (t.card = $2 or t.issue = $3)
          order by 2 desc, t.id for no key update of t`,
    values: [pipeline, card, issue],
    row,
  });
  return merge(db, rows);
}

/** As `unify`, for a row and what a look found it to be. */
export async function unifyWith(
  db: Queryable,
  partner: PartnerId,
  found: { readonly card: string | null; readonly issue: string | null },
): Promise<PartnerId> {
  const rows = await select(db, {
    sql: `select t.id, exists (select from journal j where j.partner = t.id)
                 or exists (select from ledger l where l.partner = t.id) as remembers
          from partner o join partner t
            on t.id = o.id or (t.pipeline = o.pipeline and t.role in ('partner', 'other') and (t.card = $2 or t.issue = $3))
          where o.id = $1 and o.role in ('partner', 'other')
          order by 2 desc, (t.id = $1) desc, t.id for no key update of t`,
    values: [partner, found.card, found.issue],
    row,
  });
  return (await merge(db, rows)) ?? partner;
}

/** The first stays. */
async function merge(
  db: Queryable,
  [kept, ...others]: readonly z.infer<typeof row>[],
): Promise<PartnerId | null> {
  for (const other of others) {
    await run(db, "update hint set partner = $1 where partner = $2 and not considered", [kept?.id, other.id]);
    await (other.remembers ? retire(db, other.id) : remove(db, other.id));
  }
  return kept?.id ?? null;
}

/** Its journal stays on record; the row itself stands for nothing any more. */
function retire(db: Queryable, id: PartnerId): Promise<void> {
  return run(
    db,
    `update partner set card = null, issue = null, role = 'other', due_at = null, waits = false, standing = null
     where id = $1`,
    [id],
  );
}

function remove(db: Queryable, id: PartnerId): Promise<void> {
  return run(db, "delete from partner where id = $1", [id]);
}
