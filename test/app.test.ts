import { createRequire } from "node:module";
import { afterAll, describe, expect, it } from "@jest/globals";
import type { About } from "../src/keeper/inbox.ts";
import { aDoor, aMove, closeDoors } from "./web/arrange.ts";

afterAll(closeDoors);

const envelope = {
  installation: { id: 42, account: { login: "northwind" } },
  sender: { login: "tom", type: "User" },
};
const repository = { node_id: "R_1", default_branch: "main" };
const issue = { node_id: "I_1", number: 12, labels: [{ name: "design-partner" }] };
const comment = { node_id: "IC_1", user: { login: "tom", type: "User" }, body: "/hold until May" };

async function aboutOf(event: string, payload: object): Promise<About | null> {
  const { deliver, remembered } = await aDoor();
  const { status } = await deliver(event, { ...envelope, ...payload });
  expect(status).toBe(200);
  return remembered[0]?.about ?? null;
}

describe("what a delivery is about", () => {
  it("is the card, its field, and the options it went between", async () => {
    expect(await aboutOf("projects_v2_item", aMove())).toEqual({
      ...{ kind: "card", project: "PVT_1", card: "PVTI_1", issue: "I_1", field: "PVTSSF_1" },
      ...{ from: "one", to: "two", updatedAt: null },
    });
  });

  it.each([
    ["null for a field that was empty", { from: null, to: { id: "two" } }, { from: null, to: "two" }],
    ["undefined when GitHub does not say", {}, { from: undefined, to: undefined }],
    [
      "undefined for what is no option",
      { field_type: "date", from: "2026-01-01", to: null },
      { from: undefined },
    ],
    ["undefined for an odd value", { from: 7, to: ["x"] }, { from: undefined, to: undefined }],
  ])("has %s", async (...[, value, expected]) => {
    expect(await aboutOf("projects_v2_item", aMove({ changes: { field_value: value } }))).toMatchObject(
      expected,
    );
  });

  it.each([undefined, null, {}, { body: { from: "a" } }, { field_value: null }, "odd"])(
    "is the card as a whole when changes are %p",
    async (changes) => {
      expect(await aboutOf("projects_v2_item", aMove({ changes }))).toMatchObject({
        kind: "card",
        field: null,
      });
    },
  );

  it("names no issue for a draft", async () => {
    const item = {
      node_id: "PVTI_1",
      project_node_id: "PVT_1",
      content_node_id: "DI_1",
      content_type: "DraftIssue",
    };

    expect(await aboutOf("projects_v2_item", aMove({ projects_v2_item: item }))).toMatchObject({
      issue: null,
    });
  });

  it.each([
    ["issues", { action: "labeled", repository, issue }],
    ["sub_issues", { action: "sub_issue_added", repository, parent_issue: issue, sub_issue: {} }],
    ["issue_dependencies", { action: "blocked_by_added", repository, blocked_issue: issue }],
  ])("of %s is the issue that may be a partner", async (event, payload) => {
    expect(await aboutOf(event, payload)).toEqual({
      ...{ kind: "issue", repository: "R_1", issue: "I_1", labels: ["design-partner"], updatedAt: null },
    });
  });

  it.each([
    ["2026-11-22T10:00:00Z", Date.UTC(2026, 10, 22, 10)],
    ["2026-11-22T12:00:00+02:00", Date.UTC(2026, 10, 22, 10)],
    ["yesterday", null],
    [null, null],
  ])("says when the card or the issue was changed: %p", async (text, updatedAt) => {
    const item = { node_id: "PVTI_1", project_node_id: "PVT_1", updated_at: text };
    const changed = { ...issue, updated_at: text };

    expect(await aboutOf("projects_v2_item", aMove({ projects_v2_item: item }))).toMatchObject({ updatedAt });
    expect(await aboutOf("issues", { action: "closed", repository, issue: changed })).toMatchObject({
      updatedAt,
    });
    expect(
      await aboutOf("issue_comment", { action: "created", repository, issue: changed, comment }),
    ).toMatchObject({ updatedAt });
  });

  it("is a comment, with the text of a command as it was created", async () => {
    const payload = { repository, issue, comment };

    expect(await aboutOf("issue_comment", { action: "created", ...payload })).toMatchObject({
      ...{ kind: "comment", comment: "IC_1", command: "/hold until May" },
      author: { login: "tom", bot: false },
    });
    expect(await aboutOf("issue_comment", { action: "edited", ...payload })).toMatchObject({ command: null });
  });

  it("keeps no text of a comment without a command", async () => {
    const chat = { ...comment, body: "call jane@acme.com and/or me" };

    expect(
      await aboutOf("issue_comment", { action: "created", repository, issue, comment: chat }),
    ).toMatchObject({
      command: null,
    });
  });

  it.each([
    [
      "a push to the default branch that touched the playbook",
      { commits: [{ modified: [".github/stagekeeper.yml"] }] },
    ],
    ["a push that was forced", { forced: true, commits: [] }],
    ["a push with more commits than GitHub lists", { commits: Array.from({ length: 20 }, () => ({})) }],
    ["a push that lists none", {}],
  ])("is the playbook after %s", async (_what, push) => {
    expect(await aboutOf("push", { ref: "refs/heads/main", repository, ...push })).toEqual({
      ...{ kind: "playbook", repository: "R_1" },
    });
  });

  it("is the pipeline when its repository becomes public", async () => {
    expect(await aboutOf("repository", { action: "publicized", repository })).toMatchObject({
      kind: "playbook",
    });
  });

  it.each([
    ["installation", "created", "active"],
    ["installation", "suspend", "suspended"],
    ["installation", "unsuspend", "active"],
    ["installation", "new_permissions_accepted", "active"],
    ["installation", "deleted", "deleted"],
    ["installation_repositories", "added", "active"],
  ])("of %s.%s is the installation, %s", async (...[event, action, state]) => {
    expect(await aboutOf(event, { action })).toEqual({ kind: "installation", account: "northwind", state });
  });

  it.each([
    ["projects_v2_item", aMove({ action: "reordered" })],
    ["issues", { action: "pinned", repository, issue }],
    ["issue_comment", { action: "created", repository, issue: { ...issue, pull_request: {} }, comment }],
    ["push", { ref: "refs/heads/topic", repository }],
    ["push", { ref: "refs/heads/main", repository, commits: [{ added: ["README.md"] }] }],
    ["repository", { action: "created", repository }],
  ])("is nothing for an irrelevant %s", async (event, payload) => {
    expect(await aboutOf(event, payload)).toBeNull();
  });
});

describe("who sent a delivery", () => {
  it.each([
    [{ login: "tom", type: "User" }, { login: "tom", bot: false }, false],
    [
      { login: "github-project-automation[bot]", type: "Bot" },
      { login: "github-project-automation[bot]", bot: true },
      false,
    ],
    [{ login: "Stagekeeper[bot]", type: "Bot" }, { login: "Stagekeeper[bot]", bot: true }, true],
    [null, null, false],
    [{ id: 7 }, null, false],
  ])("is read from %j", async (...[sender, expected, own]) => {
    const { deliver, remembered } = await aDoor();

    await deliver("projects_v2_item", aMove({ sender }));

    expect(remembered).toMatchObject([{ sender: expected, own, installation: "42" }]);
  });
});

interface Example {
  readonly name: string;
  readonly examples: readonly Record<string, unknown>[];
}

describe("every example GitHub published", () => {
  const published = createRequire(import.meta.url)("@octokit/webhooks-examples") as readonly Example[];

  it("is taken, and what we listen to is readable", async () => {
    const { deliver, counted } = await aDoor();
    const all = published.flatMap(({ name, examples }) => examples.map((payload) => ({ name, payload })));

    const answers = await Promise.all(
      all.map(({ name, payload }) => deliver(name, { installation: { id: 42 }, ...payload })),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(counted.filter((line) => line.endsWith("unreadable"))).toEqual([]);
    expect(counted.filter((line) => line.endsWith("remembered")).length).toBeGreaterThan(50);
  }, 30_000);
});
