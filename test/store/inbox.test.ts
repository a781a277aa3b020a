import { describe, expect, it } from "@jest/globals";
import type { CardId, CommentId, FieldId, InstallationId, IssueId, Login } from "../../src/core/ids.ts";
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
  moveBack,
  nobody,
  secondColumn,
} from "./arrange.ts";

const freshDatabase = withDatabases();
const self = { login: "stagekeeper[bot]" as Login, bot: true };
const echoed = aboutCard({ from: secondColumn, to: firstColumn });

describe("remember", () => {
  it("makes the partner of a known card due at the time of the delivery", async () => {
    const { store, inbox } = await freshDatabase();
    await aBoard(store);

    const outcome = await inbox.remember(aDelivery({ receivedAt: at(5) }));

    expect(outcome).toBe("remembered");
    expect(await store.nextDue()).toBe(at(5));
    expect(await store.standing(at(5))).toMatchObject({ inbox: 1, due: 1 });
  });

  it("keeps what the delivery said as a hint of the partner", async () => {
    const { store, inbox } = await freshDatabase();
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
    const { store, inbox } = await freshDatabase();
    await aBoard(store);
    await inbox.remember(aDelivery({ about: aboutCard({ from: undefined, to: null }) }));
    const claim = await claimed(store);
    const [row] = await claim.duePartners(at(), 1);

    const { hints } = await claim.memory(row?.id ?? nobody);

    expect(hints).toMatchObject([{ kind: "status", to: null }]);
    expect(hints[0]).toHaveProperty("from", undefined);
    await claim.release();
  });

  it("does a delivery once, even if a thousand arrive together and each came five times", async () => {
    const { store, inbox, sql } = await freshDatabase();
    await aBoard(store);
    const deliveries = Array.from({ length: 200 }, () => aDelivery());

    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => deliveries)
        .flat()
        .map((delivery) => inbox.remember(delivery)),
    );

    expect(outcomes.filter((outcome) => outcome === "remembered")).toHaveLength(200);
    expect(outcomes.filter((outcome) => outcome === "repeated")).toHaveLength(800);
    expect(await sql("select count(*)::int as hints, count(distinct guid)::int as guids from hint")).toEqual([
      { hints: 200, guids: 200 },
    ]);
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
    const { store, inbox } = await freshDatabase();
    await aBoard(store, [
      aCard(),
      aCard({ card: "PVTI_2" as CardId, issue: "I_2" as IssueId, fingerprint: "2", partner: false }),
    ]);

    const outcome = await inbox.remember(aDelivery({ about, action }));

    expect(outcome).toBe("irrelevant");
    expect(await store.nextDue()).toBeNull();
  });

  it("makes a partner of a noted card whose issue gets the label", async () => {
    const { store, inbox } = await freshDatabase();
    await aBoard(store, [aCard({ partner: false })]);

    const outcome = await inbox.remember(aDelivery({ about: aboutIssue({ labels: ["Design-Partner"] }) }));

    expect(outcome).toBe("remembered");
    expect(await store.standing(at())).toMatchObject({ due: 1, partners: 1 });
  });

  it("makes every partner due that the issue is linked to", async () => {
    const { store, inbox } = await freshDatabase();
    const pipeline = await aBoard(store);
    await linkTo(store, pipeline.id, "I_bug" as IssueId);

    const outcome = await inbox.remember(aDelivery({ about: aboutIssue({ issue: "I_bug" as IssueId }) }));

    expect(outcome).toBe("remembered");
    expect(await store.nextDue()).toBe(at());
  });

  it("makes the pipeline due when its playbook was pushed", async () => {
    const { store, inbox } = await freshDatabase();
    await aBoard(store);

    await inbox.remember(aDelivery({ event: "push", about: { kind: "playbook", repository: "R_1" } }));

    const claim = await claimed(store);
    expect(await claim.duePipelines(at())).toHaveLength(1);
    await claim.release();
  });

  it("discovers an installation that it hears of for the first time", async () => {
    const { store, inbox } = await freshDatabase();

    const outcome = await inbox.remember(aDelivery({ installation: "77" as InstallationId }));

    expect(outcome).toBe("remembered");
    const claim = await claimed(store);
    expect(claim).toMatchObject({ installation: "77", discover: true });
    await claim.release();
  });

  it.each(["suspended", "deleted"] as const)("lets nothing be due of a %s installation", async (state) => {
    const { store, inbox } = await freshDatabase();
    await aBoard(store);
    await inbox.remember(aDelivery());
    await inbox.remember(aDelivery({ about: { kind: "installation", account: "acme", state } }));

    const outcome = await inbox.remember(aDelivery());

    expect(outcome).toBe("irrelevant");
    expect(await store.nextDue()).toBeNull();
    expect(await store.claim(at(9))).toBeNull();
  });
});

describe("an echo", () => {
  it("of our own write makes nothing due", async () => {
    const { store, inbox } = await freshDatabase();
    await aBoard(store);
    await movedBack(store, inbox, "confirmed");

    const outcome = await inbox.remember(
      aDelivery({ sender: self, own: true, about: echoed, receivedAt: at(2) }),
    );

    expect(outcome).toBe("echo");
    expect(await store.nextDue()).toBeNull();
    expect(await store.standing(at(2))).toMatchObject({ inbox: 0, due: 0 });
  });

  it("is known without a sender for a minute", async () => {
    const { store, inbox } = await freshDatabase();
    await aBoard(store);
    await movedBack(store, inbox, "confirmed");

    const soon = await inbox.remember(aDelivery({ sender: null, about: echoed, receivedAt: at(59) }));
    const later = await inbox.remember(aDelivery({ sender: null, about: echoed, receivedAt: at(62) }));

    expect([soon, later]).toEqual(["echo", "remembered"]);
  });

  it("that overwrote a person's move makes the partner due and says so", async () => {
    const { store, inbox } = await freshDatabase();
    await aBoard(store);
    await movedBack(store, inbox, "confirmed");
    const about = aboutCard({ from: "opt-onboarding" as never, to: firstColumn });

    const outcome = await inbox.remember(aDelivery({ sender: self, own: true, about, receivedAt: at(2) }));

    expect(outcome).toBe("remembered");
    const claim = await claimed(store, at(2));
    const [row] = await claim.duePartners(at(2), 1);
    expect((await claim.memory(row?.id ?? nobody)).hints).toMatchObject([
      { kind: "status", from: "opt-onboarding", overwrote: true },
    ]);
    await claim.release();
  });

  it("settles a doubt: the waiting partner is due at once", async () => {
    const { store, inbox } = await freshDatabase();
    await aBoard(store);
    await movedBack(store, inbox, "in-doubt");
    expect(await store.nextDue()).toBe(at(61));

    const outcome = await inbox.remember(
      aDelivery({ sender: self, own: true, about: echoed, receivedAt: at(2) }),
    );

    expect(outcome).toBe("echo");
    expect(await store.nextDue()).toBe(at(2));
  });

  it("that came before the doubt did is not waited for either", async () => {
    const { store, inbox } = await freshDatabase();
    await aBoard(store);
    const { row, claim } = await sentBack(store, inbox);
    await inbox.remember(aDelivery({ sender: self, own: true, about: echoed, receivedAt: at(2) }));

    await claim.postpone(row.id, at(61), true);

    expect(await store.nextDue()).toBe(at(2));
    expect((await claim.memory(row.id)).echoes).toEqual([
      { at: at(2), card: "PVTI_1", field: "PVTSSF_status", to: firstColumn },
    ]);
    await claim.postpone(row.id, at(61), true);
    expect(await store.nextDue()).toBe(at(61));
    await claim.release();
  });

  it("of our own comment makes nothing due", async () => {
    const { store, inbox } = await freshDatabase();
    await aBoard(store);
    const about = aboutComment({ comment: "IC_2" as CommentId, author: self });

    expect(await inbox.remember(aDelivery({ sender: self, own: true, about }))).toBe("echo");
    expect(await store.nextDue()).toBeNull();
  });
});

type Database = Awaited<ReturnType<typeof freshDatabase>>;

async function linkTo(store: Database["store"], pipeline: string, linked: IssueId): Promise<void> {
  await store.knowInstallations([{ id: installation, account: "acme", suspended: false }], at());
  const stranger = await store.claim(at());
  await stranger?.release();
  const claim = await dueAgain(store, pipeline);
  for (const row of await claim.duePartners(at(), 9)) await claim.record(aPass(row, { linked: [linked] }));
  await claim.release();
}

/** A claim although nothing is due: the pipeline's partners are made so. */
async function dueAgain(
  store: Database["store"],
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

/** A pass has decided to move the card back, and the document is on its way. */
async function sentBack(
  store: Database["store"],
  inbox: Database["inbox"],
): Promise<{
  claim: Awaited<ReturnType<typeof claimed>>;
  row: Awaited<ReturnType<Claimed["duePartners"]>>[number];
}> {
  await inbox.remember(aDelivery());
  const claim = await claimed(store);
  const [row] = await claim.duePartners(at(), 1);
  if (row === undefined) throw new Error("nobody is due");
  const { hintsUntil } = await claim.memory(row.id);
  await claim.record(aPass(row, { effects: [moveBack()], hintsUntil, at: at() }));
  await claim.sent((await claim.memory(row.id)).open, at(1));
  return { claim, row };
}
type Claimed = Awaited<ReturnType<typeof claimed>>;

async function movedBack(
  store: Database["store"],
  inbox: Database["inbox"],
  how: "confirmed" | "in-doubt",
): Promise<void> {
  const { claim, row } = await sentBack(store, inbox);
  const [open] = (await claim.memory(row.id)).open;
  if (open === undefined) throw new Error("nothing is open");
  if (how === "confirmed") await claim.settled(open, { kind: "confirmed", id: null }, at(1));
  else await claim.postpone(row.id, at(61), true);
  await claim.release();
}
