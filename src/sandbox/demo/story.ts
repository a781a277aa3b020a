import type { Playhouse } from "./playhouse.ts";

const DAY = 24 * 60 * 60_000;

/** A partner from Identification to Graduation, with refusals on the way, and the accidents that happen to an App. */
export async function story(house: Playhouse): Promise<void> {
  const acme = await arrives(house);
  await earnsOutreach(house, acme);
  await jumpsTooFar(house, acme);
  await isOnboarded(house, acme);
  await waitsForAPlace(house, acme);
  await survivesAccidents(house, acme);
  await graduates(house, acme);
}

async function arrives(house: Playhouse): Promise<number> {
  const { tomas } = house;
  house.scene("A partner arrives");
  const acme = await tomas.openPartner({ title: "Acme Robotics" });
  await house.act(
    `Tomas opens issue #${String(acme)} “Acme Robotics” with the label design-partner`,
    acme,
    nothing,
  );
  house.check(
    "the issue was put on the board, in the first stage",
    (await tomas.column(acme)) === "Identification",
  );
  house.check(
    "the qualification criteria are there to tick",
    (await house.lastWords(acme)).includes("- [ ] Runs a multi-service production system"),
  );
  return acme;
}

async function earnsOutreach(house: Playhouse, acme: number): Promise<void> {
  const { tomas } = house;
  house.scene("A move that is not earned");
  await house.act("Tomas drags the card to Outreach", acme, () => tomas.move(acme, "Outreach"));
  const refusal = await house.lastWords(acme);
  house.check("the card is back in Identification", (await tomas.column(acme)) === "Identification");
  house.check("the comment names who tried", refusal.includes("@tomas"));
  house.check(
    "the comment names what is missing",
    refusal.includes("❌") && refusal.includes("Organisation"),
  );

  await house.act("Tomas ticks three criteria", acme, () =>
    tomas.tick(acme, "Runs a multi-service", "compliance or governance", "Engineering team of 5+"),
  );
  await house.act("… fills in organisation and contact, and takes the partner over", acme, async () => {
    await tomas.set(acme, "Organisation", "Acme Robotics");
    await tomas.set(acme, "Primary contact", "Jane Doe @jane-acme");
    await tomas.assign(acme, tomas.login);
  });
  house.check(
    "with the last criterion met, the card moved on by itself",
    (await tomas.column(acme)) === "Outreach",
  );
  house.check("the outreach message is ready to send", (await commentWith(house, acme, "Hi Jane")) !== null);
}

async function jumpsTooFar(house: Playhouse, acme: number): Promise<void> {
  const { tomas } = house;
  house.scene("A jump has to pass every gate on the way");
  await house.act("Tomas drags the card from Outreach straight to Active Partnership", acme, () =>
    tomas.move(acme, "Active Partnership"),
  );
  const refusal = await house.lastWords(acme);
  house.check("the card is back in Outreach", (await tomas.column(acme)) === "Outreach");
  house.check(
    "both gates on the way are named",
    refusal.includes("Call held, terms agreed") && refusal.includes("First bi-weekly sync scheduled"),
  );
}

async function isOnboarded(house: Playhouse, acme: number): Promise<void> {
  const { tomas } = house;
  house.scene("The call, and onboarding");
  await house.act("Tomas moves the card to Qualification Call", acme, () =>
    tomas.move(acme, "Qualification Call"),
  );
  house.check("accepted: a missing reply only warns", (await tomas.column(acme)) === "Qualification Call");
  await house.act(
    "After the call he ticks “Call held, terms agreed” and moves on to Onboarding",
    acme,
    async () => {
      await tomas.tick(acme, "Call held, terms agreed");
      await tomas.move(acme, "Onboarding");
    },
  );
  house.check("accepted: unticked agenda points only warn", (await tomas.column(acme)) === "Onboarding");
  await house.act("All of onboarding is done: five boxes, or a level that stands for one", acme, async () => {
    await tomas.set(acme, "Adoption level", "L1");
    await tomas.tick(acme, "channel created", "First bi-weekly sync", "Feedback tracker");
  });
}

async function waitsForAPlace(house: Playhouse, acme: number): Promise<void> {
  const { mara, tomas } = house;
  house.scene("Five active partners at most");
  const others = (await mara.board()).filter(({ number, column }) => number !== acme && column !== null);
  const promoted = others.filter(({ column }) => column !== "Active Partnership").slice(0, 5);
  const active = others.filter(({ column }) => column === "Active Partnership");
  for (const { number, title } of promoted.slice(0, 5 - active.length)) {
    await house.act(`Mara moves “${title}” to Active Partnership and overrides`, number, async () => {
      await mara.move(number, "Active Partnership");
      await house.sandbox.settle();
      await mara.comment(number, "/override agreed with the lead");
    });
  }
  await house.act("Tomas moves Acme Robotics to Active Partnership", acme, () =>
    tomas.move(acme, "Active Partnership"),
  );
  house.check("no place: the card is back in Onboarding", (await tomas.column(acme)) === "Onboarding");

  const first = (await mara.board()).find(
    ({ number, column }) => number !== acme && column === "Active Partnership",
  );
  if (first === undefined) throw new Error("Nobody is in Active Partnership.");
  await house.act(`Mara puts “${first.title}” on hold, which frees a place`, acme, () =>
    mara.comment(first.number, "/hold until they have a new sponsor"),
  );
  house.check(
    "Acme is told that it may move now",
    (await house.lastWords(acme)).includes("may move to Active"),
  );
  await house.act("Tomas moves Acme Robotics again", acme, () => tomas.move(acme, "Active Partnership"));
  house.check("accepted", (await tomas.column(acme)) === "Active Partnership");
}

async function survivesAccidents(house: Playhouse, acme: number): Promise<void> {
  const { sandbox, tomas, robot } = house;
  house.scene("Accidents");
  await house.act(
    "The App is killed (SIGKILL); meanwhile Tomas clears the Status; the App starts again",
    acme,
    async () => {
      await sandbox.killApp();
      await tomas.set(acme, "Status", null);
      await sandbox.startApp();
      await sandbox.turnClock({ advance: "PT16M" });
    },
  );
  house.check("the card is back in Active Partnership", (await tomas.column(acme)) === "Active Partnership");

  await house.act(
    "A webhook is lost: nobody tells Stagekeeper that the card went to Graduation",
    acme,
    async () => {
      sandbox.addFault({ kind: "drop", count: 5 });
      await tomas.move(acme, "Graduation");
      await sandbox.settle();
      sandbox.clearFaults();
      await sandbox.turnClock({ advance: "PT16M" });
    },
  );
  house.check("the sweep of the board found it", (await tomas.column(acme)) === "Active Partnership");

  const before = (await tomas.comments(acme)).length;
  await house.act("A webhook is delivered twice", acme, async () => {
    sandbox.addFault({ kind: "duplicate", count: 1 });
    await tomas.move(acme, "Graduation");
  });
  house.check("moved back with one comment", (await tomas.comments(acme)).length <= before + 1);

  await house.act("A bot drags the card to Graduation, twice", acme, async () => {
    await sandbox.turnClock({ advance: "PT30M" });
    await robot.move(acme, "Graduation");
    await sandbox.settle();
    await robot.move(acme, "Graduation");
  });
  house.check(
    "undone once, then Stagekeeper stops and says so",
    (await house.lastWords(acme)).includes("leaves this card alone"),
  );
  await house.act("Tomas puts it right", acme, () => tomas.move(acme, "Active Partnership"));
}

async function graduates(house: Playhouse, acme: number): Promise<void> {
  const { sandbox, tomas } = house;
  house.scene("Graduation is earned by time, and a person takes the last step");
  const today = sandbox.clock().now.slice(0, 10);
  await house.act(`Tomas notes: in production since today (${today}), level L3`, acme, async () => {
    await tomas.set(acme, "Environment", "Production");
    await tomas.set(acme, "In production since", today);
    await tomas.set(acme, "Adoption level", "L3");
  });
  await house.later("Three weeks before the three months are over …", daysUntil(house, 3, -21), acme);
  await house.act("… Tomas moves the card to Graduation", acme, () => tomas.move(acme, "Graduation"));
  const refusal = await house.lastWords(acme);
  house.check("too early, and the comment says when it is enough", /enough on \d{4}-\d\d-\d\d/.test(refusal));
  await house.act("He tries again ten days later", acme, async () => {
    await sandbox.turnClock({ advance: "P10D" });
    await tomas.move(acme, "Graduation");
  });
  await house.later("Twelve days later the three months are over", "P12D", acme);
  house.check(
    "he is told that the card may move",
    (await house.lastWords(acme)).includes("may move to Graduation"),
  );
  house.check("it did not move by itself", (await tomas.column(acme)) === "Active Partnership");
  await house.act("Tomas moves the card", acme, () => tomas.move(acme, "Graduation"));
  house.check("Acme Robotics graduated", (await tomas.column(acme)) === "Graduation");
}

/** An ISO duration from today to `months` from now, and some days. */
function daysUntil({ sandbox }: Playhouse, months: number, andDays: number): string {
  const from = new Date(sandbox.clock().now);
  const to = new Date(from);
  to.setUTCMonth(to.getUTCMonth() + months);
  return `P${String(Math.round((to.getTime() - from.getTime()) / DAY) + andDays)}D`;
}

async function commentWith({ mara }: Playhouse, issue: number, words: string): Promise<string | null> {
  return (await mara.comments(issue)).find(({ body }) => body.includes(words))?.body ?? null;
}

async function nothing(): Promise<void> {
  await Promise.resolve();
}
