import { describe, expect, it } from "@jest/globals";
import { withDatabases } from "../support/database.ts";
import { anError, anOffice, minutes, seconds } from "./arrange.ts";

const databases = withDatabases();

describe("a partner that cannot be looked at", () => {
  it("keeps nobody else waiting, is tried a bounded number of times, and then is a dead letter", async () => {
    const office = await anOffice(databases, (github) => {
      for (let count = 0; count < 5; count += 1) github.add();
    });
    const { github, clock, moved, work, live, database, logged } = office;
    const [poisoned, ...others] = github.cards;
    if (poisoned === undefined) throw new Error("no card");
    github.poison.set(poisoned.card, new TypeError("cannot read"));

    await moved(poisoned, "Onboarding");
    for (const card of others) await moved(card, "Onboarding");
    await work();
    expect(others.map(({ column }) => column)).toEqual(others.map(() => "Identification"));
    await live(minutes(10));

    expect((await database.store.standing(clock.now())).deadLetters).toBe(1);
    expect(logged.filter(({ event }) => event === "partner.failed").length).toBe(4);
    expect(logged.filter(({ event }) => event === "partner.parked").length).toBe(1);
  });

  it("is alive again when something happens to it", async () => {
    const office = await anOffice(databases, (github) => github.add());
    const { github, moved, work, live, tell } = office;
    const [card] = github.cards;
    if (card === undefined) throw new Error("no card");
    github.poison.set(card.card, new TypeError("cannot read"));
    await moved(card, "Onboarding");
    await work();
    await live(minutes(10));

    github.poison.clear();
    await tell(card, {});
    await work();

    expect(card.column).toBe("Identification");
  });

  it("pauses the installation when GitHub itself is in trouble, instead of using up everybody's tries", async () => {
    const office = await anOffice(databases, (github) => {
      for (let count = 0; count < 6; count += 1) github.add();
    });
    const { github, moved, work, live } = office;
    const down = anError({ kind: "transient" });
    for (const card of github.cards) github.poison.set(card.card, down);
    for (const card of github.cards) await moved(card, "Onboarding");

    await work();
    expect(github.calls.filter((call) => call === "look").length).toBe(4);
    github.poison.clear();
    await live(minutes(10));

    expect(github.cards.map(({ column }) => column)).toEqual(github.cards.map(() => "Identification"));
  });
});

describe("an installation that denies us", () => {
  it("is not asked again, and what GitHub says of it is kept", async () => {
    const office = await anOffice(databases, (github) => github.add());
    const { github, apps, moved, work, live, database } = office;
    const [card] = github.cards;
    if (card === undefined) throw new Error("no card");
    github.fail("look", { error: anError({ kind: "denied" }) });
    apps.installations = apps.installations.map((one) => ({ ...one, suspended: true }));

    await moved(card, "Onboarding");
    await work();
    await live(minutes(60));

    expect(github.calls).toEqual(["look"]);
    expect(await database.sql("select state from installation")).toEqual([{ state: "suspended" }]);
  });
});

describe("rivals", () => {
  it("are judged in the order in which they were moved, not in which we heard of it", async () => {
    const office = await anOffice(databases, (github) => {
      github.add();
      github.add();
    });
    const { github, clock, tell, work, database } = office;
    const [first, second] = github.cards;
    if (first === undefined || second === undefined) throw new Error("no cards");

    github.move(second, "Onboarding");
    clock.advance(seconds(5));
    github.move(first, "Onboarding");
    await tell(first, { from: "Identification", to: "Onboarding" });
    await tell(second, { from: "Identification", to: "Onboarding" });
    await work();

    const order = await database.sql(
      "select t.card from journal j join partner t on t.id = j.partner where j.kind = 'refused' order by j.id",
    );
    expect(order).toEqual([{ card: second.card }, { card: first.card }]);
  });
});
