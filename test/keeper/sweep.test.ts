import { describe, expect, it } from "@jest/globals";
import { withDatabases } from "../support/database.ts";
import { columnId } from "../support/fake-github.ts";
import type { FakeGithub } from "../support/fake-shape.ts";
import { aComment, login } from "../support/situation.ts";
import { anError, anOffice, minutes, type Office } from "./arrange.ts";

const databases = withDatabases();
const sweepDue = minutes(16);
const good = "extends: design-partner\nproject: 7\n";

function three(github: FakeGithub): void {
  github.add();
  github.add({ column: "Graduation" });
  github.add({ labels: [] });
}

/** The playbook file is changed, and the sweep comes by. */
async function write(office: Office, playbook: string | null): Promise<void> {
  office.github.playbook = playbook;
  await office.live(sweepDue);
}

describe("a sweep", () => {
  it("adopts the board as it stands, and writes nothing", async () => {
    const { github, journal } = await anOffice(databases, three);
    const [earned, unearned, other] = github.cards;
    if (earned === undefined || unearned === undefined || other === undefined) throw new Error("no cards");

    expect(await journal(earned)).toEqual(["adopted", "noticed"]);
    expect(await journal(unearned)).toEqual(["adopted", "noticed"]);
    expect(await journal(other)).toEqual([]);
    expect([earned.column, unearned.column]).toEqual(["Identification", "Graduation"]);
  });

  it("of a quiet board of 250 partners is three requests and no look", async () => {
    const office = await anOffice(databases, (github) => {
      for (let count = 0; count < 250; count += 1) github.add();
    });

    await office.live(sweepDue);

    expect(office.github.calls).toEqual(["board", "board", "board"]);
  }, 30_000);

  it("repairs a move whose delivery was lost", async () => {
    const { github, live } = await anOffice(databases, three);
    const [card] = github.cards;
    if (card === undefined) throw new Error("no card");

    github.move(card, "Active Partnership");
    await live(sweepDue);

    expect(card.column).toBe("Identification");
  });

  it("notices once that a card is gone without anybody telling", async () => {
    const { github, live, journal } = await anOffice(databases, three);
    const [card] = github.cards;
    if (card === undefined) throw new Error("no card");

    card.gone = true;
    await live(sweepDue);
    await live(sweepDue);

    expect(await journal(card)).toEqual(["adopted", "noticed", "exited"]);
    expect(github.calls.filter((call) => call === "look")).toHaveLength(1);
  });

  it("hears a command in the issue of a card that was removed, though no delivery came", async () => {
    const { github, live, clock } = await anOffice(databases, three);
    const [card] = github.cards;
    if (card === undefined) throw new Error("no card");
    const labelled = { issue: card.issue, number: card.number, onBoard: false };
    github.labelled = [{ ...labelled, updatedAt: clock.now() }];
    await live(sweepDue);

    card.comments.push({
      ...aComment({ author: { login: login("maria"), bot: false }, body: "/hold a pause" }),
      ...{ createdAt: clock.now(), minimised: false },
    });
    github.labelled = [{ ...labelled, updatedAt: clock.now() }];
    await live(sweepDue);

    expect(card.comments.map(({ body }) => body).join()).toContain("The partner has left the programme");
  });

  it("keeps a bad playbook out, tells it in one issue, and closes that when all is well", async () => {
    const office = await anOffice(databases, three);
    const { github, moved, work } = office;
    const [card] = github.cards;
    if (card === undefined) throw new Error("no card");

    await write(office, `${good}stages: 7\n`);
    await office.live(sweepDue);
    expect(github.issues).toMatchObject([{ title: "Stagekeeper needs attention", state: "open" }]);
    expect(github.issues[0]?.body).toContain("line 3");
    await moved(card, "Onboarding");
    await work();
    expect(card.column).toBe("Identification");
    await write(office, `${good}# better\n`);

    expect(github.issues).toMatchObject([{ state: "closed" }]);
  });

  it("edits the one notice when the problems change, and not when they stay", async () => {
    const office = await anOffice(databases, three);
    const { github } = office;

    await write(office, `${good}stages: 7\n`);
    await write(office, `${good}timeZone: Mars/Phobos\n`);
    github.calls.length = 0;
    await write(office, `${good}timeZone: Mars/Phobos\n`);

    expect(github.issues).toHaveLength(1);
    expect(github.issues[0]?.body).toContain("timeZone");
    expect(github.calls).toEqual(["board"]);
  });

  it("leaves a notice closed that a person closed, until there is something new", async () => {
    const office = await anOffice(databases, three);
    const { github } = office;
    await write(office, `${good}stages: 7\n`);
    const [notice] = github.issues;
    if (notice === undefined) throw new Error("no notice");

    notice.state = "closed";
    await write(office, `${good}stages: 7\n`);
    expect(notice.state).toBe("closed");
    await write(office, `${good}timeZone: Mars/Phobos\n`);

    expect(notice.state).toBe("open");
  });

  it("opens no second notice when the answer to the first was lost", async () => {
    const office = await anOffice(databases, three);
    const { github, live } = office;
    github.fail("act", { error: anError({ kind: "in-doubt" }), applied: true });

    await write(office, `${good}stages: 7\n`);
    await live(sweepDue);

    expect(github.issues).toHaveLength(1);
  });

  it("pauses while a stage's column is gone, and judges everybody when it is back", async () => {
    const office = await anOffice(databases, three);
    const { github, moved, work, live } = office;
    const [card] = github.cards;
    if (card === undefined) throw new Error("no card");
    const all = github.columns;

    github.columns = all.filter(({ name }) => name !== "Outreach");
    await live(sweepDue);
    await moved(card, "Onboarding");
    await work();
    expect(card.column).toBe("Onboarding");
    expect(github.issues[0]?.body).toContain("paused");
    github.columns = all;
    await live(sweepDue);

    expect(card.column).toBe("Identification");
    expect(github.issues).toMatchObject([{ state: "closed" }]);
  });

  it("goes on with a renamed column as the same stage", async () => {
    const office = await anOffice(databases, three);
    const { github, moved, work, live } = office;
    const [card] = github.cards;
    if (card === undefined) throw new Error("no card");

    const outreach = columnId("Outreach");
    github.columns = github.columns.map((one) => (one.id === outreach ? { ...one, name: "Hello" } : one));
    await live(sweepDue);
    await moved(card, "Graduation");
    await work();

    expect(card.column).toBe("Identification");
    expect(github.issues[0]?.body).toContain("Hello");
  });

  it("pauses on a project that cannot be read, and says so", async () => {
    const office = await anOffice(databases, three);

    await write(office, "extends: design-partner\nproject: 8\n");

    expect(office.github.issues[0]?.body).toContain("Project number 8");
  });
});

describe("the mode", () => {
  it("observe records what would have been refused, and sends nothing, not even a notice", async () => {
    const office = await anOffice(databases, three);
    const { github, moved, work, journal } = office;
    const [card] = github.cards;
    if (card === undefined) throw new Error("no card");
    await write(office, `${good}mode: observe\n`);

    await moved(card, "Onboarding");
    await work();
    await write(office, `${good}mode: observe\nstages: 7\n`);

    expect(github.calls).not.toContain("act");
    expect(card.column).toBe("Onboarding");
    expect(await journal(card)).toContain("observed");
  });

  it("off stops at once: nothing is read of the partners, and nothing written", async () => {
    const office = await anOffice(databases, three);
    const { github, moved, work, database, clock } = office;
    const [card] = github.cards;
    if (card === undefined) throw new Error("no card");
    await write(office, `${good}mode: off\n`);
    github.calls.length = 0;

    await moved(card, "Onboarding");
    await work();

    expect(github.calls).toEqual([]);
    expect(await database.store.standing(clock.now())).toMatchObject({ inbox: 0, due: 0 });
  });

  it("is off as long as there is no playbook file", async () => {
    const office = await anOffice(databases, three);
    const { github, moved, work } = office;
    const [card] = github.cards;
    if (card === undefined) throw new Error("no card");
    await write(office, null);
    github.calls.length = 0;

    await moved(card, "Onboarding");
    await work();

    expect(github.calls).toEqual([]);
  });
});

describe("the audience", () => {
  it.each([
    {
      kind: "team",
      when: "while no contact can read the repository",
      contact: "Carla @carla",
      private: true,
    },
    { kind: "shared", when: "as soon as a contact can read it", contact: "Tom @tom", private: true },
    { kind: "shared", when: "when the repository is public", contact: "", private: false },
  ])("is $kind $when", async ({ kind, contact, private: hidden }) => {
    const { database } = await anOffice(databases, (github) => {
      github.add({ contact });
      github.repository = { ...github.repository, private: hidden };
    });

    const [row] = await database.sql("select audience->>'kind' as audience from pipeline");

    expect(row).toEqual({ audience: kind });
  });

  it("becomes shared with the first look at a contact who can read", async () => {
    const { github, tell, work, database } = await anOffice(databases, three);
    const [card] = github.cards;
    if (card === undefined) throw new Error("no card");

    card.contact = "Tom @tom";
    await tell(card, {});
    await work();

    expect(await database.sql("select audience->>'kind' as audience from pipeline")).toMatchObject([
      { audience: "shared" },
    ]);
  });
});
