import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Octokit } from "@octokit/rest";
import { aProgramme, type Programme } from "../support/programme.ts";

type Reason = "completed" | "not_planned" | "duplicate";

describe("a partner whose issue is closed", () => {
  let programme: Programme;
  let github: Octokit;
  let place = { owner: "", repo: "" };
  const partners: number[] = [];
  beforeAll(async () => {
    programme = await aProgramme();
    const { address } = programme.sandbox;
    const [owner = "", repo = ""] = address.repo.split("/");
    place = { owner, repo };
    github = new Octokit({ auth: address.tokens.member, baseUrl: address.github.rest });
    for (const title of ["Aster", "Birch", "Cedar", "Dogwood", "Elder", "Fir"]) {
      await programme.after(async () => {
        partners.push(await programme.tomas.openPartner({ title, assignees: [programme.tomas.login] }));
      });
    }
  }, 120_000);
  afterAll(async () => {
    await programme.stop();
  });

  const partner = (index: number): number => partners[index] ?? 0;
  const setState = (issue: number, state: "open" | "closed", reason?: Reason): Promise<unknown> =>
    github.issues.update({
      ...{ ...place, issue_number: issue, state },
      ...(reason === undefined ? {} : { state_reason: reason }),
    });
  const close = (issue: number, reason: Reason): Promise<void> =>
    programme.after(() => setState(issue, "closed", reason));
  const stateOf = async (issue: number): Promise<string> =>
    (await github.issues.get({ ...place, issue_number: issue })).data.state;
  const saidOf = async (issue: number, words: string): Promise<readonly string[]> =>
    (await programme.said(issue)).filter((body) => body.includes(words));

  it("as not planned is asked for the reason once, and the answer stands on the card", async () => {
    const aster = partner(0);
    await close(aster, "not_planned");
    await programme.after(() => programme.sandbox.turnClock({ advance: "P1D" }));
    const asked = await saidOf(aster, "Why did it leave?");
    await programme.after(() => programme.tomas.comment(aster, "/exit declined no budget this year"));

    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain("@tomas-brandt");
    expect(await stateOf(aster)).toBe("closed");
    expect(JSON.stringify(programme.sandbox.journal())).toContain("declined: no budget this year");
  }, 60_000);

  it("as duplicate counts as merged, without a comment", async () => {
    const birch = partner(1);
    const before = (await programme.said(birch)).length;
    await close(birch, "duplicate");

    expect(await programme.said(birch)).toHaveLength(before);
    expect(await stateOf(birch)).toBe("closed");
    expect(JSON.stringify(programme.sandbox.journal())).toContain('"merged"');
  }, 60_000);

  it("as completed before Graduation is opened again with one explanation, whatever is delivered twice", async () => {
    const cedar = partner(2);
    programme.sandbox.addFault({ kind: "duplicate", count: 3 });
    await close(cedar, "completed");
    await programme.after(() => programme.sandbox.turnClock({ advance: "PT5M" }));

    expect(await stateOf(cedar)).toBe("open");
    expect(await saidOf(cedar, "Not completed yet")).toHaveLength(1);
    expect(await saidOf(cedar, "left the programme")).toEqual([]);
  }, 60_000);

  it("as completed by a bot again and again is left closed after once", async () => {
    const cedar = partner(3);
    const { address } = programme.sandbox;
    const bot = new Octokit({
      auth: programme.sandbox.tokenFor("triage-helper[bot]"),
      baseUrl: address.github.rest,
    });
    for (let time = 0; time < 2; time += 1) {
      await programme.after(() =>
        bot.issues.update({ ...place, issue_number: cedar, state: "closed", state_reason: "completed" }),
      );
      await programme.after(() => programme.sandbox.turnClock({ advance: "PT30M" }));
    }

    expect(await stateOf(cedar)).toBe("closed");
    expect(await saidOf(cedar, "Not completed yet")).toHaveLength(1);
    expect(await saidOf(cedar, "This issue stays closed")).toHaveLength(1);
  }, 60_000);

  it("with /exit not-now comes back to its owner on the day", async () => {
    const elder = partner(4);
    const day = new Date(Date.parse(programme.sandbox.clock().now) + 10 * 86_400_000).toISOString();
    await programme.after(() =>
      programme.tomas.comment(elder, `/exit not-now ${day.slice(0, 10)} after the audit`),
    );
    const left = await saidOf(elder, "left the programme");
    const early = await saidOf(elder, "Not now");
    await programme.after(() => programme.sandbox.turnClock({ advance: "P10D" }));
    for (let hours = 0; hours < 96; hours += 8) {
      await programme.after(() => programme.sandbox.turnClock({ advance: "PT8H" }));
    }
    const told = await saidOf(elder, "“Not now” was until");

    expect(left[0]).not.toContain("audit");
    expect(early).toEqual([]);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain("@tomas-brandt");
    expect(await stateOf(elder)).toBe("closed");
  }, 60_000);

  it("and opened again within 30 days is where it was, later at the first stage", async () => {
    const delta = (await programme.tomas.board()).find(({ column }) => column === "Onboarding")?.number ?? 0;
    await programme.after(() => programme.tomas.comment(delta, "/exit wound-down sponsor left"));
    await programme.after(() => programme.sandbox.turnClock({ advance: "P20D" }));
    await programme.after(() => setState(delta, "open"));
    const soon = await programme.tomas.column(delta);
    await programme.after(() => programme.tomas.comment(delta, "/exit wound-down sponsor left again"));
    await programme.after(() => programme.sandbox.turnClock({ advance: "P31D" }));
    await programme.after(() => setState(delta, "open"));

    expect(soon).toBe("Onboarding");
    expect(await programme.tomas.column(delta)).toBe("Identification");
  }, 60_000);

  it("as completed after Graduation is left closed, with what is still to do", async () => {
    const fir = partner(5);
    await programme.after(() => programme.mara.move(fir, "Graduation"));
    await programme.after(() => programme.mara.comment(fir, "/override a friend of the house"));
    await close(fir, "completed");

    expect(await stateOf(fir)).toBe("closed");
    expect((await saidOf(fir, "left to do"))[0]).toContain("Case study written");
  }, 60_000);
});
