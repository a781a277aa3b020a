import { describe, expect, it } from "@jest/globals";
import { withDatabases } from "../support/database.ts";
import type { FakeCard, FakeGithub } from "../support/fake-shape.ts";
import { anError, anOffice, later, minutes, type Office, seconds } from "./arrange.ts";

const databases = withDatabases();

async function withCard(): Promise<Office & { card: FakeCard }> {
  const office = await anOffice(databases, (github) => github.add());
  const [card] = office.github.cards;
  if (card === undefined) throw new Error("no card");
  return { ...office, card };
}

function refusals({ comments }: FakeCard): number {
  return comments.filter(({ body }) => body.includes('"kind":"refusal"')).length;
}

function timesOf(method: string, { calls }: FakeGithub): number {
  return calls.filter((call) => call === method).length;
}

describe("a pass", () => {
  it("undoes a move that was not earned, and explains it once, with one look and one document", async () => {
    const { card, moved, work, github, journal } = await withCard();

    await moved(card, "Onboarding");
    await work();

    expect(card.column).toBe("Identification");
    expect(refusals(card)).toBe(1);
    expect(github.calls).toEqual(["look", "act"]);
    expect(await journal(card)).toEqual(expect.arrayContaining(["adopted", "refused", "posted"]));
  });

  it("writes nothing for a look that changes nothing", async () => {
    const { card, tell, work, github } = await withCard();

    await tell(card, {});
    await work();

    expect(github.calls).toEqual(["look"]);
  });

  it("does the same when it is told three times", async () => {
    const { card, moved, tell, work } = await withCard();

    await moved(card, "Onboarding");
    await tell(card, { from: "Identification", to: "Onboarding" });
    await tell(card, {});
    await work();

    expect(refusals(card)).toBe(1);
  });

  it("finds a write whose answer was lost by its marker and state, and repeats nothing", async () => {
    const { card, moved, work, live, github, database } = await withCard();
    github.fail("act", { error: anError({ kind: "in-doubt" }), applied: true });

    await moved(card, "Onboarding");
    await work();
    await live(minutes(5));

    expect(timesOf("act", github)).toBe(1);
    expect(refusals(card)).toBe(1);
    expect(await database.sql("select distinct state from ledger")).toEqual([{ state: "confirmed" }]);
  });

  it("sends again what was never applied, but not within a minute", async () => {
    const { card, moved, tell, work, live, github } = await withCard();
    github.fail("act", { error: anError({ kind: "in-doubt" }) });
    await moved(card, "Onboarding");
    await work();

    await live(seconds(55));
    await tell(card, {});
    await work();
    expect(timesOf("act", github)).toBe(1);
    await live(seconds(10));

    expect(timesOf("act", github)).toBe(2);
    expect(card.column).toBe("Identification");
    expect(refusals(card)).toBe(1);
  });

  it("drops a move back with its explanation when the person moved the card home in the meantime", async () => {
    const { card, moved, work, live, github } = await withCard();
    github.fail("act", { error: anError({ kind: "in-doubt" }) });
    await moved(card, "Onboarding");
    await work();

    await live(seconds(30));
    github.move(card, "Identification");
    await live(minutes(5));

    expect(card.column).toBe("Identification");
    expect(timesOf("act", github)).toBeLessThanOrEqual(2);
    expect(refusals(card)).toBeLessThanOrEqual(1);
  });

  it("does not write on a look that lags behind what a delivery said", async () => {
    const { card, tell, work, live, github, passes } = await withCard();
    github.lag.set(card.card, { column: "Identification", movedAt: card.movedAt });
    github.move(card, "Onboarding");
    await tell(card, { from: "Identification", to: "Onboarding" });

    await work();
    expect(passes).toEqual(["stale"]);
    await live(seconds(3));
    github.lag.clear();
    await live(seconds(40));

    expect(card.column).toBe("Identification");
    expect(refusals(card)).toBe(1);
  });

  it("takes a look as it is when it goes on contradicting for 36 seconds", async () => {
    const { card, tell, work, live, passes } = await withCard();

    await tell(card, { from: "Identification", to: "Onboarding" });
    await work();
    await live(seconds(60));

    expect(passes).toEqual(["stale", "stale", "stale", "quiet"]);
  });

  it("does not act on a look that grew old while the limiter made it wait", async () => {
    const { card, moved, work, github, clock, database } = await withCard();
    const cards = [card, ...Array.from({ length: 4 }, () => github.add())];
    await database.sql("update pipeline set due_at = $1", [new Date(clock.now())]);
    await work();
    github.calls.length = 0;

    for (const each of cards) await moved(each, "Onboarding");
    await work();

    expect(cards.map(({ column }) => column)).toEqual(cards.map(() => "Identification"));
    // One look for all; then one for every two that had to wait: it is fresh for the second of them too.
    expect(github.calls).toEqual(["look", "act", "look", "act", "act", "look", "act", "act"]);
  });

  it("records that a card is gone, and forgets what was open for it", async () => {
    const { card, moved, work, live, github, journal } = await withCard();
    github.fail("act", { error: anError({ kind: "in-doubt" }) });
    await moved(card, "Onboarding");
    await work();

    card.gone = true;
    await live(minutes(3));

    expect(await journal(card)).toContain("exited");
    expect(timesOf("act", github)).toBe(1);
  });

  it("settles a comment that a locked issue refuses, and keeps the move back", async () => {
    const { card, moved, work, github, database, logged } = await withCard();
    card.locked = true;

    await moved(card, "Onboarding");
    await work();

    expect(card.column).toBe("Identification");
    expect(timesOf("act", github)).toBe(1);
    expect(await database.sql("select distinct state from ledger order by 1")).toEqual([
      { state: "confirmed" },
      { state: "refused" },
    ]);
    expect(logged.map(({ event }) => event)).toContain("effect.refused");
  });

  it("leaves the installation alone until a limit is over, then finishes", async () => {
    const { card, moved, work, live, github, clock } = await withCard();
    const until = later(clock, minutes(3));
    github.fail("look", { error: anError({ kind: "limited", until }) });

    await moved(card, "Onboarding");
    await work();
    await live(minutes(2));
    expect(timesOf("look", github)).toBe(1);
    await live(minutes(2));

    expect(card.column).toBe("Identification");
  });

  it("sends again what GitHub turned away as soon as the limit is over, without the minute of doubt", async () => {
    const { card, moved, work, live, github, clock, database } = await withCard();
    github.fail("act", { error: anError({ kind: "limited", until: later(clock, seconds(5)) }) });

    await moved(card, "Onboarding");
    await work();
    expect(await database.sql("select distinct state from ledger where settled_at is null")).toEqual([
      { state: "recorded" },
    ]);
    await live(seconds(4));
    expect(timesOf("act", github)).toBe(1);
    await live(seconds(2));

    expect(card.column).toBe("Identification");
    expect(refusals(card)).toBe(1);
    expect(timesOf("act", github)).toBe(2);
  });

  it.each<{ what: string; error: Error }>([
    { what: "a lost answer", error: anError({ kind: "in-doubt" }) },
    { what: "an error that nobody foresaw", error: new TypeError("cannot read the answer") },
  ])("writes nothing again for a minute after $what", async ({ error }) => {
    const { card, moved, work, live, github } = await withCard();
    github.fail("act", { error });

    await moved(card, "Onboarding");
    await work();
    await live(seconds(59));
    expect(timesOf("act", github)).toBe(1);
    await live(seconds(10));

    expect(refusals(card)).toBe(1);
    expect(timesOf("act", github)).toBe(2);
  });
});
