import { describe, expect, it } from "@jest/globals";
import type { CommentId, Login } from "../../src/core/ids.ts";

import {
  aBoard,
  aDelivery,
  aPass,
  aboutCard,
  aboutComment,
  at,
  claimed,
  firstColumn,
  moveBack,
  nobody,
  secondColumn,
} from "./arrange.ts";
import { bothRecords, type TestRecord } from "./both.ts";

const self = { login: "stagekeeper[bot]" as Login, bot: true };
const echoed = aboutCard({ from: secondColumn, to: firstColumn });

describe.each(bothRecords())("an echo in %s", (_, freshRecord) => {
  it("of our own write makes nothing due", async () => {
    const { store, inbox } = await freshRecord();
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
    const { store, inbox } = await freshRecord();
    await aBoard(store);
    await movedBack(store, inbox, "confirmed");

    const soon = await inbox.remember(aDelivery({ sender: null, about: echoed, receivedAt: at(59) }));
    const later = await inbox.remember(aDelivery({ sender: null, about: echoed, receivedAt: at(62) }));

    expect([soon, later]).toEqual(["echo", "remembered"]);
  });

  it("that overwrote a person's move makes the partner due and says so", async () => {
    const { store, inbox } = await freshRecord();
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
    const { store, inbox } = await freshRecord();
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
    const { store, inbox } = await freshRecord();
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
    const { store, inbox } = await freshRecord();
    await aBoard(store);
    const about = aboutComment({ comment: "IC_2" as CommentId, author: self });

    expect(await inbox.remember(aDelivery({ sender: self, own: true, about }))).toBe("echo");
    expect(await store.nextDue()).toBeNull();
  });
});

/** A pass has decided to move the card back, and the document is on its way. */
async function sentBack(
  store: TestRecord["store"],
  inbox: TestRecord["inbox"],
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
  store: TestRecord["store"],
  inbox: TestRecord["inbox"],
  how: "confirmed" | "in-doubt",
): Promise<void> {
  const { claim, row } = await sentBack(store, inbox);
  const [open] = (await claim.memory(row.id)).open;
  if (open === undefined) throw new Error("nothing is open");
  if (how === "confirmed") await claim.settled(open, { kind: "confirmed", id: null }, at(1));
  else await claim.postpone(row.id, at(61), true);
  await claim.release();
}
