import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Octokit } from "@octokit/rest";
import { accessFrom } from "../../../src/cli/access.ts";
import { init, type InitRequest } from "../../../src/cli/init/init.ts";
import type { FileToAdd } from "../../../src/cli/init/files.ts";
import type { Sandbox } from "../../../src/sandbox/sandbox.ts";
import { startSandbox } from "../../../src/sandbox/start.ts";
import { MONDAY_MORNING } from "../../support/programme.ts";
import { aConsole } from "../a-console.ts";

const stages = [
  "Identification",
  "Outreach",
  "Qualification Call",
  "Onboarding",
  "Active Partnership",
  "Graduation",
];

describe("stagekeeper init on an organisation with nothing in it", () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ base: MONDAY_MORNING, seed: "empty", logLevel: "warn" });
  }, 60_000);
  afterAll(async () => {
    await sandbox.stop();
  });

  const run = async (changes: Partial<InitRequest> = {}, answer: boolean | null = null) => {
    const { address } = sandbox;
    const [owner = "", repo = ""] = address.repo.split("/");
    const console = aConsole(answer);
    const files: FileToAdd[] = [];
    const { setUp } = accessFrom({
      GITHUB_TOKEN: address.tokens.maintainer,
      GHE_HOST: new URL(address.github.rest).host,
      GHE_PROTOCOL: "http",
    });
    const request: InitRequest = {
      ...{ owner, repo, project: null, title: "Design partners", extends: "design-partner" },
      ...{ folder: null, yes: false, dryRun: false },
      ...changes,
    };
    const addFile = (_: string, file: FileToAdd): boolean => files.push(file) > 0;
    const code = await init(request, { github: setUp, console, addFile });
    return { code, files, ...console };
  };

  it("shows what it would do, and does nothing before somebody agreed", async () => {
    const before = sandbox.journal().length;

    const shown = await run({ dryRun: true });
    const refused = await run({}, false);
    const alone = await run();

    expect(shown.said).toEqual([
      "northwind-labs/partners, no project yet",
      "  + create the project “Design partners”",
      `  + add ${stages.map((name) => `“${name}”`).join(", ")} to the field “Status”`,
      expect.stringContaining("add the field “Organisation” (text)"),
      ...Array.from({ length: 17 }, () => expect.stringMatching(/add the field/)),
      "  + add the file .github/stagekeeper.yml",
      "  + add the file .github/ISSUE_TEMPLATE/partner.yml",
    ]);
    expect([shown.code, refused.code, alone.code]).toEqual([0, 0, 2]);
    expect([refused.asked, alone.told.join()]).toEqual([["Do all this?"], expect.stringContaining("--yes")]);
    expect(sandbox.journal()).toHaveLength(before);
  }, 30_000);

  it("makes the board, proposes the files, and changes nothing when it is run again", async () => {
    const first = await run({ yes: true });
    const after = sandbox.journal().length;
    const second = await run({ yes: true });

    expect(first.code).toBe(1);
    expect(first.said.at(-1)).toContain("The project's workflow “Item closed” is on");
    expect(first.told.at(-1)).toMatch(/proposed .*stagekeeper\.yml and .*partner\.yml: http.*\/pull\/1$/);
    expect(second.said).toContain("  Nothing is missing.");
    expect(second.said.join("\n")).toMatch(/The files wait in http.*\/pull\/1/);
    expect(sandbox.journal()).toHaveLength(after);
  }, 60_000);

  it("leaves a board that Stagekeeper takes up as soon as the files are merged", async () => {
    const { address } = sandbox;
    const [owner = "", repo = ""] = address.repo.split("/");
    const octokit = new Octokit({ baseUrl: address.github.rest, auth: address.tokens.maintainer });
    await octokit.rest.pulls.merge({ owner, repo, pull_number: 1 });
    await sandbox.settle();

    const { said, code } = await run({ yes: true });

    expect(said).toEqual([
      "northwind-labs/partners, project 1 “Design partners”",
      "  Nothing is missing.",
      expect.stringContaining("“Item closed” is on"),
    ]);
    expect(code).toBe(1);
  }, 60_000);
});
