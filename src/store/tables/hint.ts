import { z } from "zod";
import type { CardId, CommentId, FieldId, Login, OptionId, PartnerId } from "../../core/ids.ts";
import type { Hint } from "../../core/partner/partner.ts";
import type { Instant } from "../../core/time/time.ts";
import type { Memory } from "../../keeper/store.ts";
import { instant, run, select, type Queryable } from "../query.ts";

const at = z.number().transform((ms) => ms as Instant);
const option = z.string().transform((text) => text as OptionId);
const person = z.object({ login: z.string().transform((text) => text as Login), bot: z.boolean() });
const updated = z.object({ what: z.enum(["card", "issue"]), at }).exactOptional();

const body = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("status"),
      at,
      sender: person.nullable(),
      from: option.nullish(),
      to: option.nullish(),
      overwrote: z.boolean(),
    })
    .transform((hint) => ({ ...hint, from: hint.from, to: hint.to })),
  z.object({
    kind: z.literal("comment"),
    at,
    comment: z.string().transform((text) => text as CommentId),
    author: person,
    command: z.string().nullable(),
    elsewhere: z.literal(true).exactOptional(),
    updated,
  }),
  z.object({ kind: z.literal("other"), at, sender: person.nullable(), updated }),
  z.object({
    kind: z.literal("echo"),
    card: z
      .string()
      .transform((text) => text as CardId)
      .nullable(),
    field: z
      .string()
      .transform((text) => text as FieldId)
      .nullable(),
    to: z.string().nullish(),
  }),
]);

const hintRow = z.object({ id: z.string(), at: instant, body });

/** What deliveries said about a partner and no pass has used up. */
export interface OpenHints {
  readonly ids: readonly string[];
  readonly hints: readonly Hint[];
  readonly echoes: Memory["echoes"];
}

/** Reads them in the order in which they came. */
export async function openHints(db: Queryable, partner: PartnerId): Promise<OpenHints> {
  const rows = await select(db, {
    sql: "select id, at, body from hint where partner = $1 and not considered order by at, id",
    values: [partner],
    row: hintRow,
  });
  return {
    ids: rows.map(({ id }) => id),
    hints: rows.flatMap((row) => (row.body.kind === "echo" ? [] : [row.body])),
    echoes: rows.flatMap((row) => echoOf(row)),
  };
}

/** An echo that does not say what was written is no sign of anything in particular. */
function echoOf({ at: arrived, body: kept }: z.infer<typeof hintRow>): Memory["echoes"] {
  if (kept.kind !== "echo" || kept.to === undefined) return [];
  return [{ at: arrived, card: kept.card, field: kept.field, to: kept.to }];
}

/** Marks exactly what a pass has read: ids grow, but need not become visible in their order. */
export function useUp(db: Queryable, partner: PartnerId, ids: readonly string[]): Promise<void> {
  return run(db, "update hint set considered = true where partner = $1 and id = any($2::bigint[])", [
    partner,
    ids,
  ]);
}

/** Marks all there are, read or not. */
export function useUpAll(db: Queryable, partner: PartnerId): Promise<void> {
  return run(db, "update hint set considered = true where partner = $1 and not considered", [partner]);
}
