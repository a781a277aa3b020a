import { beforeAll, describe, expect, it } from "@jest/globals";
import { withDatabases, type TestDatabase } from "../support/database.ts";
import { aBoard, aCard, at, claimed } from "./arrange.ts";

const freshDatabase = withDatabases();
const database = new Promise<TestDatabase>((resolve) => {
  beforeAll(async () => {
    const fresh = await freshDatabase();
    await aBoard(fresh.store);
    await fresh.sql(
      `insert into partner (installation, pipeline, role, card, issue, due_at, linked, standing)
       select installation, pipeline, 'partner', 'c' || n, 'i' || n,
              case when n % 500 = 0 then timestamptz '2026-11-22 12:00Z' end, array['l' || n], '{}'
       from partner, generate_series(2, 10000) n where card = 'PVTI_1'`,
    );
    await fresh.sql("analyze");
    resolve(fresh);
  });
});

describe("with 10,000 partners", () => {
  it.each([
    {
      question: "who is due",
      sql: "select id from partner where installation = '42' and due_at <= '2026-11-22 12:00Z' order by due_at, id limit 20",
      index: "partner_due",
    },
    {
      question: "which partner has this card",
      sql: "select id from partner where card = 'c77'",
      index: "partner_card",
    },
    {
      question: "which partners an issue is linked to",
      sql: "select id from partner where issue = 'l77' or linked @> array['l77']",
      index: "partner_linked",
    },
  ])("$question is asked of an index", async ({ sql, index }) => {
    const plan = await (await database).sql(`explain ${sql}`);

    const text = JSON.stringify(plan);
    expect(text).toContain(index);
    expect(text).not.toContain("Seq Scan");
  });

  it("what is due is found without reading the board", async () => {
    const { store } = await database;

    expect(await store.standing(at())).toMatchObject({ due: 20, partners: 10_000 });
    expect(await store.nextDue()).toBe(at());
  });

  it("a sweep notes all of them again within the time that a statement has", async () => {
    const { store, sql } = await database;
    await sql("update pipeline set due_at = '2026-11-22 12:00Z'");
    const rows = await sql("select card, issue from partner where role = 'partner' and card is not null");
    const cards = rows.map((row) => aCard({ ...row, fingerprint: "swept" }));
    const claim = await claimed(store);
    const [pipeline] = await claim.pipelines();
    if (pipeline === undefined) throw new Error("no pipeline");

    await claim.noteCards(pipeline, cards, at());
    await claim.noteCards(pipeline, cards, at());

    expect(await sql("select count(*)::int as swept from partner where fingerprint = 'swept'")).toEqual([
      { swept: cards.length },
    ]);
    expect(cards.length).toBeGreaterThan(9_000);
    await claim.release();
  });
});
