import { z } from "zod";
import type { Instant } from "../../core/time/time.ts";
import type { NotedCard, Pipeline } from "../../keeper/store.ts";
import { json, moment, run, select, type Queryable } from "../query.ts";
import { unify } from "./identity.ts";

/**
 * Rows for what a sweep saw, in one statement: those that are known are updated, the rest is inserted. A partner is
 * due when its fingerprint is not the stored one.
 */
export async function noteAll(
  db: Queryable,
  pipeline: Pipeline,
  { cards, now }: { readonly cards: readonly NotedCard[]; readonly now: Instant },
): Promise<void> {
  for (const { card, issue } of await doubles(db, pipeline.id, cards)) {
    await unify(db, { pipeline: pipeline.id, card, issue });
  }
  const values = [pipeline.id, json(cards), moment(now)];
  await run(db, update, values);
  await run(db, insert, values);
  await run(db, useUpHints, [pipeline.id]);
}

const fingerprintRow = z.object({ fingerprint: z.string() });

const noted = `noted as (
  select * from jsonb_to_recordset($2::jsonb)
    as n (card text, issue text, number int, title text, fingerprint text, partner boolean))`;

/** By card and by issue apart: asked for either at once, the server would compare every card with every row. */
const known = `known as (
  select n.*, t.id, t.standing from noted n join partner t on t.pipeline = $1 and t.card = n.card
  union
  select n.*, t.id, t.standing from noted n join partner t on t.pipeline = $1 and t.issue = n.issue)`;

const update = `
  with ${noted}, ${known}, matched as (
    select k.*, (k.partner or k.standing is not null) as is_partner from known k
  )
  update partner t
  set card = m.card, issue = m.issue, number = m.number,
      title = case when t.forgotten then '' else m.title end, fingerprint = m.fingerprint,
      role = case when m.is_partner then 'partner' else 'other' end,
      waits = t.waits and m.is_partner,
      dead = t.dead and m.is_partner and t.fingerprint is not distinct from m.fingerprint,
      planned_at = case when t.fingerprint is distinct from m.fingerprint then least(t.planned_at, $3) else t.planned_at end,
      due_at = case when not m.is_partner then null
                    when t.role = 'other' then $3
                    when t.fingerprint is not distinct from m.fingerprint then t.due_at
                    when not t.dead and t.attempts > 0 and t.due_at > $3 then t.due_at
                    else least(t.due_at, $3) end
  from matched m where t.id = m.id and t.role in ('partner', 'other')`;

const insert = `
  with ${noted}
  insert into partner (installation, pipeline, role, card, issue, number, title, fingerprint, due_at)
  select p.installation, p.id, case when n.partner then 'partner' else 'other' end, n.card, n.issue, n.number, n.title,
         n.fingerprint, case when n.partner then $3::timestamptz end
  from noted n, pipeline p where p.id = $1
  on conflict do nothing`;

/** Nobody will read what was said about a card that is no partner. */
const useUpHints = `
  update hint h set considered = true from partner t
  where t.id = h.partner and t.pipeline = $1 and t.role = 'other' and not h.considered`;

/** Cards for which more than one row exists. */
async function doubles(
  db: Queryable,
  pipeline: string,
  cards: readonly NotedCard[],
): Promise<readonly NotedCard[]> {
  const rows = await select(db, {
    sql: `with ${noted}, ${known}
          select fingerprint from known group by card, issue, fingerprint having count(*) > 1`,
    values: [pipeline, json(cards)],
    row: fingerprintRow,
  });
  const twice = new Set(rows.map(({ fingerprint }) => fingerprint));
  return cards.filter(({ fingerprint }) => twice.has(fingerprint));
}
