import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Octokit } from "@octokit/rest";
import { aProgramme, type Programme } from "../support/programme.ts";

const cobalt = 3;
const fjord = 6;

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

  it("is one look and one document for a sync note that is opened", async () => {
    const { sandbox, tomas } = programme;
    await programme.after(() => tomas.comment(fjord, "/sync every 2 weeks from 2026-03-06"));
    await until("2026-03-04T08:59:30Z");

    const { first, documents, written } = await workOf(() => sandbox.turnClock({ advance: "PT1M" }));

    expect((await tomas.openNote("Fjord Systems"))?.title).toContain("2026-03-06");
    expect(new Set(written)).toEqual(new Set(["createIssue"]));
    expect(first).toEqual(["query", "mutation"]);
    expect(documents).toBe(1);
  }, 30_000);

  it("is one document beside the reads for a reminder", async () => {
    const { sandbox, mara } = programme;
    await programme.after(() => mara.comment(cobalt, "/sent 2026-03-02"));
    await until("2026-03-05T08:59:30Z");

    const { documents, written } = await workOf(() => sandbox.turnClock({ advance: "PT1M" }));

    expect(await programme.said(cobalt)).toContainEqual(expect.stringContaining("short second message"));
    expect(written).toEqual(["addComment"]);
    expect(documents).toBe(1);
  }, 30_000);

  async function until(moment: string): Promise<void> {
    const { sandbox } = programme;
    const seconds = Math.ceil((Date.parse(moment) - Date.parse(sandbox.clock().now)) / 1_000);
    await programme.after(() => sandbox.turnClock({ advance: `PT${String(seconds)}S` }));
  }

  /** What the App asked for first, what it wrote, and in how many documents. Edits of the dashboard, one document each, are left out. */
  async function workOf(doing: () => Promise<unknown>): Promise<{
    readonly first: readonly string[];
    readonly documents: number;
    readonly written: readonly string[];
  }> {
    const before = programme.sandbox.journal().length;
    const requests = await programme.requestsOf(doing);
    const all = programme.sandbox.journal().slice(before);
    const written = all.map(({ operation }) => operation).filter((operation) => operation !== "updateIssue");
    const documents = requests.filter((kind) => kind === "mutation" || kind === "write").length;
    return { first: requests.slice(0, 2), documents: documents - (all.length - written.length), written };
  }
});
