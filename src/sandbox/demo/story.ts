import type { Playhouse } from "./playhouse.ts";
import { isReviewed } from "./review.ts";
import { areApproached, areReminded, leaves } from "./silence.ts";
import { meets, meetsAgain, missesOne } from "./sync.ts";

const DAY = 24 * 60 * 60_000;

/**
 * A partner from Identification to Graduation, with refusals on the way and the accidents that happen to an App; then
 * one that never answers, and one that does.
 */
export async function story(house: Playhouse): Promise<void> {
  const zephyr = await arrives(house);
  await earnsOutreach(house, zephyr);
  await jumpsTooFar(house, zephyr);
  await isOnboarded(house, zephyr);
  await waitsForAPlace(house, zephyr);
  await meets(house, zephyr, "Zephyr Robotics");
  await survivesAccidents(house, zephyr);
  await graduates(house, zephyr);
  const prospects = await areApproached(house);
  await areReminded(house, prospects);
  const lastWord = await leaves(house, prospects.silent);
  const series = await meetsAgain(house, prospects.answers);
  await missesOne(house, prospects.answers, series);
  await isReviewed(house, prospects.answers, series);
  await lastWord();
}

async function arrives(house: Playhouse): Promise<number> {
  const { tomas } = house;
  await house.scene("A partner arrives");
  const zephyr = await tomas.openPartner({ title: "Zephyr Robotics" });
  await house.act(
    `Tomas opens issue #${String(zephyr)} “Zephyr Robotics” with the label design-partner`,
    zephyr,
    nothing,
  );
  house.check(
    "the issue was put on the board, in the first stage",
    (await tomas.column(zephyr)) === "Identification",
  );
  house.check(
    "the qualification criteria are there to tick",
    (await house.lastWords(zephyr)).includes("- [ ] Runs a multi-service production system"),
  );
  return zephyr;
}

async function earnsOutreach(house: Playhouse, zephyr: number): Promise<void> {
  const { tomas } = house;
  await house.scene("A move that is not earned");
  await house.act("Tomas drags the card to Outreach", zephyr, () => tomas.move(zephyr, "Outreach"));
  const refusal = await house.lastWords(zephyr);
  house.check("the card is back in Identification", (await tomas.column(zephyr)) === "Identification");
  house.check("the comment names who tried", refusal.includes("@tomas-brandt moved this card"));
  house.check(
    "the comment names what is missing",
    refusal.includes("❌") && refusal.includes("Organisation"),
  );

  await house.act("Tomas ticks three criteria", zephyr, () =>
    tomas.tick(zephyr, "Runs a multi-service", "compliance or governance", "Engineering team of 5+"),
  );
  await house.act("… fills in organisation and contact, and takes the partner over", zephyr, async () => {
    await tomas.set(zephyr, "Organisation", "Zephyr Robotics");
    await tomas.set(zephyr, "Primary contact", "Zoe Park @zoe-zephyr");
    await tomas.assign(zephyr, tomas.login);
  });
  house.check(
    "with the last criterion met, the card moved on by itself",
    (await tomas.column(zephyr)) === "Outreach",
  );
  house.check("the outreach message is ready to send", (await house.said(zephyr, "Hi Zoe")).length > 0);
}

async function jumpsTooFar(house: Playhouse, zephyr: number): Promise<void> {
  const { tomas } = house;
  await house.scene("A jump has to pass every gate on the way");
  await house.act("Tomas drags the card from Outreach straight to Active Partnership", zephyr, () =>
    tomas.move(zephyr, "Active Partnership"),
  );
  const refusal = await house.lastWords(zephyr);
  house.check("the card is back in Outreach", (await tomas.column(zephyr)) === "Outreach");
  house.check(
    "both gates on the way are named",
    refusal.includes("Call held, terms agreed") && refusal.includes("First bi-weekly sync scheduled"),
  );
}

async function isOnboarded(house: Playhouse, zephyr: number): Promise<void> {
  const { tomas } = house;
  await house.scene("The call, and onboarding");
  await house.act("Tomas moves the card to Qualification Call", zephyr, () =>
    tomas.move(zephyr, "Qualification Call"),
  );
  house.check("accepted: a missing reply only warns", (await tomas.column(zephyr)) === "Qualification Call");
  await house.act(
    "After the call he ticks “Call held, terms agreed” and moves on to Onboarding",
    zephyr,
    async () => {
      await tomas.tick(zephyr, "Call held, terms agreed");
      await tomas.move(zephyr, "Onboarding");
    },
  );
  house.check("accepted: unticked agenda points only warn", (await tomas.column(zephyr)) === "Onboarding");
  await house.act(
    "All of onboarding is done: five boxes, or a level that stands for one",
    zephyr,
    async () => {
      await tomas.set(zephyr, "Adoption level", "L1");
      await tomas.tick(zephyr, "channel created", "First bi-weekly sync", "Feedback tracker");
    },
  );
}

async function waitsForAPlace(house: Playhouse, zephyr: number): Promise<void> {
  const { mara, tomas } = house;
  await house.scene("Five active partners at most");
  const others = (await mara.board()).filter(({ number, column }) => number !== zephyr && column !== null);
  const promoted = others.filter(({ column }) => column !== "Active Partnership").slice(0, 5);
  const active = others.filter(({ column }) => column === "Active Partnership");
  for (const { number, title } of promoted.slice(0, 5 - active.length)) {
    await house.act(`Mara moves “${title}” to Active Partnership and overrides`, number, async () => {
      await mara.move(number, "Active Partnership");
      await house.sandbox.settle();
      await mara.comment(number, "/override agreed with the lead");
    });
  }
  await house.act("Tomas moves Zephyr Robotics to Active Partnership", zephyr, () =>
    tomas.move(zephyr, "Active Partnership"),
  );
  house.check("no place: the card is back in Onboarding", (await tomas.column(zephyr)) === "Onboarding");

  const first = (await mara.board()).find(
    ({ number, column }) => number !== zephyr && column === "Active Partnership",
  );
  if (first === undefined) throw new Error("Nobody is in Active Partnership.");
  await house.act(`Mara puts “${first.title}” on hold, which frees a place`, zephyr, () =>
    mara.comment(first.number, "/hold waiting for a new sponsor"),
  );
  house.check(
    "Zephyr is told that it may move now",
    (await house.lastWords(zephyr)).includes("may move to Active"),
  );
  await house.act("Tomas moves Zephyr Robotics again", zephyr, () =>
    tomas.move(zephyr, "Active Partnership"),
  );
  house.check("accepted", (await tomas.column(zephyr)) === "Active Partnership");
}

async function survivesAccidents(house: Playhouse, zephyr: number): Promise<void> {
  const { sandbox, tomas, robot } = house;
  await house.scene("Accidents");
  await house.act(
    "The App is killed (SIGKILL); meanwhile Tomas clears the Status; the App starts again",
    zephyr,
    async () => {
      await sandbox.killApp();
      await tomas.set(zephyr, "Status", null);
      await sandbox.startApp();
      await sandbox.turnClock({ advance: "PT16M" });
    },
  );
  house.check(
    "the card is back in Active Partnership",
    (await tomas.column(zephyr)) === "Active Partnership",
  );

  await house.act(
    "A webhook is lost: nobody tells Stagekeeper that the card went to Graduation",
    zephyr,
    async () => {
      sandbox.addFault({ kind: "drop", count: 5 });
      await tomas.move(zephyr, "Graduation");
      await sandbox.settle();
      sandbox.clearFaults();
      await sandbox.turnClock({ advance: "PT16M" });
    },
  );
  house.check("the sweep of the board found it", (await tomas.column(zephyr)) === "Active Partnership");

  const before = (await tomas.comments(zephyr)).length;
  await house.act("A webhook is delivered twice", zephyr, async () => {
    sandbox.addFault({ kind: "duplicate", count: 1 });
    await tomas.move(zephyr, "Graduation");
  });
  house.check("moved back with one comment", (await tomas.comments(zephyr)).length <= before + 1);

  await house.act("A bot drags the card to Graduation, twice", zephyr, async () => {
    await sandbox.turnClock({ advance: "PT30M" });
    await robot.move(zephyr, "Graduation");
    await sandbox.settle();
    await robot.move(zephyr, "Graduation");
  });
  house.check(
    "undone once, then Stagekeeper stops and says so",
    (await house.lastWords(zephyr)).includes("leaves this card alone"),
  );
  await house.act("Tomas puts it right", zephyr, () => tomas.move(zephyr, "Active Partnership"));
}

async function graduates(house: Playhouse, zephyr: number): Promise<void> {
  const { sandbox, tomas } = house;
  await house.scene("Graduation is earned by time, and a person takes the last step");
  const today = sandbox.clock().now.slice(0, 10);
  await house.act(`Tomas notes: in production since today (${today}), level L3`, zephyr, async () => {
    await tomas.set(zephyr, "Environment", "Production");
    await tomas.set(zephyr, "In production since", today);
    await tomas.set(zephyr, "Adoption level", "L3");
  });
  await house.later("Three weeks before the three months are over …", daysUntil(house, 3, -21), zephyr);
  await house.act("… Tomas moves the card to Graduation", zephyr, () => tomas.move(zephyr, "Graduation"));
  const refusal = await house.lastWords(zephyr);
  house.check("too early, and the comment says when it is enough", /enough on \d{4}-\d\d-\d\d/.test(refusal));
  await house.act("He tries again ten days later", zephyr, async () => {
    await sandbox.turnClock({ advance: "P10D" });
    await tomas.move(zephyr, "Graduation");
  });
  await house.later("Twelve days later the three months are over", "P12D", zephyr);
  house.check(
    "he is told that the card may move",
    (await house.said(zephyr, "may move to Graduation")).length > 0,
  );
  house.check("it did not move by itself", (await tomas.column(zephyr)) === "Active Partnership");
  await house.act("Tomas moves the card", zephyr, () => tomas.move(zephyr, "Graduation"));
  house.check("Zephyr Robotics graduated", (await tomas.column(zephyr)) === "Graduation");
}

/** An ISO duration from today to `months` from now, and some days. */
function daysUntil({ sandbox }: Playhouse, months: number, andDays: number): string {
  const from = new Date(sandbox.clock().now);
  const to = new Date(from);
  to.setUTCMonth(to.getUTCMonth() + months);
  return `P${String(Math.round((to.getTime() - from.getTime()) / DAY) + andDays)}D`;
}

async function nothing(): Promise<void> {
  await Promise.resolve();
}
