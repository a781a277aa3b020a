import { daysLater } from "./days.ts";
import type { Playhouse } from "./playhouse.ts";

/** Two partners whose outreach message went out on the same day. */
export interface Prospects {
  readonly silent: number;
  readonly answers: number;
  /** `YYYY-MM-DD`. */
  readonly sentOn: string;
}

const QUALIFIED = `## Identification

- [x] Runs a multi-service production system with approval workflows today.
- [x] Has a compliance or governance requirement (SOC 2, ISO 27001, FedRAMP).
- [x] Engineering team of 5+ with capacity to dedicate 1 engineer part-time.
`;

/** The outreach message goes to two prospects. */
export async function areApproached(house: Playhouse): Promise<Prospects> {
  const { sandbox, tomas } = house;
  await house.scene("Two prospects, one message each");
  const silent = await prospect(house, "Vega Freight", "Vito Lang");
  const answers = await prospect(house, "Wren Analytics", "Wanda Ruiz");
  house.check(
    "both are in Outreach, each with a message of its own",
    (await house.said(silent, "Hi Vito")).length === 1 &&
      (await house.said(answers, "Hi Wanda")).length === 1 &&
      (await tomas.column(answers)) === "Outreach",
  );
  await house.act("Tomas sends both messages, and ticks “Message sent”", silent, async () => {
    await tomas.tick(silent, "Message sent");
    await tomas.tick(answers, "Message sent");
  });
  return { silent, answers, sentOn: sandbox.clock().now.slice(0, 10) };
}

async function prospect(house: Playhouse, title: string, contact: string): Promise<number> {
  const { sandbox, tomas } = house;
  const issue = await tomas.openPartner({ title, body: QUALIFIED, assignees: [tomas.login] });
  await house.act(`Tomas opens #${String(issue)} “${title}” and moves it to Outreach`, issue, async () => {
    await sandbox.settle();
    await tomas.set(issue, "Organisation", title);
    await tomas.set(issue, "Primary contact", contact);
    await tomas.move(issue, "Outreach");
  });
  return issue;
}

/** Day 3 and Day 10; the one who answers in between hears no more of it. */
export async function areReminded(house: Playhouse, { silent, answers, sentOn }: Prospects): Promise<void> {
  const { tomas } = house;
  await house.scene("Silence, and a reply");
  await house.until("Day 3: neither has answered", daysLater(sentOn, 3), silent);
  house.check(
    "Tomas is reminded of both, once each, with a second message to send",
    (await house.said(silent, "short second message")).length === 1 &&
      (await house.said(answers, "short second message")).length === 1,
  );
  await house.act("Wren Analytics answers by mail; Tomas notes: /replied", answers, () =>
    tomas.comment(answers, "/replied"),
  );
  await house.until("Day 10: Vega Freight is still silent", daysLater(sentOn, 10), silent);
  house.check("the last message is ready", (await house.said(silent, "Send this last message")).length === 1);
  house.check(
    "who has answered is left alone",
    (await house.said(answers, "Send this last message")).length === 0,
  );
}

/** The ready line is used. Answers a last check, for when months have passed. */
export async function leaves(house: Playhouse, partner: number): Promise<() => Promise<void>> {
  const { sandbox, tomas } = house;
  const today = sandbox.clock().now.slice(0, 10);
  await house.until("Four working days after the last message …", daysLater(today, 6), partner);
  const line = /^\/exit .+$/m.exec(await house.lastWords(partner))?.[0] ?? "";
  house.check("the line that closes the partner is offered, ready to copy", line === "/exit no-response");
  await house.act(`Tomas copies it into a comment: ${line}`, partner, () => tomas.comment(partner, line));
  house.check("the issue is closed as not planned", (await tomas.closedAs(partner)) === "not_planned");
  house.check(
    "the reason stands on the card, and the comment has none",
    (await tomas.field(partner, "Exit reason")) === "no-response" &&
      (await house.lastWords(partner)).includes("left the programme"),
  );
  const comments = (await tomas.comments(partner)).length;
  return async () => {
    house.check(
      "and in all these months not a word was said to Vega Freight's team",
      (await tomas.comments(partner)).length === comments,
    );
  };
}
