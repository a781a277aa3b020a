import { describe, expect, it } from "@jest/globals";

import { aWorld, type TestWorld } from "./a-world.ts";
import { comment, COMMENT, openIssue } from "./acts.ts";
import { textAt, valueAt } from "./read.ts";

const SUB =
  "mutation($p: ID!, $c: ID!) { addSubIssue(input: { issueId: $p, subIssueId: $c }) { issue { id } } }";
const BLOCK =
  "mutation($i: ID!, $b: ID!) { addBlockedBy(input: { issueId: $i, blockingIssueId: $b }) { issue { id } } }";
const PIN = "mutation($i: ID!) { pinIssue(input: { issueId: $i }) { issue { isPinned } } }";

function look(on: TestWorld, issue: string, fields: string): unknown {
  return valueAt(
    on.ask(on.member, `query($i: ID!) { node(id: $i) { ... on Issue { ${fields} } } }`, { i: issue }),
    "data.node",
  );
}

describe("an issue", () => {
  it("is created whole, under a parent and on boards, and tells of every part", () => {
    const on = aWorld();
    const parent = openIssue(on, "Parent");
    const label = textAt(
      on.ask(on.member, '{ repository(owner: "acme", name: "partners") { label(name: "partner") { id } } }'),
      "data.repository.label.id",
    );
    const mia = textAt(on.ask(on.member, "{ viewer { id } }"), "data.viewer.id");

    const answer = on.ask(
      on.app,
      `mutation($r: ID!, $l: [ID!], $a: [ID!], $p: ID!, $b: [ID!]) {
        createIssue(input: { repositoryId: $r, title: "Note", body: "text", labelIds: $l, assigneeIds: $a, parentIssueId: $p, projectV2Ids: $b }) {
          issue { number parent { number } labels(first: 3) { nodes { name } } assignees(first: 3) { nodes { login } } projectItems(first: 3) { totalCount } } } }`,
      { r: on.repository, l: [label], a: [mia], p: parent, b: [on.project] },
    );

    expect(valueAt(answer, "data.createIssue.issue")).toEqual({
      number: 2,
      parent: { number: 1 },
      labels: { nodes: [{ name: "partner" }] },
      assignees: { nodes: [{ login: "mia" }] },
      projectItems: { totalCount: 1 },
    });
    expect(on.told().slice(1)).toEqual([
      "issues.opened",
      "issues.labeled",
      "issues.assigned",
      "projects_v2_item.created",
      "sub_issues.sub_issue_added",
      "sub_issues.parent_issue_added",
    ]);
    expect(on.webhooks.at(-1)?.payload).toMatchObject({ sender: { login: "stagekeeper[bot]", type: "Bot" } });
  });

  it("closes for a reason, as a duplicate, and reopens", () => {
    const on = aWorld();
    const [issue, original] = [openIssue(on), openIssue(on, "Original")];
    const close = `mutation($i: ID!, $d: ID) { closeIssue(input: { issueId: $i, duplicateIssueId: $d }) { issue {
      stateReason(enableDuplicate: true) plain: stateReason duplicateOf { number } closedAt } } }`;

    expect(valueAt(on.ask(on.member, close, { i: issue, d: original }), "data.closeIssue.issue")).toEqual({
      stateReason: "DUPLICATE",
      plain: "NOT_PLANNED",
      duplicateOf: { number: 2 },
      closedAt: "2026-03-02T12:00:00Z",
    });
    expect(on.webhooks.at(-1)?.payload).toMatchObject({
      action: "closed",
      issue: { state: "closed", state_reason: "duplicate" },
    });

    on.ask(on.member, "mutation($i: ID!) { reopenIssue(input: { issueId: $i }) { issue { id } } }", {
      i: issue,
    });
    expect(look(on, issue, "state stateReason closedAt")).toEqual({
      state: "OPEN",
      stateReason: "REOPENED",
      closedAt: null,
    });
  });

  it("takes at most ten assignees, and only people who can be assigned", () => {
    const on = aWorld();
    openIssue(on);
    const logins = Array.from({ length: 11 }, (_, index) => `member-${index}`);
    for (const login of logins) on.world.scene.addPerson({ login, organisation: "acme" });

    const many = on.rest(on.member, "POST /repos/acme/partners/issues/1/assignees", {
      body: { assignees: logins },
    });
    const stranger = on.rest(on.member, "POST /repos/acme/partners/issues/1/assignees", {
      body: { assignees: ["carl", "mia"] },
    });

    expect(many.status).toBe(422);
    expect(valueAt(stranger.body, "assignees")).toMatchObject([{ login: "mia" }]);
    expect(on.rest(on.app, "GET /repos/acme/partners/assignees/mia").status).toBe(204);
    expect(on.rest(on.app, "GET /repos/acme/partners/assignees/carl").status).toBe(404);
  });

  it("takes bodies of 65,536 characters and not one more", () => {
    const on = aWorld();
    const issue = openIssue(on);

    expect(on.ask(on.member, COMMENT, { i: issue, b: "x".repeat(65_536) }).errors).toEqual([]);
    expect(on.ask(on.member, COMMENT, { i: issue, b: "x".repeat(65_537) }).errors).toMatchObject([
      { message: "Body is too long (maximum is 65536 characters)" },
    ]);
  });

  it("when locked takes comments only from people with write access: not from the App either", () => {
    const on = aWorld();
    const issue = openIssue(on);
    on.ask(
      on.member,
      "mutation($i: ID!) { lockLockable(input: { lockableId: $i, lockReason: OFF_TOPIC }) { lockedRecord { locked } } }",
      { i: issue },
    );

    expect(on.webhooks.at(-1)?.payload).toMatchObject({
      action: "locked",
      issue: { active_lock_reason: "off-topic" },
    });
    expect(on.ask(on.member, COMMENT, { i: issue, b: "team" }).errors).toEqual([]);
    for (const locked of [on.contact, on.app]) {
      expect(on.ask(locked, COMMENT, { i: issue, b: "?" }).errors).toMatchObject([
        { message: "Unable to create comment because issue is locked." },
      ]);
    }
  });

  it("can be pinned, three in a repository", () => {
    const on = aWorld();
    const issues = ["a", "b", "c", "d"].map((title) => openIssue(on, title));

    const answers = issues.map((issue) => on.ask(on.member, PIN, { i: issue }).errors.length);

    expect(answers).toEqual([0, 0, 0, 1]);
    const pinned = on.ask(
      on.member,
      '{ repository(owner: "acme", name: "partners") { pinnedIssues(first: 3) { nodes { issue { title } } } } }',
    );
    expect(valueAt(pinned, "data.repository.pinnedIssues.nodes")).toHaveLength(3);
  });

  it("has at most 100 sub-issues, no circles, and counts those that are done", () => {
    const on = aWorld();
    const parent = openIssue(on, "Parent");
    const children = Array.from({ length: 101 }, (_, index) => openIssue(on, `Child ${index}`));

    const refused = children.filter(
      (child) => on.ask(on.member, SUB, { p: parent, c: child }).errors.length > 0,
    );
    on.ask(on.member, "mutation($i: ID!) { closeIssue(input: { issueId: $i }) { issue { id } } }", {
      i: children[0],
    });

    expect(refused).toEqual([children[100]]);
    expect(
      look(
        on,
        parent,
        "subIssuesSummary { total completed percentCompleted } subIssues(first: 1) { totalCount }",
      ),
    ).toEqual({
      subIssuesSummary: { total: 100, completed: 1, percentCompleted: 1 },
      subIssues: { totalCount: 100 },
    });
    expect(on.ask(on.member, SUB, { p: children[0], c: parent }).errors).toMatchObject([
      { message: expect.stringContaining("circular") },
    ]);
  });

  it("waits for others, and counts those that the viewer may not read", () => {
    const on = aWorld();
    on.world.scene.addRepository({ owner: "acme", name: "secret" });
    const [issue, blocker] = [openIssue(on), openIssue(on, "Blocker")];
    on.ask(on.member, BLOCK, { i: issue, b: blocker });
    on.rest(on.member, "POST /repos/acme/secret/issues", { body: { title: "Hidden" } });
    const hidden = textAt(on.rest(on.member, "GET /repos/acme/secret/issues/1").body, "node_id");
    on.ask(on.member, BLOCK, { i: issue, b: hidden });

    const seen = on.ask(
      on.contact,
      "query($i: ID!) { node(id: $i) { ... on Issue { blockedBy(first: 5) { totalCount nodes { title } } issueDependenciesSummary { totalBlockedBy } } } }",
      { i: issue },
    );

    expect(valueAt(seen, "data.node")).toEqual({
      blockedBy: { totalCount: 2, nodes: [{ title: "Blocker" }] },
      issueDependenciesSummary: { totalBlockedBy: 2 },
    });
    expect(on.told()).toContain("issue_dependencies.blocked_by_added");
    expect(on.told()).toContain("issue_dependencies.blocking_added");
  });

  it("moves to another repository under a new id, with comments and card", () => {
    const on = aWorld();
    const target = on.world.scene.addRepository({ owner: "acme", name: "archive" });
    const issue = openIssue(on);
    comment(on, issue, "hello");

    const answer = on.ask(
      on.member,
      "mutation($i: ID!, $r: ID!) { transferIssue(input: { issueId: $i, repositoryId: $r }) { issue { number repository { name } comments(first: 5) { nodes { body } } } } }",
      { i: issue, r: target.id },
    );

    expect(valueAt(answer, "data.transferIssue.issue")).toEqual({
      number: 1,
      repository: { name: "archive" },
      comments: { nodes: [{ body: "hello" }] },
    });
    expect(on.ask(on.member, "query($i: ID!) { node(id: $i) { id } }", { i: issue }).errors).toMatchObject([
      { type: "NOT_FOUND" },
    ]);
    expect(on.told().slice(-2)).toEqual(["issues.transferred", "issues.opened"]);
    expect(on.webhooks.at(-2)?.payload).toMatchObject({ changes: { new_repository: { name: "archive" } } });
  });

  it("keeps its comments' history: edited, minimised, reacted to, deleted", () => {
    const on = aWorld();
    const issue = openIssue(on);
    const id = comment(on, issue, "/check");
    on.pass(30);
    on.ask(
      on.member,
      'mutation($c: ID!) { updateIssueComment(input: { id: $c, body: "other" }) { issueComment { id } } }',
      { c: id },
    );
    on.ask(
      on.app,
      "mutation($c: ID!) { minimizeComment(input: { subjectId: $c, classifier: OUTDATED }) { minimizedComment { isMinimized } } }",
      { c: id },
    );
    on.ask(
      on.app,
      "mutation($c: ID!) { addReaction(input: { subjectId: $c, content: EYES }) { reaction { content } } }",
      { c: id },
    );

    expect(
      look(
        on,
        issue,
        `comments(first: 5) { nodes { body includesCreatedEdit lastEditedAt isMinimized minimizedReason
        reactionGroups { content users(first: 1) { totalCount } } } }`,
      ),
    ).toMatchObject({
      comments: {
        nodes: [
          {
            body: "other",
            includesCreatedEdit: true,
            lastEditedAt: "2026-03-02T12:00:30Z",
            isMinimized: true,
            minimizedReason: "outdated",
            reactionGroups: expect.arrayContaining([{ content: "EYES", users: { totalCount: 1 } }]),
          },
        ],
      },
    });
    on.ask(on.member, "mutation($c: ID!) { deleteIssueComment(input: { id: $c }) { clientMutationId } }", {
      c: id,
    });
    expect(on.told().slice(-3)).toEqual([
      "issue_comment.created",
      "issue_comment.edited",
      "issue_comment.deleted",
    ]);
    expect(on.webhooks.at(-2)?.payload).toMatchObject({ changes: { body: { from: "/check" } } });
  });
});
