import { z } from "zod";
import type { Entry } from "../../core/history/entry.ts";
import type { PartnerId } from "../../core/ids.ts";
import { json, run, select, type Queryable } from "../query.ts";

const journalRow = z.object({
  // Written by us from an `Entry`, by nobody else; a landed kind never changes its meaning.
  entry: z.custom<Entry>((value) => typeof value === "object" && value !== null && "kind" in value),
});

/** A partner's journal, oldest first. */
export async function entriesOf(db: Queryable, partner: PartnerId): Promise<readonly Entry[]> {
  const rows = await select(db, {
    sql: "select entry from journal where partner = $1 order by id",
    values: [partner],
    row: journalRow,
  });
  return rows.map(({ entry }) => entry);
}

/** Appends; there is no other way to write it. */
export async function append(db: Queryable, partner: PartnerId, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  await run(
    db,
    `insert into journal (partner, at, kind, entry)
     select $1, to_timestamp((e.entry ->> 'at')::double precision / 1000), e.entry ->> 'kind', e.entry
     from jsonb_array_elements($2::jsonb) with ordinality as e (entry, place) order by e.place`,
    [partner, json(entries)],
  );
}
