import type { Pieces } from "../../../../src/sandbox/assemble.ts";
import type { Board } from "../stage/board.ts";
import type { Stage } from "../stage/stage.ts";
import type { Evidence, LedgerRow } from "./evidence.ts";

/** Collects what a sequence left behind. */
export async function gather(
  { app, github }: Stage,
  {
    pieces,
    board,
    fired,
  }: { readonly pieces: Pieces; readonly board: Board; readonly fired: Evidence["fired"] },
): Promise<Evidence> {
  const inbox = await app.sql<{ guid: string }>("select guid from inbox");
  const ledger = await app.sql<LedgerRow>(
    "select partner::text, key, effect->>'kind' as kind, state from ledger",
  );
  const [counts] = await app.sql<{ undone: number; dead: number }>(
    `select (select count(*)::int from journal where kind = 'refused' and (entry->>'undone')::boolean) as undone,
            (select count(*)::int from partner where dead) as dead`,
  );
  return {
    writes: pieces.journal,
    requests: pieces.requests.report().requests,
    deliveries: pieces.log.all(),
    board: board.standing(),
    inbox: new Set(inbox.map(({ guid }) => guid)),
    ledger,
    undone: counts?.undone ?? 0,
    dead: counts?.dead ?? 0,
    shared: false,
    cards: board.cards,
    mostAtOnce: github.mostAtOnce(),
    now: pieces.clock.now(),
    fired,
  };
}
