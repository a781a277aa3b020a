import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { setUp, type SetUp } from "../support/set-up.ts";

/** What the form of `init` makes of its answers. */
const body = [
  "### Organisation",
  "Gala Robotics",
  "### Primary contact",
  "Jane Doe @jane-acme",
  "### Signal",
  "_No response_",
  "### Source",
  "Referral",
].join("\n\n");

describe("a programme that init set up on an empty organisation", () => {
  let programme: SetUp;
  beforeAll(async () => {
    programme = await setUp("design-partner", "Design partners");
  }, 120_000);
  afterAll(async () => {
    await programme.sandbox.stop();
  });

  it("takes a first partner from the form, with its answers on the card", async () => {
    const { mara, sandbox, octokit, at } = programme;
    const partner = await mara.openPartner({ title: "Gala", body, assignees: [sandbox.login.maintainer] });
    await sandbox.settle();

    const { data } = await octokit.rest.issues.get({ ...at, issue_number: partner });

    expect(await mara.column(partner)).toBe("Identification");
    expect(await programme.fieldsOf(partner)).toEqual({
      organisation: "Gala Robotics",
      contact: "Jane Doe @jane-acme",
      source: "Referral",
    });
    expect(data.body).toBe(body);
  }, 60_000);

  it("moves its card back, says why, and moves it on when the last criterion is ticked", async () => {
    const { mara, sandbox, octokit, at } = programme;
    const { data } = await octokit.rest.issues.listForRepo({ ...at, labels: "design-partner" });
    const partner = data[0]?.number ?? 0;
    await mara.move(partner, "Outreach");
    await sandbox.settle();
    const back = await mara.column(partner);
    await mara.tick(partner, "multi-service production", "compliance", "anonymised usage data");
    await sandbox.settle();

    const comments = await mara.comments(partner);

    expect(back).toBe("Identification");
    expect(comments.map(({ body: text }) => text).join("\n")).toContain(
      "At least 3 of the 5 qualification criteria",
    );
    expect(await mara.column(partner)).toBe("Outreach");
  }, 60_000);

  it("is without a fault to doctor", async () => {
    expect((await programme.doctor()).filter(({ level }) => level === "fault")).toEqual([]);
  }, 60_000);
});

describe("a pipeline of another kind, by another playbook and no other code,", () => {
  let programme: SetUp;
  beforeAll(async () => {
    programme = await setUp("rfc", "Requests for comments");
  }, 120_000);
  afterAll(async () => {
    await programme.sandbox.stop();
  });

  let proposal = 0;
  const moved = async (to: string): Promise<string | null> => {
    // Long enough that no earlier move back slows this one.
    await programme.sandbox.turnClock({ advance: "PT11M" });
    await programme.mara.move(proposal, to);
    await programme.sandbox.settle();
    return programme.mara.column(proposal);
  };
  const said = async (): Promise<string> =>
    (await programme.mara.comments(proposal)).map(({ body: text }) => text).join("\n");
  const aDay = "PT24H";

  it("judges by its own gates", async () => {
    const { mara, sandbox, octokit, at } = programme;
    const { data } = await octokit.rest.issues.create({
      ...{ ...at, title: "Signed exports", labels: ["rfc"], assignees: [sandbox.login.maintainer] },
    });
    proposal = data.number;
    await sandbox.settle();
    const first = await mara.column(proposal);
    const back = await moved("In Review");
    await mara.tick(proposal, "Why this", "What changes", "What else", "What it costs");
    await mara.set(proposal, "Area", "exports");
    await sandbox.settle();

    expect([first, back, await mara.column(proposal)]).toEqual(["Draft", "Draft", "In Review"]);
  }, 60_000);

  it("takes a proposal to its last stage", async () => {
    const { mara, sandbox } = programme;
    const unread = await moved("Final Comments");
    await mara.tick(proposal, "A maintainer of the area", "another area", "security");
    await sandbox.settle();
    const final = await mara.column(proposal);
    await mara.set(proposal, "Final comments since", sandbox.clock().now.slice(0, 10));
    await sandbox.settle();
    const tooSoon = await moved("Accepted");
    for (let day = 0; day <= 10; day += 1) await sandbox.turnClock({ advance: aDay });
    await sandbox.settle();
    const accepted = await moved("Accepted");
    await mara.set(proposal, "Implementation", "Done");
    await sandbox.settle();

    expect([unread, final]).toEqual(["In Review", "Final Comments"]);
    expect([tooSoon, accepted]).toEqual(["Final Comments", "Accepted"]);
    expect(await moved("Implemented")).toBe("Implemented");
    expect(await said()).not.toMatch(/partner/i);
  }, 120_000);

  it("is without a fault to doctor", async () => {
    expect((await programme.doctor()).filter(({ level }) => level === "fault")).toEqual([]);
  }, 60_000);
});
