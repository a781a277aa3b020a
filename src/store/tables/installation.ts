import { z } from "zod";
import type { InstallationId } from "../../core/ids.ts";
import type { Instant } from "../../core/time/time.ts";
import { json, moment, run, select, type Queryable } from "../query.ts";

const installationRow = z.object({
  id: z.string().transform((text) => text as InstallationId),
  account: z.string(),
  discover: z.boolean(),
});
export type InstallationRow = z.infer<typeof installationRow>;

/** Work that is due of installation `i` at `$1`. */
const hasWork = `(i.due_at <= $1
  or exists (select from pipeline p where p.installation = i.id and p.due_at <= $1 and not p.gone)
  or exists (select from partner t where t.installation = i.id and t.due_at <= $1))`;

/** Rows for what GitHub listed. New and resumed ones are due; those that the list lacks are gone. */
export function upsertInstallations(
  db: Queryable,
  seen: readonly { readonly id: string; readonly account: string; readonly suspended: boolean }[],
  now: Instant,
): Promise<void> {
  return run(
    db,
    `with seen as (
       select * from jsonb_to_recordset($1::jsonb) as s (id text, account text, suspended boolean)
     ), lost as (
       update installation set state = 'deleted', due_at = null
       where exists (select from seen) and id not in (select id from seen)
     )
     insert into installation (id, account, state, due_at)
     select id, account, case when suspended then 'suspended' else 'active' end, case when not suspended then $2::timestamptz end
     from seen
     on conflict (id) do update
     set account = excluded.account,
         state = excluded.state,
         due_at = case when excluded.state <> 'active' then null
                       when installation.state = 'active' then installation.due_at
                       else excluded.due_at end`,
    [json(seen), moment(now)],
  );
}

/** Installations with something due that no limit keeps waiting; the one served longest ago first. */
export function candidates(db: Queryable, now: Instant): Promise<readonly InstallationRow[]> {
  return select(db, {
    sql: `select i.id, i.account, coalesce(i.due_at <= $1, false) as discover from installation i
          where i.state = 'active' and (i.not_before is null or i.not_before <= $1) and ${hasWork}
          order by i.turn, i.id limit 64`,
    values: [moment(now)],
    row: installationRow,
  });
}

/** The same question for one, once its lock is held: somebody else may have done the work. It goes to the end of the queue. */
export async function takeTurn(
  db: Queryable,
  id: InstallationId,
  now: Instant,
): Promise<InstallationRow | null> {
  const [found] = await select(db, {
    sql: `update installation i set turn = nextval('turn')
          where i.id = $2 and i.state = 'active' and (i.not_before is null or i.not_before <= $1) and ${hasWork}
          returning i.id, i.account, coalesce(i.due_at <= $1, false) as discover`,
    values: [moment(now), id],
    row: installationRow,
  });
  return found ?? null;
}

/** Nothing for this installation before `until`. */
export function holdOff(db: Queryable, id: InstallationId, until: Instant): Promise<void> {
  return run(db, "update installation set not_before = greatest(not_before, $2) where id = $1", [
    id,
    moment(until),
  ]);
}
