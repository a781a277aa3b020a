import { z } from "zod";
import type { Delivery } from "../../keeper/inbox.ts";
import { count, json, moment, run, select, type Queryable } from "../query.ts";
import type { PartnerHint } from "./verdict.ts";

/** What a delivery makes of rows. */
export interface Kept {
  readonly outcome: "remembered" | "echo";
  readonly hints: readonly PartnerHint[];
  readonly pipeline: string | null;
}

/** Who is told of something is due from then on. */
function wake(at: string): string {
  return `due_at = case when not t.dead and t.attempts > 0 and t.due_at > ${at} then t.due_at
                        else least(t.due_at, ${at}) end,
          dead = false,
          role = case when t.role = 'other' then 'partner' else t.role end`;
}

const keptRow = z.object({ kept: count });

/**
 * One statement, so one transaction and one way to the database: the delivery's row, its hints, and what is due now
 * because of it. False: this GUID is here already, and nothing was changed. Whoever is trying again after a failure
 * keeps the time of the next try; whoever was given up is tried once more.
 */
export async function keepDelivery(db: Queryable, delivery: Delivery, kept: Kept): Promise<boolean> {
  const [found] = await select(db, {
    name: "keep-delivery",
    sql: `with kept as (
            insert into inbox (guid, installation, event, action, received_at, outcome)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (guid) do nothing
            returning guid
          ), told as (
            select h.* from kept, jsonb_to_recordset($7::jsonb) as h (partner bigint, echo boolean, due boolean, body jsonb)
          ), hinted as (
            insert into hint (partner, guid, at, echo, body)
            select partner, $1, $5, echo, body from told
          ), woken as (
            update partner t set ${wake("$5")}
            from told where t.id = told.partner and told.due
          ), piped as (
            update pipeline set due_at = least(due_at, $5)
            where id = $8 and exists (select from kept)
          )
          select count(*)::int as kept from kept`,
    values: [
      delivery.guid,
      delivery.installation,
      delivery.event,
      delivery.action,
      moment(delivery.receivedAt),
      kept.outcome,
      json(kept.hints),
      kept.pipeline,
    ],
    row: keptRow,
  });
  return found?.kept === 1;
}

/** Deliveries that concern partners, as they are kept together. */
export interface Told {
  readonly delivery: Delivery;
  readonly hints: readonly PartnerHint[];
}

/** What an outcome is called when all that came of a delivery is that our own write came back. */
export function outcomeOf(hints: readonly PartnerHint[]): Kept["outcome"] {
  return hints.every(({ echo }) => echo) ? "echo" : "remembered";
}

/**
 * As `keepDelivery`, for many at once. Waits for nobody's row, so two such statements never wait for each other: a
 * delivery of a partner that is being written to is left out. A partner that is due already is locked, as the row
 * stands by then, and not written: a row has nine indexes. Answers in their order; null: left out.
 */
export async function keepDeliveries(
  db: Queryable,
  lot: readonly Told[],
): Promise<readonly (boolean | null)[]> {
  const [found] = await select(db, {
    name: "keep-deliveries",
    sql: `with lot as (
            select distinct on (guid) d.* from jsonb_to_recordset($1::jsonb) as d
              (guid text, installation text, event text, action text, at timestamptz, outcome text, hints jsonb)
            order by guid
          ), told as (
            select lot.guid, lot.at, h.* from lot,
              jsonb_to_recordset(lot.hints) as h (partner bigint, echo boolean, due boolean, body jsonb)
          ), locked as (
            select id, due_at, dead, role from partner where id in (select partner from told where due)
            for no key update skip locked
          ), held as (
            select guid from told where due and partner not in (select id from locked)
          ), kept as (
            insert into inbox (guid, installation, event, action, received_at, outcome)
            select guid, installation, event, action, at, outcome from lot
            where guid not in (select guid from held) order by guid
            on conflict (guid) do nothing
            returning guid
          ), hinted as (
            insert into hint (partner, guid, at, echo, body)
            select partner, guid, at, echo, body from told join kept using (guid)
          ), woken as (
            update partner t set ${wake("w.at")}
            from (select partner, min(at) as at from told join kept using (guid) where due group by partner) w
            join locked on locked.id = w.partner
            where t.id = w.partner and (locked.due_at is null or locked.due_at > w.at or locked.dead or locked.role = 'other')
          )
          select array(select guid from held) as held, array(select guid from kept) as kept`,
    values: [json(lot.map(told))],
    row: lotRow,
  });
  const held = new Set(found?.held);
  const fresh = new Set(found?.kept);
  // The first of several with one GUID is the one that was kept.
  return lot.map(({ delivery: { guid } }) => (held.has(guid) ? null : fresh.delete(guid)));
}

const lotRow = z.object({ held: z.array(z.string()), kept: z.array(z.string()) });

function told({ delivery, hints }: Told): Readonly<Record<string, unknown>> {
  const { guid, installation, event, action, receivedAt } = delivery;
  return { guid, installation, event, action, at: moment(receivedAt), outcome: outcomeOf(hints), hints };
}

/** The installation as a delivery tells of it, due for discovery if it is active. False: the GUID is here already. */
export async function keepInstallation(
  db: Queryable,
  delivery: Delivery,
  about: { readonly account: string | null; readonly state: "active" | "suspended" | "deleted" },
): Promise<boolean> {
  const [found] = await select(db, {
    sql: `with kept as (
            insert into inbox (guid, installation, event, action, received_at, outcome)
            values ($1, $2, $3, $4, $5, 'remembered')
            on conflict (guid) do nothing
            returning guid
          ), known as (
            insert into installation (id, account, state, due_at)
            select $2, coalesce($6, ''), $7, case when $7 = 'active' then $5::timestamptz end from kept
            on conflict (id) do update
            set account = coalesce($6, installation.account), state = excluded.state, due_at = excluded.due_at
          )
          select count(*)::int as kept from kept`,
    values: [
      delivery.guid,
      delivery.installation,
      delivery.event,
      delivery.action,
      moment(delivery.receivedAt),
      about.account,
      about.state,
    ],
    row: keptRow,
  });
  return found?.kept === 1;
}

/** Rows for a card or issue that was not known, due. Somebody else may have made them meanwhile. */
export function makeRows(
  db: Queryable,
  rows: {
    readonly pipelines: readonly string[];
    readonly card: string | null;
    readonly issue: string | null;
    readonly delivery: Delivery;
  },
): Promise<void> {
  return run(
    db,
    `insert into partner (installation, pipeline, role, card, issue, due_at)
     select p.installation, p.id, 'partner', $2, $3, $4 from pipeline p where p.id = any($1::bigint[])
     on conflict do nothing`,
    [rows.pipelines, rows.card, rows.issue, moment(rows.delivery.receivedAt)],
  );
}
