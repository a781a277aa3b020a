import { createMemoryRecord } from "../support/memory/memory.ts";
import { withDatabases, type TestDatabase } from "../support/database.ts";

/** A store and its inbox: what the keeper needs of a record. */
export type TestRecord = Pick<TestDatabase, "store" | "inbox">;

/** The real record and its double in memory: what holds for one has to hold for the other. */
export function bothRecords(): readonly (readonly [string, () => Promise<TestRecord>])[] {
  return [
    ["PostgreSQL", withDatabases()],
    ["memory", () => Promise.resolve(createMemoryRecord())],
  ];
}
