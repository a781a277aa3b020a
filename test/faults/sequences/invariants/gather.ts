import type { Play } from "../model/play.ts";
import type { Evidence, LedgerRow, Noted } from "./evidence.ts";

/** Collects what a sequence left behind. */
export async function gather(state: Play): Promise<Evidence> {
  const { stage, world, board, said, deleted, shared, fired } = state;
  const ledger = await stage.app.sql<LedgerRow>(
    `select p.card, l.state, l.effect, (extract(epoch from l.sent_at) * 1000)::float8 as "sentAt"
     from ledger l join partner p on p.id = l.partner order by l.id`,
  );
  const journal = await stage.app.sql<Noted>(
    "select p.card, p.issue, j.entry from journal j join partner p on p.id = j.partner order by j.id",
  );
  const [dead] = await stage.app.sql<{ rows: number }>(
    "select count(*)::int as rows from partner where dead",
  );
  const columns = board.columns();
  const lost = columns.flatMap((column, index) => (column === null ? [index] : []));
  return {
    ...{ writes: world.pieces.journal, passed: world.tape.passed, posted: world.tape.posted },
    ...{ columns, threads: board.threads(), cards: board.ground.cards, issues: board.ground.issues },
    options: (board.ground.status.options ?? []).map(({ id }) => id),
    ...{ ledger, journal, said, gone: new Set([...deleted, ...lost]) },
    ...{ dead: dead?.rows ?? 0, shared, fired },
  };
}
