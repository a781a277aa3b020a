import type { Play } from "../model/play.ts";
import type { Evidence } from "./evidence.ts";

/** Collects what a sequence left behind. */
export async function gather(state: Play): Promise<Evidence> {
  const { stage, world, board, said, deleted, setting, fired } = state;
  const { records } = stage.app;
  const columns = board.columns();
  const lost = columns.flatMap((column, index) => (column === null ? [index] : []));
  return {
    ...{ writes: world.pieces.journal, passed: world.tape.passed, posted: world.tape.posted },
    ...{ columns, threads: board.threads(), cards: board.ground.cards, issues: board.ground.issues },
    ...{ opened: board.opened(), syncRepository: board.ground.place.syncRepository },
    options: (board.ground.status.options ?? []).map(({ id }) => id),
    ...{ ledger: await records.ledger(), journal: await records.journal(), dead: await records.dead() },
    ...{ said, gone: new Set([...deleted, ...lost]), shared: setting.shared, fired },
  };
}
