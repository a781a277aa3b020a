import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Octokit } from "@octokit/rest";
import { aProgramme, type Programme } from "../support/programme.ts";

const cobalt = 3;

describe("what Stagekeeper asks of GitHub", () => {
  let programme: Programme;
  beforeAll(async () => {
    programme = await aProgramme();
  }, 60_000);
  afterAll(async () => {
    await programme.stop();
  });

  it("is two requests for a refused move: one read, and one document with the move back and the comment", async () => {
    const requests = await programme.requestsOf(() => programme.tomas.move(cobalt, "Onboarding"));

    expect(requests).toEqual(["query", "mutation"]);
    expect(await programme.tomas.column(cobalt)).toBe("Outreach");
  }, 30_000);

  it("is one more than a read for an accepted move whose stage has a comment to post", async () => {
    const requests = await programme.requestsOf(() => programme.tomas.move(cobalt, "Qualification Call"));

    expect(requests).toEqual(["query", "mutation"]);
  }, 30_000);

  it("is one request for an accepted move", async () => {
    const requests = await programme.requestsOf(() => programme.tomas.move(cobalt, "Outreach"));

    expect(requests).toEqual(["query"]);
  }, 30_000);

  it("is nothing for the echo of its own writes", async () => {
    await programme.sandbox.turnClock({ advance: "PT10M" });
    const before = programme.sandbox.deliveries().length;

    const requests = await programme.requestsOf(() => programme.tomas.move(cobalt, "Graduation"));
    const delivered = programme.sandbox.deliveries().length - before;

    expect(requests).toHaveLength(2);
    expect(delivered).toBeGreaterThan(2);
  }, 30_000);

  it("is nothing for an event that concerns no partner", async () => {
    const { address } = programme.sandbox;
    const { issues } = new Octokit({ auth: address.tokens.member, baseUrl: address.github.rest });
    const [owner = "", repo = ""] = address.repo.split("/");

    const requests = await programme.requestsOf(() =>
      issues.create({ owner, repo, title: "Buy new chairs" }),
    );

    expect(programme.sandbox.deliveries().some(({ event }) => event === "issues")).toBe(true);
    expect(requests).toEqual([]);
  }, 30_000);
});
