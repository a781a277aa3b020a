import type { Inbox } from "../../../src/keeper/inbox.ts";
import type { Store } from "../../../src/keeper/store.ts";
import { createMemoryInbox } from "./inbox.ts";
import { createMemoryStore } from "./store.ts";
import { emptyTables, type Line, type Tables } from "./tables.ts";

/**
 * The keeper's record without PostgreSQL, for what is played a hundred thousand times. It keeps the contract of
 * `test/store`, where both are judged by the same tests.
 */
export interface MemoryRecord {
  readonly store: Store;
  readonly inbox: Inbox;
  readonly tables: Tables;
  /** Every claim loses its lock, wherever it stands. */
  readonly cut: () => void;
  /** As it was made. Nobody may be at work upon it. */
  readonly empty: () => void;
}

/** An empty record. Whoever builds anything upon its store and inbox shares it, as processes share a database. */
export function createMemoryRecord(): MemoryRecord {
  const tables = emptyTables();
  const line: Line = { wakes: new Set(), cuts: new Set() };
  return {
    ...{ tables, store: createMemoryStore(tables, line), inbox: createMemoryInbox(tables, line) },
    cut: () => {
      for (const cut of [...line.cuts]) cut();
    },
    empty: () => {
      Object.assign(tables, emptyTables());
    },
  };
}
