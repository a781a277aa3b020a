import { z } from "zod";
import type { CardId, FieldId, IssueId, OptionId, ProjectId } from "../../core/ids.ts";
import { select, type Queryable } from "../query.ts";

const optionId = z.string().transform((text) => text as OptionId);

/** One of our latest writes to a field of a card. `to` and `judged` are options; null is an empty field. */
const fieldWrite = z.object({
  field: z.string().transform((text) => text as FieldId),
  to: optionId.nullable(),
  judged: optionId.nullable(),
  at: z.number(),
});
export type FieldWritten = z.infer<typeof fieldWrite>;

const known = {
  state: z.enum(["active", "suspended", "deleted"]),
  pipeline: z.string().nullable(),
  partner: z.string().nullable(),
  role: z.enum(["partner", "other", "notice"]).nullable(),
  waits: z.boolean().nullable(),
  inDoubt: z.boolean(),
};

const cardFact = z.object({
  ...known,
  fields: z.array(z.string()).nullable(),
  statusField: z.string().nullable(),
  writes: z.array(fieldWrite).nullable(),
  itself: z.boolean().nullable(),
});
/** What we know of a card in one pipeline of its project. */
export type CardFact = z.infer<typeof cardFact>;

const issueFact = z.object({
  ...known,
  home: z.boolean().nullable(),
  label: z.string().nullable(),
  itself: z.boolean().nullable(),
});
/** What we know of an issue in one pipeline: a row of its own, a row it is linked to, or neither. */
export type IssueFact = z.infer<typeof issueFact>;

const doubt = `exists (select from ledger l where l.partner = t.id and l.state = 'sent') as "inDoubt"`;

/** No row: the installation is not known. A row without pipeline: the project is not ours. */
export function cardFacts(
  db: Queryable,
  about: {
    readonly installation: string;
    readonly project: ProjectId;
    readonly card: CardId;
    readonly issue: IssueId | null;
  },
): Promise<readonly CardFact[]> {
  return select(db, {
    name: "card-facts",
    sql: `select i.state, p.id as pipeline, p.fields, p.status_field as "statusField",
                 t.id as partner, t.role, t.waits, t.writes, t.card = $3 as itself, ${doubt}
          from installation i
          left join pipeline p on p.installation = i.id and p.project = $2 and not p.gone
          left join partner t on t.pipeline = p.id and (t.card = $3 or t.issue = $4)
          where i.id = $1
          order by p.id, t.card is not distinct from $3 desc`,
    values: [about.installation, about.project, about.card, about.issue],
    row: cardFact,
  });
}

/** As `cardFacts`, for an issue. `repository` is a node id or `owner/name`. */
export function issueFacts(
  db: Queryable,
  about: { readonly installation: string; readonly repository: string; readonly issue: IssueId },
): Promise<readonly IssueFact[]> {
  return select(db, {
    name: "issue-facts",
    sql: `select i.state, p.id as pipeline, p.label, t.id as partner, t.role, t.waits, t.issue = $3 as itself,
                 (p.repository = $2 or lower(p.owner || '/' || p.name) = lower($2)) as home, ${doubt}
          from installation i
          left join pipeline p on p.installation = i.id and not p.gone
          left join partner t on t.pipeline = p.id and (t.issue = $3 or t.linked @> array[$3])
          where i.id = $1`,
    values: [about.installation, about.repository, about.issue],
    row: issueFact,
  });
}

const repositoryFact = z.object({
  state: known.state,
  pipeline: z.string().nullable(),
});

/** The pipeline of a repository, if both are known. */
export async function repositoryFacts(
  db: Queryable,
  about: { readonly installation: string; readonly repository: string },
): Promise<z.infer<typeof repositoryFact> | null> {
  const [found] = await select(db, {
    sql: `select i.state, p.id as pipeline from installation i
          left join pipeline p on p.installation = i.id and not p.gone
            and (p.repository = $2 or lower(p.owner || '/' || p.name) = lower($2))
          where i.id = $1`,
    values: [about.installation, about.repository],
    row: repositoryFact,
  });
  return found ?? null;
}
