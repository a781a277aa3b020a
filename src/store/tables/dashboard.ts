import { z } from "zod";
import type { DashboardLine } from "../../core/dashboard/line.ts";
import type { DeadLetter, KnownLine } from "../../core/dashboard/programme.ts";
import type { InstallationId, IssueId, PartnerId } from "../../core/ids.ts";
import type { Instant } from "../../core/time/time.ts";
import { DASHBOARD_AFTER_MS } from "../../keeper/dashboard/rhythm.ts";
import type { DashboardRow, KeptDashboard, RecordedDashboard } from "../../keeper/dashboard/store.ts";
import type { RecordedPass } from "../../keeper/store.ts";
import { json, moment, momentOrNull, run, select, type Queryable } from "../query.ts";

const partnerId = z.string().transform((text) => text as PartnerId);

/** Makes sure of the row that bears a pipeline's dashboard, and that it is due by then. */
export function dashboardDue(db: Queryable, pipeline: string, at: Instant): Promise<void> {
  return run(
    db,
    `insert into partner (installation, pipeline, role, due_at)
     select installation, id, 'dashboard', $2 from pipeline where id = $1
     on conflict (pipeline) where role = 'dashboard' do update set due_at = least(partner.due_at, excluded.due_at)`,
    [pipeline, moment(at)],
  );
}

/** Keeps what the dashboard shows of a partner. A change of it makes the dashboard due. */
export function keepLine(
  db: Queryable,
  { partner, line, at }: Pick<RecordedPass, "partner" | "line" | "at">,
): Promise<void> {
  return run(
    db,
    `with changed as (
       update partner set line = $2 where id = $1 and line is distinct from $2::jsonb returning pipeline
     )
     update partner d set due_at = least(d.due_at, $3) from changed c
     where d.pipeline = c.pipeline and d.role = 'dashboard'`,
    [partner, json(line), moment((at + DASHBOARD_AFTER_MS) as Instant)],
  );
}

const dashboardRow = z.object({
  id: partnerId,
  pipeline: z.string(),
  issue: z
    .string()
    .transform((text) => text as IssueId)
    .nullable(),
  // Written by us from a `KeptDashboard`, by nobody else.
  kept: z.custom<KeptDashboard>((value) => typeof value === "object" && value !== null).nullable(),
}) satisfies z.ZodType<DashboardRow>;

export function dashboardsDue(
  db: Queryable,
  installation: InstallationId,
  now: Instant,
): Promise<readonly DashboardRow[]> {
  return select(db, {
    sql: `select id, pipeline, issue, standing as kept from partner
          where installation = $1 and role = 'dashboard' and due_at <= $2 order by id`,
    values: [installation, moment(now)],
    row: dashboardRow,
  });
}

const knownLine = z.object({
  partner: partnerId,
  line: z.custom<DashboardLine>((value) => typeof value === "object" && value !== null),
});

/** Everything that a pipeline's dashboard shows of its partners, in the order of their numbers. */
export function linesOf(db: Queryable, pipeline: string): Promise<readonly KnownLine[]> {
  return select(db, {
    sql: `select id as partner, line from partner
          where pipeline = $1 and role = 'partner' and jsonb_typeof(line) = 'object' order by number, id`,
    values: [pipeline],
    row: knownLine,
  });
}

const deadLetter = z.object({ number: z.number().nullable(), title: z.string(), error: z.string() });

/** Partners of a pipeline whose passes failed too often. */
export function deadOf(db: Queryable, pipeline: string): Promise<readonly DeadLetter[]> {
  return select(db, {
    sql: `select number, coalesce(title, '') as title, coalesce(last_error, '') as error from partner
          where pipeline = $1 and role = 'partner' and dead order by number, id`,
    values: [pipeline],
    row: deadLetter,
  });
}

/** What a pass over the dashboard came to, commands for its partners included. It waits while a write is in doubt. */
export async function recordKept(db: Queryable, pass: RecordedDashboard): Promise<void> {
  const { row, issue, kept, dueAt } = pass;
  await run(
    db,
    `update partner t set issue = $2, standing = $3,
       due_at = least($4, (select min(h.at) from hint h where h.partner = t.id and not h.considered and not h.echo)),
       waits = exists (select from ledger l where l.partner = t.id and l.state in ('recorded', 'sent'))
     where id = $1`,
    [row, issue, json(kept), momentOrNull(dueAt)],
  );
  if (pass.orders.length === 0) return;
  const orders = pass.orders.map(({ partner, hint }) => ({ partner, body: hint }));
  await run(
    db,
    `with told as (
       insert into hint (partner, guid, at, echo, body)
       select partner, 'dashboard', $2, false, body from jsonb_to_recordset($1::jsonb) as o (partner bigint, body jsonb)
       returning partner
     )
     update partner t set due_at = least(t.due_at, $2), dead = false from told where t.id = told.partner`,
    [json(orders), moment(pass.at)],
  );
}
