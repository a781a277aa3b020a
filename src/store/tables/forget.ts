import { z } from "zod";
import { namelessLine, type DashboardLine } from "../../core/dashboard/line.ts";
import type { Entry } from "../../core/history/entry.ts";
import { withoutNames } from "../../core/history/forget.ts";
import type { PartnerId } from "../../core/ids.ts";
import type { OtherPartner } from "../../core/situation.ts";
import type { Instant } from "../../core/time/time.ts";
import { json, moment, run, select, type Queryable } from "../query.ts";
import { append } from "./journal.ts";

const forgettable = z.object({
  id: z.string().transform((text) => text as PartnerId),
  forgotten: z.boolean(),
  // Written by us, by nobody else.
  line: z.custom<DashboardLine | null>(),
  standing: z.custom<Omit<OtherPartner, "id"> | null>(),
});

/** A partner of a pipeline by the number of its issue; nobody else changes the row until the transaction ends. */
export async function partnerNumbered(
  db: Queryable,
  pipeline: string,
  number: number,
): Promise<z.infer<typeof forgettable> | null> {
  const [found] = await select(db, {
    sql: `select id, forgotten, line, standing from partner
          where pipeline = $1 and number = $2 and role = 'partner' order by id limit 1 for no key update`,
    values: [pipeline, number],
    row: forgettable,
  });
  return found ?? null;
}

/** Takes names, logins and free text out of everything that is kept of a partner. What happened, and when, stays. */
export async function forgetPartner(
  db: Queryable,
  partner: z.infer<typeof forgettable>,
  at: Instant,
): Promise<void> {
  const { id, line, standing } = partner;
  await blankJournal(db, id);
  await append(db, id, [{ at, kind: "names-forgotten" }]);
  await blankLedger(db, id, at);
  await run(db, "delete from hint where partner = $1", [id]);
  const nameless = standing && { ...standing, organisation: null, movedBack: null };
  await run(
    db,
    `update partner
     set forgotten = true, title = '', line = $2, standing = $3, writes = '[]', linked = '{}', last_error = null,
         due_at = null, planned_at = null, waits = false, dead = false
     where id = $1`,
    [id, json(line && namelessLine(line)), json(nameless)],
  );
}

const kept = z.object({ id: z.string(), entry: z.custom<Entry>() });

async function blankJournal(db: Queryable, partner: PartnerId): Promise<void> {
  const rows = await select(db, {
    sql: "select id, entry from journal where partner = $1",
    values: [partner],
    row: kept,
  });
  const blank = rows.map(({ id, entry }) => ({ id, entry: withoutNames(entry) }));
  await run(db, "select set_config('stagekeeper.forgetting', 'on', true)", []);
  await run(
    db,
    `update journal j set entry = b.entry from jsonb_to_recordset($1::jsonb) as b (id bigint, entry jsonb)
     where j.id = b.id`,
    [json(blank)],
  );
  await run(db, "select set_config('stagekeeper.forgetting', 'off', true)", []);
}

/** What was written stands on GitHub; here only that it was. What was still to be written is not. */
async function blankLedger(db: Queryable, partner: PartnerId, at: Instant): Promise<void> {
  await run(
    db,
    `update ledger set state = 'dropped', settled_at = $2, result = 'forgotten'
     where partner = $1 and state in ('recorded', 'sent')`,
    [partner, moment(at)],
  );
  await run(
    db,
    `update ledger set effect = jsonb_build_object('key', key, 'kind', effect ->> 'kind')
     where partner = $1`,
    [partner],
  );
}

/** The dashboard's own rows hold every text it ever had, and the commands that were written on it. */
export async function forgetDashboard(db: Queryable, pipeline: string): Promise<void> {
  const values = [pipeline];
  const rows = "partner in (select id from partner where pipeline = $1 and role = 'dashboard')";
  await run(
    db,
    `update ledger set effect = jsonb_build_object('key', key, 'kind', effect ->> 'kind')
     where state not in ('recorded', 'sent') and ${rows}`,
    values,
  );
  await run(db, `delete from hint where considered and ${rows}`, values);
}
