import { describe, expect, it } from "@jest/globals";
import { translate } from "../../src/store/errors.ts";
import { withDatabases, type TestDatabase } from "../support/database.ts";

const freshDatabase = withDatabases();

/** What the server's own refusal with this SQLSTATE becomes. */
async function refusedWith({ sql }: TestDatabase, state: string): Promise<unknown> {
  return sql(`do $$ begin raise exception using errcode = '${state}'; end $$`).then(() => null, translate);
}

describe("translate", () => {
  it.each([
    ["53100", "disk full", "database-unwell", "transient"],
    ["53200", "out of memory", "database-unwell", "transient"],
    ["53300", "too many connections", "database-unreachable", "transient"],
    ["57P01", "shut down by its administrator", "database-unreachable", "transient"],
    ["57P02", "shut down after a crash", "database-unreachable", "transient"],
    ["57P03", "starting up", "database-unreachable", "transient"],
    ["25006", "read-only after a failover", "database-unwell", "transient"],
    ["58030", "I/O error", "database-unwell", "transient"],
    ["40P01", "deadlock", "database-busy", "transient"],
    ["25P03", "idle too long", "database-busy", "transient"],
    ["08P01", "a pooler between", "database-pooler", "permanent"],
    ["28P01", "wrong password", "database-refused", "permanent"],
    ["3D000", "no such database", "database-refused", "permanent"],
    ["23514", "a row that breaks a rule", "database-statement", "bug"],
  ])("makes of %s (%s) %s, which is %s", async (state, _what, code, kind) => {
    const error = await refusedWith(await freshDatabase(), state);

    expect(error).toMatchObject({ code, failure: { kind }, details: { state } });
  });

  it("takes what carries no SQLSTATE for a way that is down", () => {
    const cause = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });

    expect(translate(cause)).toMatchObject({
      code: "database-unreachable",
      failure: { kind: "transient" },
      details: { code: "ECONNREFUSED" },
    });
  });
});
