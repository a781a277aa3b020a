import { describe, expect, it } from "@jest/globals";
import pg from "pg";
import type { Hint } from "../../src/core/partner/partner.ts";
import type { CardId, FieldId, InstallationId, IssueId } from "../../src/core/ids.ts";
import type { About } from "../../src/keeper/inbox.ts";
import { withDatabases } from "../support/database.ts";
import {
  aBoard,
  aCard,
  aDelivery,
  aPass,
  aboutCard,
  aboutComment,
  aboutIssue,
  at,
  claimed,
  firstColumn,
  installation,
  nobody,
  secondColumn,
} from "./arrange.ts";
import { bothRecords, type TestRecord } from "./both.ts";

const records = bothRecords();
const freshDatabase = withDatabases();

describe.each(records)("remember in %s", (_, freshRecord) => {
  it("makes the partner of a known card due at the time of the delivery", async () => {
    const { store, inbox } = await freshRecord();
    await aBoard(store);

    const outcome = await inbox.remember(aDelivery({ receivedAt: at(5) }));

    expect(outcome).toBe("remembered");
    expect(await store.nextDue()).toBe(at(5));
    expect(await store.standing(at(5))).toMatchObject({ inbox: 1, due: 1 });
  });

  it("keeps what the delivery said as a hint of the partner", async () => {
    const { store, inbox } = await freshRecord();
    await aBoard(store);
    await inbox.remember(aDelivery());
    await inbox.remember(aDelivery({ about: aboutComment({ command: "/check" }) }));
    const claim = await claimed(store);
    const [row] = await claim.duePartners(at(), 1);

    const { hints } = await claim.memory(row?.id ?? nobody);

    expect(hints).toMatchObject([
      {
        kind: "status",
        at: at(),
        sender: { login: "mona" },
        from: firstColumn,
        to: secondColumn,
        overwrote: false,
      },
      { kind: "comment", comment: "IC_1", author: { login: "mona" }, command: "/check" },
    ]);
    await claim.release();
  });

  it("tells a Status that GitHub said nothing about from one that was cleared", async () => {
    const { store, inbox } = await freshRecord();
    await aBoard(store);
    await inbox.remember(aDelivery({ about: aboutCard({ from: undefined, to: null }) }));
    const claim = await claimed(store);
    const [row] = await claim.duePartners(at(), 1);

    const { hints } = await claim.memory(row?.id ?? nobody);

    expect(hints).toMatchObject([{ kind: "status", to: null }]);
    expect(hints[0]).toHaveProperty("from", undefined);
    await claim.release();
  });

  it.each<{ what: string; about: About; action?: string }>([
    { what: "a card of another project", about: aboutCard({ project: "PVT_other" as never }) },
    { what: "a field that the playbook does not use", about: aboutCard({ field: "PVTF_size" as FieldId }) },
    { what: "an issue without the label", about: aboutIssue({ issue: "I_9" as IssueId }) },
    {
      what: "an issue of another repository",
      about: aboutIssue({ issue: "I_9" as IssueId, repository: "R_9", labels: ["design-partner"] }),
    },
    { what: "a comment on a linked issue", about: aboutComment({ issue: "I_linked" as IssueId }) },
    {
      what: "an edited card that is no partner",
      about: aboutCard({ card: "PVTI_2" as CardId, issue: "I_2" as IssueId }),
    },
    {
      what: "a card that is gone already",
      about: aboutCard({ card: "PVTI_9" as CardId, issue: null }),
      action: "deleted",
    },
  ])("is not concerned by $what", async ({ about, action = "edited" }) => {
    const { store, inbox } = await freshRecord();
    await aBoard(store, [
      aCard(),
      aCard({ card: "PVTI_2" as CardId, issue: "I_2" as IssueId, fingerprint: "2", partner: false }),
    ]);

    const outcome = await inbox.remember(aDelivery({ about, action }));

    expect(outcome).toBe("irrelevant");
    expect(await store.nextDue()).toBeNull();
  });

  it("makes a partner of a noted card whose issue gets the label", async () => {
    const { store, inbox } = await freshRecord();
    await aBoard(store, [aCard({ partner: false })]);

    const outcome = await inbox.remember(aDelivery({ about: aboutIssue({ labels: ["Design-Partner"] }) }));

    expect(outcome).toBe("remembered");
    expect(await store.standing(at())).toMatchObject({ due: 1, partners: 1 });
  });

  it("makes every partner due that the issue is linked to", async () => {
    const { store, inbox } = await freshRecord();
    const pipeline = await aBoard(store);
    await linkTo(store, pipeline.id, "I_bug" as IssueId);

    const outcome = await inbox.remember(aDelivery({ about: aboutIssue({ issue: "I_bug" as IssueId }) }));

    expect(outcome).toBe("remembered");
    expect(await store.nextDue()).toBe(at());
  });

  it.each([
    {
      what: "the card",
      about: aboutCard({ field: null, updatedAt: at(7) }),
      updated: { what: "card", at: at(7) },
    },
    { what: "the issue", about: aboutIssue({ updatedAt: at(7) }), updated: { what: "issue", at: at(7) } },
    { what: "a comment", about: aboutComment({ updatedAt: at(7) }), updated: { what: "issue", at: at(7) } },
    { what: "an issue without a time", about: aboutIssue(), updated: null },
    {
      what: "an issue that is linked",
      about: aboutIssue({ issue: "I_bug" as IssueId, updatedAt: at(7) }),
      updated: null,
    },
  ])("keeps as of when a delivery showed $what", async ({ about, updated }) => {
    const { store, inbox } = await freshRecord();
    const pipeline = await aBoard(store);
    await linkTo(store, pipeline.id, "I_bug" as IssueId);

    await inbox.remember(aDelivery({ about }));

    const claim = await claimed(store);
    const hints: Hint[] = [];
    for (const { id } of await claim.duePartners(at(), 9)) hints.push(...(await claim.memory(id)).hints);
    await claim.release();
    expect(hints.map((hint) => (hint.kind === "status" ? "status" : (hint.updated ?? null)))).toEqual([
      updated,
    ]);
  });

  it("makes the pipeline due when its playbook was pushed", async () => {
    const { store, inbox } = await freshRecord();
    await aBoard(store);

    await inbox.remember(aDelivery({ event: "push", about: { kind: "playbook", repository: "R_1" } }));

    const claim = await claimed(store);
    expect(await claim.duePipelines(at())).toHaveLength(1);
    await claim.release();
  });

  it("discovers an installation that it hears of for the first time", async () => {
    const { store, inbox } = await freshRecord();

    const outcome = await inbox.remember(aDelivery({ installation: "77" as InstallationId }));

    expect(outcome).toBe("remembered");
    const claim = await claimed(store);
    expect(claim).toMatchObject({ installation: "77", discover: true });
    await claim.release();
  });

  it.each(["suspended", "deleted"] as const)("lets nothing be due of a %s installation", async (state) => {
    const { store, inbox } = await freshRecord();
    await aBoard(store);
    await inbox.remember(aDelivery());
    await inbox.remember(aDelivery({ about: { kind: "installation", account: "acme", state } }));

    const outcome = await inbox.remember(aDelivery());

    expect(outcome).toBe("irrelevant");
    expect(await store.nextDue()).toBeNull();
    expect(await store.claim(at(9))).toBeNull();
  });
});

describe("deliveries that come at once", () => {
  it("does a delivery once, even if a thousand arrive together and each came five times, and all later again", async () => {
    const { store, inbox, sql } = await freshDatabase();
    await aBoard(store);
    const deliveries = Array.from({ length: 200 }, () => aDelivery());

    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => deliveries)
        .flat()
        .map((delivery) => inbox.remember(delivery)),
    );
    const later = await Promise.all(deliveries.map((delivery) => inbox.remember(delivery)));

    expect(new Set(later)).toEqual(new Set(["repeated"]));
    expect(outcomes.filter((outcome) => outcome === "remembered")).toHaveLength(200);
    expect(outcomes.filter((outcome) => outcome === "repeated")).toHaveLength(800);
    expect(await sql("select count(*)::int as hints, count(distinct guid)::int as guids from hint")).toEqual([
      { hints: 200, guids: 200 },
    ]);
  });

  it("keeps deliveries of other partners while a pass is being recorded for one, and that one's after it", async () => {
    const { store, inbox, client } = await freshDatabase();
    const other = { card: "PVTI_2" as CardId, issue: "I_2" as IssueId };
    await aBoard(store, [aCard(), aCard({ ...other, number: 2 })]);
    const pass = new pg.Client(client);
    await pass.connect();
    await pass.query("begin");
    await pass.query("update partner set number = number where card = 'PVTI_1'");

    const held = [inbox.remember(aDelivery()), inbox.remember(aDelivery())];
    const others = [1, 2].map(() => inbox.remember(aDelivery({ about: aboutCard(other) })));

    expect(await Promise.all(others)).toEqual(["remembered", "remembered"]);
    expect(await store.standing(at())).toMatchObject({ inbox: 2, due: 1 });
    await pass.query("commit");
    expect(await Promise.all(held)).toEqual(["remembered", "remembered"]);
    expect(await store.standing(at())).toMatchObject({ inbox: 4, due: 2 });
    await pass.end();
  });

  it("writes nothing to a partner that is due already, and brings one that was due later forward", async () => {
    const { store, inbox, sql } = await freshDatabase();
    await aBoard(store);
    const row = (): Promise<unknown> => sql("select ctid::text as version, due_at from partner");
    await inbox.remember(aDelivery({ receivedAt: at(5) }));
    const due = await row();

    expect(await inbox.remember(aDelivery({ receivedAt: at(6) }))).toBe("remembered");
    expect(await row()).toEqual(due);

    await inbox.remember(aDelivery({ receivedAt: at(4) }));
    expect(await store.nextDue()).toBe(at(4));
  });

  it("makes one row of a new card that several deliveries tell of at once", async () => {
    const { store, inbox, sql } = await freshDatabase();
    await aBoard(store, []);
    const about = [aboutCard(), aboutIssue({ labels: ["design-partner"] })];

    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        inbox.remember(aDelivery({ about: about[index % 2] ?? aboutCard() })),
      ),
    );

    expect(new Set(outcomes)).toEqual(new Set(["remembered"]));
    expect(await sql("select count(*)::int as rows from partner where issue = 'I_1'")).toEqual([{ rows: 1 }]);
  });
});

async function linkTo(store: TestRecord["store"], pipeline: string, linked: IssueId): Promise<void> {
  await store.knowInstallations([{ id: installation, account: "acme", suspended: false }], at());
  const stranger = await store.claim(at());
  await stranger?.release();
  const claim = await dueAgain(store, pipeline);
  for (const row of await claim.duePartners(at(), 9)) await claim.record(aPass(row, { linked: [linked] }));
  await claim.release();
}

/** A claim although nothing is due: the pipeline's partners are made so. */
async function dueAgain(
  store: TestRecord["store"],
  pipeline: string,
): Promise<Awaited<ReturnType<typeof claimed>>> {
  await store.knowInstallations([{ id: installation, account: "acme", suspended: true }], at());
  await store.knowInstallations([{ id: installation, account: "acme", suspended: false }], at());
  const claim = await claimed(store);
  const found = (await claim.pipelines()).find(({ id }) => id === pipeline);
  if (found === undefined) throw new Error("no pipeline");
  await claim.discovered([found.repository], at());
  await claim.savePipeline({ ...found, dueAt: null });
  await claim.dueAll(found, { adopt: false, now: at() });
  return claim;
}
