import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { planBoard, type PlanAnswer, type PlanRequest } from "../../../src/cli/plan/plan.ts";
import { renderCost, renderPlan } from "../../../src/cli/plan/render-plan.ts";
import { hostFrom } from "../../../src/github/host.ts";
import { createGithubReader } from "../../../src/github/reader.ts";
import { systemClock } from "../../../src/keeper/system-clock.ts";
import { accessFrom } from "../../../src/cli/access.ts";
import { handOf } from "../../../src/sandbox/seed/hand.ts";
import { githubAlone, type GithubAlone } from "../../support/github-alone.ts";
import { login, now } from "../../support/situation.ts";
import { aProgramme, type Programme } from "../../support/programme.ts";

const REPOSITORY = `query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { id } }`;
const ITEMS = `query($id: ID!) { node(id: $id) { ... on ProjectV2 { items(first: 1) { totalCount } } } }`;

/** Puts partners on the seeded board until it has so many cards. */
function fillUp({ world, seeded }: GithubAlone["pieces"], cards: number): void {
  const [owner, name] = seeded.repo.split("/");
  const { member } = seeded.people;
  const project = seeded.projectId ?? "";
  const ask = (query: string, variables: Readonly<Record<string, unknown>>) =>
    world.graphql(world.actorFor(member), { query, variables }).body as {
      readonly data: {
        readonly repository: { readonly id: string };
        readonly node: { readonly items: { readonly totalCount: number } };
      };
    };
  const repositoryId = ask(REPOSITORY, { owner, name }).data.repository.id;
  const there = ask(ITEMS, { id: project }).data.node.items.totalCount;
  const hand = handOf(world, member, project);
  world.scene.quietly(() => {
    for (let number = there; number < cards; number += 1) {
      const title = `Partner ${String(number)}`;
      const issue = { title, body: "", labels: ["design-partner"], assignees: [member] };
      hand.set(hand.addCard(hand.openIssue({ repositoryId, ...issue })), "Status", "Identification");
    }
  });
}

const quiet = (): void => undefined;
const log = {
  debug: quiet,
  info: quiet,
  warn: quiet,
  child: () => ({ debug: quiet, info: quiet, warn: quiet }),
};

describe("stagekeeper plan", () => {
  let programme: Programme;
  beforeAll(async () => {
    programme = await aProgramme();
  }, 60_000);
  afterAll(async () => {
    await programme.stop();
  });

  const plan = (
    changes: Partial<PlanRequest> = {},
    as: "maintainer" | "outsider" = "maintainer",
  ): Promise<PlanAnswer> => {
    const { address } = programme.sandbox;
    const [owner = "", repo = ""] = address.repo.split("/");
    const app = login("stagekeeper[bot]");
    const github = createGithubReader({
      token: address.tokens[as],
      host: hostFrom({ gheHost: new URL(address.github.rest).host, gheProtocol: "http" }),
      clock: systemClock,
      userAgent: "test",
      app,
      log,
    });
    return planBoard(github, {
      owner,
      repo,
      playbook: null,
      app,
      now,
      progress: () => undefined,
      ...changes,
    });
  };

  it("says for each partner what its next stage asks for, internal criteria included, and writes nothing", async () => {
    const before = programme.sandbox.journal().length;

    const answer = await plan();
    const text = answer.kind === "plan" ? renderPlan(answer.lines, "text") : answer.text;

    expect(text).toContain("#2 Borealis Health: would be moved back from Outreach");
    expect(text).toContain("✗ At least 3 of the 5 qualification criteria: 2 of 5; 1 more needed (internal)");
    expect(text).toContain("#3 Cobalt Finance: may move to Qualification Call");
    expect(text).toMatch(/: would be reminded: /);
    expect(text).toMatch(/: would be opened: sync of /);
    expect(programme.sandbox.journal()).toHaveLength(before);
  }, 30_000);

  it("is Markdown on request, in which no name mentions or links", async () => {
    const answer = await plan();
    const text = answer.kind === "plan" ? renderPlan(answer.lines, "markdown") : answer.text;

    expect(text).toContain("### Outreach\n\n- #");
    expect(text).toContain(
      "  - ✗ At least 3 of the 5 qualification criteria: 2 of 5; 1 more needed (internal)",
    );
    expect(text).not.toMatch(/@\w/);
  }, 30_000);

  it("tries another playbook, and names every problem in one that is wrong", async () => {
    const text = "extends: design-partner\nproject: 1\nauto: sometimes\nmod: observe\n";

    const answer = await plan({ playbook: { name: "new.yml", text } });

    expect(answer).toMatchObject({ kind: "problems" });
    expect(answer.kind === "problems" && answer.text.split("\n")).toEqual([
      expect.stringMatching(/^new\.yml:3 auto: /),
      expect.stringMatching(/^new\.yml:4 mod: /),
    ]);
  });

  it("tells somebody who cannot read the repository so", async () => {
    expect(await plan({}, "outsider")).toMatchObject({
      kind: "problems",
      text: expect.stringContaining("that you can read"),
    });
  }, 30_000);
});

describe("stagekeeper plan on a board of 500 cards", () => {
  it("takes 5 requests for the board and what it says beside, and writes nothing", async () => {
    const github = await githubAlone();
    const { pieces } = github;
    fillUp(pieces, 500);
    const { reader } = accessFrom(github.environmentOf(pieces.seeded.people.maintainer));
    const [owner = "", repo = ""] = pieces.seeded.repo.split("/");
    const app = login("stagekeeper[bot]");
    const heard: string[] = [];
    const progress = (text: string): void => void heard.push(text);
    pieces.requests.forget();
    const before = pieces.journal.length;

    const answer = await planBoard(reader(app), { owner, repo, playbook: null, app, now, progress });
    const { requests } = pieces.requests.report();
    await github.stop();

    if (answer.kind === "problems") throw new Error(answer.text);
    const { ground, board, partners, rights } = answer.cost;
    expect(board).toBe(5);
    expect(requests).toHaveLength(ground + board + partners + rights);
    expect(requests.filter(({ kind }) => kind === "mutation")).toEqual([]);
    expect(pieces.journal).toHaveLength(before);
    expect(answer.lines.length).toBeGreaterThan(490);
    expect(heard).toContain("Board: 500 cards");
    expect(renderCost(answer.cost)).toContain("5 for the board");
  }, 60_000);
});
