import { z } from "zod";
import type { InstallationId } from "../../core/ids.ts";
import type { Board } from "../../core/playbook/board.ts";
import type { Instant } from "../../core/time/time.ts";
import type { Repository } from "../../keeper/github.ts";
import type { Pipeline } from "../../keeper/store.ts";
import { instant, json, moment, momentOrNull, run, select, type Queryable } from "../query.ts";

const problem = z.object({ path: z.string(), line: z.number().nullable(), message: z.string() });

const pipelineRow = z
  .object({
    id: z.string(),
    repository: z.string(),
    owner: z.string(),
    name: z.string(),
    private: z.boolean(),
    label: z.string().nullable(),
    playbook: z.object({ sha: z.string(), text: z.string() }).nullable(),
    problems: z.object({ sha: z.string(), found: z.array(problem) }).nullable(),
    // Written by us from a `Board`, by nobody else.
    board: z.custom<Board>((value) => typeof value === "object").nullable(),
    paused: z.string().nullable(),
    adopted: z.boolean(),
    audience: z
      .object({
        kind: z.enum(["team", "shared"]),
        readAt: z.number().transform((ms) => ms as Instant),
      })
      .nullable(),
    due_at: instant.nullable(),
  })
  .transform(({ repository, owner, name, private: isPrivate, due_at, ...rest }): Pipeline => ({
    ...rest,
    repository: { id: repository, owner, name, private: isPrivate },
    dueAt: due_at,
  }));

const columns = `id, repository, owner, name, private, label, playbook, problems, board, paused, adopted, audience, due_at`;

/** The pipelines of an installation; with `now`, only those that are due. */
export function pipelinesOf(
  db: Queryable,
  installation: InstallationId,
  now: Instant | null = null,
): Promise<readonly Pipeline[]> {
  return select(db, {
    sql: `select ${columns} from pipeline
          where installation = $1 and not gone and ($2::timestamptz is null or due_at <= $2) order by id`,
    values: [installation, momentOrNull(now)],
    row: pipelineRow,
  });
}

/** One row a repository. New ones and those that came back are due; those that the list lacks are gone. */
export function setRepositories(
  db: Queryable,
  repositories: readonly Repository[],
  { installation, now }: { readonly installation: InstallationId; readonly now: Instant },
): Promise<void> {
  return run(
    db,
    `with seen as (
       select * from jsonb_to_recordset($2::jsonb) as s (id text, owner text, name text, private boolean)
     ), lost as (
       update pipeline set gone = true, due_at = null
       where installation = $1 and repository not in (select id from seen)
     ), quiet as (
       update partner t set due_at = null, waits = false from pipeline p
       where p.id = t.pipeline and p.installation = $1 and p.repository not in (select id from seen)
     ), discovered as (
       update installation set due_at = null where id = $1
     )
     insert into pipeline (installation, repository, owner, name, private, due_at)
     select $1, id, owner, name, private, $3 from seen
     on conflict (installation, repository) do update
     set owner = excluded.owner, name = excluded.name, private = excluded.private, gone = false,
         due_at = least(pipeline.due_at, excluded.due_at)`,
    [installation, json(repositories), moment(now)],
  );
}

/** Everything of a pipeline but its repository. What the inbox needs is kept in columns of its own. */
export function updatePipeline(db: Queryable, pipeline: Pipeline): Promise<void> {
  const { board } = pipeline;
  const fields = board === null ? null : Object.values(board.fields).map(({ id }) => id);
  return run(
    db,
    `update pipeline
     set label = $2, playbook = $3, problems = $4, board = $5, paused = $6, adopted = $7, audience = $8, due_at = $9,
         project = $10, fields = $11, status_field = $12
     where id = $1`,
    [
      pipeline.id,
      pipeline.label,
      json(pipeline.playbook),
      json(pipeline.problems),
      json(board),
      pipeline.paused,
      pipeline.adopted,
      json(pipeline.audience),
      momentOrNull(pipeline.dueAt),
      board?.project ?? null,
      fields,
      board?.fields["status"]?.id ?? null,
    ],
  );
}
