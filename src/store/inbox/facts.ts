import { z } from "zod";
import type { CardId, FieldId, IssueId, OptionId, ProjectId } from "../../core/ids.ts";
import { count, select, type Queryable } from "../query.ts";

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
  role: z.enum(["partner", "other", "notice", "dashboard"]).nullable(),
  waits: z.boolean().nullable(),
  inDoubt: z.boolean(),
};

const cardFact = z.object({
  ...known,
  /** The playbook uses the field that changed, or may use it. */
  used: z.boolean().nullable(),
  isStatus: z.boolean().nullable(),
  /** Null also where the change is known to be nobody's but a person's. */
  writes: z.array(fieldWrite).nullable(),
  itself: z.boolean().nullable(),
});
/** What we know of a card in one pipeline of its project. */
export type CardFact = z.infer<typeof cardFact>;

const placedFact = cardFact.extend({ place: count });

const issueFact = z.object({
  ...known,
  home: z.boolean().nullable(),
  label: z.string().nullable(),
  itself: z.boolean().nullable(),
});
/** What we know of an issue in one pipeline: a row of its own, a row it is linked to, or neither. */
export type IssueFact = z.infer<typeof issueFact>;

const doubt = `exists (select from ledger l where l.partner = t.id and l.state = 'sent') as "inDoubt"`;

/** The card that a delivery tells of. */
export interface CardAsked {
  readonly installation: string;
  readonly project: ProjectId;
  readonly card: CardId;
  readonly issue: IssueId | null;
  readonly field: FieldId | null;
  /** It may be an echo of a write of ours. */
  readonly mayBeOurs: boolean;
}

/**
 * What is known of each card, in their order. No row: the installation is not known. A row without pipeline: the
 * project is not ours.
 */
export async function cardFacts(
  db: Queryable,
  asked: readonly CardAsked[],
): Promise<readonly (readonly CardFact[])[]> {
  const rows = await select(db, {
    name: "card-facts",
    sql: `select a.place::int - 1 as place, i.state, p.id as pipeline,
                 (a.field is null or p.fields is null or a.field = any(p.fields)) as used,
                 coalesce(a.field = p.status_field, false) as "isStatus",
                 t.id as partner, t.role, t.waits, case when a.ours then t.writes end as writes, t.card = a.card as itself, ${doubt}
          from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[])
            with ordinality as a (installation, project, card, issue, field, ours, place)
          join installation i on i.id = a.installation
          left join pipeline p on p.installation = i.id and p.project = a.project and not p.gone
          left join lateral (
            select * from partner t where t.pipeline = p.id and (t.card = a.card or t.issue = a.issue) offset 0
          ) t on true
          order by a.place, p.id, t.card is not distinct from a.card desc`,
    values: [
      asked.map(({ installation }) => installation),
      asked.map(({ project }) => project),
      asked.map(({ card }) => card),
      asked.map(({ issue }) => issue),
      asked.map(({ field }) => field),
      asked.map(({ mayBeOurs }) => mayBeOurs),
    ],
    row: placedFact,
  });
  const facts = asked.map((): CardFact[] => []);
  for (const { place, ...fact } of rows) facts[place]?.push(fact);
  return facts;
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
