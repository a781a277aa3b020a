import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { planBoard, type PlanAnswer, type PlanRequest } from "../../../src/cli/plan/plan.ts";
import { renderPlan } from "../../../src/cli/plan/render-plan.ts";
import { hostFrom } from "../../../src/github/host.ts";
import { createGithubReader } from "../../../src/github/reader.ts";
import { systemClock } from "../../../src/keeper/system-clock.ts";
import { login, now } from "../../support/situation.ts";
import { aProgramme, type Programme } from "../../support/programme.ts";

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
    return planBoard(github, { owner, repo, playbook: null, app, now, ...changes });
  };

  it("says for each partner what its next stage asks for, internal criteria included, and writes nothing", async () => {
    const before = programme.sandbox.journal().length;

    const answer = await plan();
    const text = answer.kind === "plan" ? renderPlan(answer.lines) : answer.text;

    expect(text).toContain("#2 Borealis Health: would be moved back from Outreach");
    expect(text).toContain("✗ At least 3 of the 5 qualification criteria: 2 of 5; 1 more needed (internal)");
    expect(text).toContain("#3 Cobalt Finance: may move to Qualification Call");
    expect(programme.sandbox.journal()).toHaveLength(before);
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
