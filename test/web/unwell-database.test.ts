import { afterAll, describe, expect, it } from "@jest/globals";
import { withDatabases, type TestDatabase } from "../support/database.ts";
import { aBoard, at } from "../store/arrange.ts";
import { aDoor, aMove, closeDoors } from "./arrange.ts";

const freshDatabase = withDatabases();
afterAll(closeDoors);

/** Each makes a healthy database unable to keep anything, and says how it is healed. */
const illnesses: readonly (readonly [
  what: string,
  logged: string,
  fallIll: (database: TestDatabase) => Promise<() => Promise<unknown>>,
])[] = [
  [
    "the disk is full",
    "database-unwell",
    async ({ sql }) => {
      await sql(`create function full_disk() returns trigger language plpgsql as
                 $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$`);
      await sql("create trigger full_disk before insert on inbox execute function full_disk()");
      return () => sql("drop trigger full_disk on inbox");
    },
  ],
  [
    "it is read-only after a failover",
    "database-unwell",
    async ({ sql, client: { database = "" } }) => {
      await sql(`alter database ${database} set default_transaction_read_only = on`);
      await sql(LET_GO);
      return async () => {
        await sql(`begin read write; alter database ${database} reset default_transaction_read_only; commit`);
        await sql(LET_GO);
      };
    },
  ],
];

/** New connections learn what the database has become. */
const LET_GO =
  "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

/** Somebody moves the one card of the board. */
const move = aMove({
  projects_v2_item: {
    ...{ node_id: "PVTI_1", project_node_id: "PVT_board", content_node_id: "I_1", content_type: "Issue" },
  },
  changes: { field_value: { field_node_id: "PVTSSF_status", field_type: "single_select" } },
});

describe("a delivery that meets a database which cannot keep it", () => {
  it.each(illnesses)(
    "because %s is answered 503, and taken when it comes again",
    async (_what, logged, fallIll) => {
      const database = await freshDatabase();
      await aBoard(database.store);
      const { deliver, lines } = await aDoor({ remember: (delivery) => database.inbox.remember(delivery) });
      const guid = { headers: { "x-github-delivery": "the-same-guid" } };

      const heal = await fallIll(database);
      const refused = await deliver("projects_v2_item", move, guid);
      const keptMeanwhile = await database.sql("select guid from inbox");
      await heal();
      const taken = await deliver("projects_v2_item", move, guid);

      expect([refused.status, keptMeanwhile, taken.status]).toEqual([503, [], 200]);
      expect(lines.join("")).toContain(logged);
      expect(await database.sql("select guid from inbox")).toEqual([{ guid: "the-same-guid" }]);
      expect(await database.store.standing(at())).toMatchObject({ inbox: 1 });
    },
  );
});
