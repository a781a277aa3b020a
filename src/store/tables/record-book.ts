import { z } from "zod";
import type { DashboardLine } from "../../core/dashboard/line.ts";
import type { Entry } from "../../core/history/entry.ts";
import type { Board } from "../../core/playbook/board.ts";
import type { RecordedPartner } from "../../core/report/recorded.ts";
import { select, type Queryable } from "../query.ts";

const keptPipeline = z.object({
  id: z.string(),
  installation: z.string(),
  playbook: z.string().nullable(),
  // Written by us from a `Board`, by nobody else.
  board: z.custom<Board | null>(),
});
export type KeptPipeline = z.infer<typeof keptPipeline>;

/** The pipeline of a repository, by its name; of several installations the one that is still ours to see. */
export async function pipelineNamed(
  db: Queryable,
  { owner, repo }: { readonly owner: string; readonly repo: string },
): Promise<KeptPipeline | null> {
  const [found] = await select(db, {
    sql: `select id, installation, playbook ->> 'text' as playbook, board from pipeline
          where lower(owner) = lower($1) and lower(name) = lower($2) order by gone, id desc limit 1`,
    values: [owner, repo],
    row: keptPipeline,
  });
  return found ?? null;
}

const recorded = z.object({
  number: z.number().nullable(),
  // Written by us, by nobody else; a line of long ago lacks what came later.
  line: z.custom<Partial<DashboardLine> | null>(),
  entries: z.array(z.custom<Entry>()),
});
const LATER = { source: null, reference: null, fixes: [] } as const;

/** Everybody who ever came on record, in that order, with their whole journals. */
export async function recordedPartners(db: Queryable, pipeline: string): Promise<readonly RecordedPartner[]> {
  const rows = await select(db, {
    sql: `select t.number, case when jsonb_typeof(t.line) = 'object' then t.line end as line,
                 jsonb_agg(j.entry order by j.id) as entries
          from partner t join journal j on j.partner = t.id
          where t.pipeline = $1 and t.role = 'partner' group by t.id order by min(j.id)`,
    values: [pipeline],
    row: recorded,
  });
  return rows.map(({ line, ...rest }) => ({
    ...rest,
    line: line === null ? null : ({ ...LATER, ...line } as DashboardLine),
  }));
}
