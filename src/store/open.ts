import type { Logger } from "pino";
import type { Inbox } from "../keeper/inbox.ts";
import type { Store } from "../keeper/store.ts";

/** Where the database is: `databaseUrl` wins; without it the embedded server keeps its files in `dataDirectory`. */
export interface StoreConfig {
  readonly databaseUrl: string | null;
  readonly dataDirectory: string;
  readonly log: Logger;
}

/** The opened database: migrated, with the ports of the keeper upon it. */
export interface OpenStore {
  readonly store: Store;
  readonly inbox: Inbox;
  /** Asks the database for an answer; throws `AppError` when there is none. For `/ready`. */
  ping(): Promise<void>;
  /** For `/metrics`: connections of the pool for deliveries. */
  connections(): { readonly total: number; readonly idle: number; readonly waiting: number };
  /** Ends all connections and stops the embedded server, if there is one. Claims must be released before. */
  close(): Promise<void>;
}

/** Connects (or starts the embedded server), migrates, and hands out the store. Throws `AppError`. */
export function openStore(config: StoreConfig): Promise<OpenStore> {
  return Promise.reject(new Error(`not built yet: ${config.dataDirectory}`));
}
