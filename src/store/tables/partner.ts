import { z } from "zod";
import type { CardId, InstallationId, IssueId, PartnerId } from "../../core/ids.ts";
import type { OtherPartner } from "../../core/situation.ts";
import type { Instant } from "../../core/time/time.ts";
import type { PartnerRow, RecordedPass } from "../../keeper/store.ts";
import { count, instant, json, moment, momentOrNull, run, select, type Queryable } from "../query.ts";

const partnerId = z.string().transform((text) => text as PartnerId);
const cardId = z.string().transform((text) => text as CardId);
const issueId = z.string().transform((text) => text as IssueId);

/** Ids of the hints that a pass has read; null: it read none. */
export type Seen = readonly string[] | null;

const partnerRow = z
  .object({
    id: partnerId,
    pipeline: z.string(),
    card: cardId.nullable(),
    issue: issueId.nullable(),
    adopting: z.boolean(),
    forgotten: z.boolean(),
    attempts: count,
    due_at: instant,
  })
  .transform(({ due_at, ...rest }): PartnerRow => ({ ...rest, dueAt: due_at }));

/** Partners that are due, the longest due first. */
export function partnersDue(
  db: Queryable,
  installation: InstallationId,
  { now, limit }: { readonly now: Instant; readonly limit: number },
): Promise<readonly PartnerRow[]> {
  return select(db, {
    sql: `select id, pipeline, card, issue, adopting, forgotten, attempts, due_at from partner
          where installation = $1 and role = 'partner' and due_at <= $2 order by due_at, id limit $3`,
    values: [installation, moment(now), limit],
    row: partnerRow,
  });
}

const standing = z.object({
  id: partnerId,
  // Written by us from an `OtherPartner`, by nobody else.
  standing: z.custom<Omit<OtherPartner, "id">>((value) => typeof value === "object" && value !== null),
});

/** What the partners of a pipeline let others know. */
export async function standingsOf(db: Queryable, pipeline: string): Promise<readonly OtherPartner[]> {
  const rows = await select(db, {
    sql: `select id, standing from partner where pipeline = $1 and role = 'partner' and standing is not null order by id`,
    values: [pipeline],
    row: standing,
  });
  return rows.map(({ id, standing: known }) => ({ ...known, id }));
}

/** Keeps deliveries from changing the row until the transaction ends: what comes later is seen later. */
export async function lockPartner(db: Queryable, id: PartnerId): Promise<void> {
  await run(db, "select from partner where id = $1 for no key update", [id]);
}

/** Hints that nobody has considered make a partner due, whatever else was decided. */
const hinted = `(select min(h.at) from hint h where h.partner = t.id and not h.considered and not h.echo)`;

/** What a pass came to. With rows open in the ledger the partner stays due until they are settled. */
export function recordOutcome(db: Queryable, pass: RecordedPass): Promise<void> {
  return run(
    db,
    `update partner t
     set standing = $2, linked = $3, card = $4, issue = coalesce($5, t.issue), number = coalesce($6, t.number), planned_at = $7,
         adopting = false, waits = false, attempts = 0, last_error = null, dead = false,
         due_at = case when t.role <> 'partner' then null
                       when exists (select from ledger l where l.partner = t.id and l.state in ('recorded', 'sent'))
                         then least($8, ${hinted})
                       else least($7, ${hinted}) end
     where t.id = $1`,
    [
      pass.partner,
      json(pass.standing),
      pass.linked,
      pass.card,
      pass.standing.issue,
      pass.standing.number,
      momentOrNull(pass.dueAt),
      moment(pass.at),
    ],
  );
}

/** Once nothing is open in the ledger, the plan's own time counts again. */
export function resumePlan(db: Queryable, id: PartnerId): Promise<void> {
  return run(
    db,
    `update partner t set due_at = least(t.planned_at, ${hinted}), waits = false
     where t.id = $1 and t.role = 'partner' and not t.dead
       and not exists (select from ledger l where l.partner = t.id and l.state in ('recorded', 'sent'))`,
    [id],
  );
}

/** Makes partners due, dead letters apart: only a hint about themselves revives those. */
export function wakePartners(db: Queryable, ids: readonly PartnerId[], now: Instant): Promise<void> {
  return run(
    db,
    `update partner set due_at = least(due_at, $2), planned_at = least(planned_at, $2)
     where id = any($1::bigint[]) and role = 'partner' and not dead and attempts = 0`,
    [ids, moment(now)],
  );
}

/** Makes all partners of a pipeline due. */
export function wakePipeline(
  db: Queryable,
  pipeline: string,
  { adopt, now }: { readonly adopt: boolean; readonly now: Instant },
): Promise<void> {
  return run(
    db,
    `update partner
     set due_at = least(due_at, $2), planned_at = least(planned_at, $2), adopting = adopting or $3,
         dead = false, attempts = case when dead then 0 else attempts end
     where pipeline = $1 and role = 'partner'`,
    [pipeline, moment(now), adopt],
  );
}

/**
 * Comes back later. What arrived since `seen` was read (hints, echoes of ours) does not wait that long; null: nothing
 * was read, so nothing is known to be new.
 */
export function postponePartner(
  db: Queryable,
  id: PartnerId,
  how: { readonly until: Instant; readonly waits: boolean; readonly seen: Seen },
): Promise<void> {
  return run(
    db,
    `update partner t
     set waits = $3,
         due_at = least($2, (select min(h.at) from hint h
                             where h.partner = t.id and not h.considered and h.id <> all($4::bigint[])))
     where id = $1 and role = 'partner'`,
    [id, moment(how.until), how.waits, how.seen],
  );
}

/** Due no more, until something makes it due. */
export function restPartner(db: Queryable, id: PartnerId): Promise<void> {
  return run(db, "update partner set due_at = null, waits = false where id = $1", [id]);
}

/** Counts a failed try; without `until` nothing but a hint brings the partner back, even one that came meanwhile. */
export function failPartner(
  db: Queryable,
  id: PartnerId,
  error: { readonly code: string; readonly until: Instant | null; readonly seen: Seen },
): Promise<void> {
  return run(
    db,
    `with news as (
       select min(at) as at from hint
       where partner = $1 and not considered and not echo and id <> all($4::bigint[])
     )
     update partner
     set attempts = attempts + 1, last_error = $2, due_at = coalesce($3, news.at), waits = $3 is not null,
         dead = $3 is null and news.at is null
     from news where id = $1 and role = 'partner'`,
    [id, error.code, momentOrNull(error.until), error.seen],
  );
}

/** Keeps our latest writes of a card, newest first: by them an echo is known. */
export function noteWrites(
  db: Queryable,
  id: PartnerId,
  writes: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  return run(
    db,
    `update partner t
     set writes = (select jsonb_agg(w order by place)
                   from (select * from jsonb_array_elements($2::jsonb || t.writes) with ordinality as all_writes (w, place)
                         order by place limit 8) as newest)
     where id = $1`,
    [id, json(writes)],
  );
}

/** When a confirmed Status write was sent, and when the last one was. */
export function noteStatusWrite(db: Queryable, id: PartnerId, sentAt: Instant): Promise<void> {
  return run(db, "update partner set status_at = greatest(status_at, $2) where id = $1", [
    id,
    moment(sentAt),
  ]);
}

const statusRow = z.object({ status_at: instant.nullable() });

/** Null: there was none. */
export async function lastStatusWrite(db: Queryable, id: PartnerId): Promise<Instant | null> {
  const [found] = await select(db, {
    sql: "select status_at from partner where id = $1",
    values: [id],
    row: statusRow,
  });
  return found?.status_at ?? null;
}

const idRow = z.object({ id: partnerId });

/** The row that bears the pipeline's own notice. */
export async function ensureNotice(db: Queryable, pipeline: string): Promise<PartnerId | null> {
  await run(
    db,
    `insert into partner (installation, pipeline, role) select installation, id, 'notice' from pipeline where id = $1
     on conflict (pipeline) where role = 'notice' do nothing`,
    [pipeline],
  );
  const [found] = await select(db, {
    sql: "select id from partner where pipeline = $1 and role = 'notice'",
    values: [pipeline],
    row: idRow,
  });
  return found?.id ?? null;
}

/** Events of this issue concern the partner from now on, before a look has seen it. */
export function link(db: Queryable, partner: PartnerId, issue: string): Promise<void> {
  return run(
    db,
    "update partner set linked = array_append(linked, $2) where id = $1 and not linked @> array[$2]",
    [partner, issue],
  );
}
