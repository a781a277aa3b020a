import { z } from "zod";
import type { Instant } from "../../core/time/time.ts";
import type { Standing } from "../../keeper/store.ts";
import { count, instant, moment, run, select, type Queryable } from "../query.ts";

const standingRow = z
  .object({
    inbox: count,
    due: count,
    waits_until: instant.nullable(),
    dead: count,
    in_doubt: count,
    partners: count,
  })
  .transform(({ waits_until, dead, in_doubt, ...rest }): Standing => ({
    ...rest,
    waitsUntil: waits_until,
    deadLetters: dead,
    inDoubt: in_doubt,
  }));

const nobody: Standing = { inbox: 0, due: 0, waitsUntil: null, deadLetters: 0, inDoubt: 0, partners: 0 };

/** The counts of `/metrics`, of active installations. */
export async function standingAt(db: Queryable, now: Instant): Promise<Standing> {
  const [found] = await select(db, {
    sql: `with active as (
            select i.*,
              coalesce(i.due_at <= $1, false)::int
              + (select count(*) from pipeline p where p.installation = i.id and p.due_at <= $1 and not p.gone)
              + (select count(*) from partner t where t.installation = i.id and t.due_at <= $1) as work,
              (select min(t.due_at) from partner t where t.installation = i.id and t.waits and t.due_at > $1) as waiting
            from installation i where i.state = 'active'
          )
          select
            (select count(*)::int from hint where not considered and not echo) as inbox,
            coalesce((select sum(work) from active), 0)::int as due,
            (select least(min(greatest(waiting, not_before)) filter (where waiting is not null),
                          min(not_before) filter (where not_before > $1 and work > 0)) from active) as waits_until,
            (select count(*)::int from partner where dead) as dead,
            (select count(*)::int from ledger where state = 'sent') as in_doubt,
            (select count(*)::int from partner where role = 'partner') as partners`,
    values: [moment(now)],
    row: standingRow,
  });
  return found ?? nobody;
}

const nextRow = z.object({ next: instant.nullable() });

/** When the next thing falls due, limits respected. */
export async function nextDueAt(db: Queryable): Promise<Instant | null> {
  const [found] = await select(db, {
    sql: `select min(greatest(least(
              i.due_at,
              (select min(p.due_at) from pipeline p where p.installation = i.id and not p.gone),
              (select min(t.due_at) from partner t where t.installation = i.id)
            ), i.not_before)) filter (where i.due_at is not null
              or exists (select from pipeline p where p.installation = i.id and p.due_at is not null and not p.gone)
              or exists (select from partner t where t.installation = i.id and t.due_at is not null)) as next
          from installation i where i.state = 'active'`,
    values: [],
    row: nextRow,
  });
  return found?.next ?? null;
}

const day = 86_400_000;
/** GitHub hands a delivery over again for 3 days; a generous margin on top. */
const keepDeliveries = 8 * day;
/** The longest limit on content counts an hour. */
const keepDispatches = day;
const keepRights = 2 * day;

/** Forgets what is too old to matter. The journal and the ledger are kept. */
export async function tidyTables(db: Queryable, now: Instant): Promise<void> {
  const before = (age: number): Date => new Date(now - age);
  await run(db, "delete from hint where considered and at < $1", [before(keepDeliveries)]);
  await run(db, "delete from inbox where received_at < $1", [before(keepDeliveries)]);
  await run(db, "delete from dispatch where at < $1", [before(keepDispatches)]);
  await run(db, "delete from rights where read_at < $1", [before(keepRights)]);
}
