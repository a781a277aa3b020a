import { describe, expect, it } from "@jest/globals";

import type { Webhook } from "../../../src/sandbox/contract.ts";
import { webhookExamples } from "../examples.ts";
import { published } from "../published.ts";
import { aWorld, type TestWorld } from "./a-world.ts";
import { addCard, addDraft, comment, drag, openIssue } from "./acts.ts";

const schemas = published("@octokit/openapi-webhooks/generated/api.github.com.json");

/** Everything that this GitHub can tell, told once. */
function everything(on: TestWorld): void {
  const [issue, other] = [openIssue(on), openIssue(on, "Other")];
  const card = addCard(on, issue);
  const draft = addDraft(on);
  const place = {
    p: on.project,
    i: card,
    d: draft,
    r: on.repository,
    issue,
    other,
    c: comment(on, issue, "hello"),
  };
  drag(on, card, "First");
  drag(on, card, "Second");
  const archive = on.world.scene.addRepository({ owner: "acme", name: "archive" });
  const mutate = (head: string, body: string): void => {
    const answer = on.ask(on.owner, `mutation(${head}) { ${body} }`, { ...place, a: archive.id });
    expect(answer.errors).toEqual([]);
  };
  mutate(
    "$issue: ID!, $other: ID!",
    `one: addSubIssue(input: { issueId: $issue, subIssueId: $other }) { clientMutationId }
     two: addBlockedBy(input: { issueId: $issue, blockingIssueId: $other }) { clientMutationId }
     three: removeBlockedBy(input: { issueId: $issue, blockingIssueId: $other }) { clientMutationId }
     four: removeSubIssue(input: { issueId: $issue, subIssueId: $other }) { clientMutationId }
     five: pinIssue(input: { issueId: $issue }) { clientMutationId }
     six: unpinIssue(input: { issueId: $issue }) { clientMutationId }
     seven: lockLockable(input: { lockableId: $issue, lockReason: TOO_HEATED }) { clientMutationId }
     eight: unlockLockable(input: { lockableId: $issue }) { clientMutationId }
     nine: closeIssue(input: { issueId: $issue, stateReason: NOT_PLANNED }) { clientMutationId }
     ten: reopenIssue(input: { issueId: $issue }) { clientMutationId }`,
  );
  mutate(
    "$c: ID!, $p: ID!, $i: ID!, $d: ID!, $r: ID!",
    `one: updateIssueComment(input: { id: $c, body: "other" }) { clientMutationId }
     two: deleteIssueComment(input: { id: $c }) { clientMutationId }
     three: updateProjectV2ItemPosition(input: { projectId: $p, itemId: $d }) { clientMutationId }
     four: archiveProjectV2Item(input: { projectId: $p, itemId: $i }) { clientMutationId }
     five: unarchiveProjectV2Item(input: { projectId: $p, itemId: $i }) { clientMutationId }
     six: convertProjectV2DraftIssueItemToIssue(input: { itemId: $d, repositoryId: $r }) { clientMutationId }
     seven: deleteProjectV2Item(input: { projectId: $p, itemId: $d }) { clientMutationId }
     eight: updateProjectV2(input: { projectId: $p, title: "Programme" }) { clientMutationId }
     nine: createLabel(input: { repositoryId: $r, name: "new", color: "ff0000" }) { clientMutationId }`,
  );
  on.rest(on.owner, "PATCH /repos/acme/partners/issues/1", {
    body: { title: "New", body: "text", labels: ["P1"], assignees: ["mia"] },
  });
  on.rest(on.owner, "PATCH /repos/acme/partners/issues/1", { body: { labels: [], assignees: [] } });
  on.rest(on.owner, "PUT /repos/acme/partners/collaborators/otto", { body: { permission: "push" } });
  on.rest(on.owner, "DELETE /repos/acme/partners/collaborators/otto");
  on.rest(on.owner, "PUT /repos/acme/partners/contents/a.txt", { body: { message: "a", content: "YQ==" } });
  mutate(
    "$issue: ID!, $other: ID!, $a: ID!",
    `one: transferIssue(input: { issueId: $issue, repositoryId: $a }) { clientMutationId }
     two: deleteIssue(input: { issueId: $other }) { clientMutationId }`,
  );
}

/** What becomes of the installation, told once each. */
function installing({ world, installation }: TestWorld): void {
  world.suspend(installation, true);
  world.suspend(installation, false);
  world.reselect(installation, ["acme/partners"]);
  world.reselect(installation, "all");
  world.uninstall(installation);
}

/**
 * The one exception: of a field that was empty, or is now, `from` or `to` is null. The schema names null among the
 * types of both, and then leaves it no place in the `oneOf` beside them.
 */
function withoutEmptyEnds(payload: Webhook["payload"]): unknown {
  return JSON.parse(
    JSON.stringify(payload, (key, value: unknown) => {
      return value === null && (key === "from" || key === "to") ? undefined : value;
    }),
  );
}

/** What is wrong with a payload by the published schema of its event. */
function problemsOf({ event, payload }: Webhook): readonly string[] {
  const { action } = payload;
  const stem = event === "projects_v2" ? "projects_v2_project" : event;
  const end = typeof action === "string" ? `-${action}` : "";
  const name = `webhook-${stem}${end}`.replaceAll("_", "-");
  return schemas
    .check(`/components/schemas/${name}`, withoutEmptyEnds(payload))
    .map((problem) => `${name} ${problem}`);
}

const examples = webhookExamples();

const EXCEPTIONS: readonly RegExp[] = [
  // `draft: false` stands in the issues collected in 2022 and not in those of 2019; no schema asks for it.
  /\b(?:issue|old_issue|new_issue)\.draft is missing$/u,
  // An installation has the permissions that its App asks for.
  / installation\.permissions\.\w+ is missing$/u,
  // Text in `installation.suspend`, seconds of the epoch in others: the schema takes either.
  / installation\.(?:created_at|updated_at) is string, not number$/u,
];

/** Where a payload differs from the real ones of its event and action that were collected. */
function differencesOf({ event, payload }: Webhook): readonly string[] {
  const kind = `${event}.${String(payload["action"])}`;
  return examples
    .differences(kind, payload)
    .map((each) => `${kind} ${each}`)
    .filter((each) => !EXCEPTIONS.some((known) => known.test(each)));
}

describe("webhooks", () => {
  it("cover every event that the App listens to", () => {
    const on = aWorld();

    everything(on);

    const events = new Set(on.told().map((event) => event.replace(".undefined", "")));
    expect([...events].toSorted()).toMatchInlineSnapshot(`
     [
       "issue_comment.created",
       "issue_comment.deleted",
       "issue_comment.edited",
       "issue_dependencies.blocked_by_added",
       "issue_dependencies.blocked_by_removed",
       "issue_dependencies.blocking_added",
       "issue_dependencies.blocking_removed",
       "issues.assigned",
       "issues.closed",
       "issues.deleted",
       "issues.edited",
       "issues.labeled",
       "issues.locked",
       "issues.opened",
       "issues.pinned",
       "issues.reopened",
       "issues.transferred",
       "issues.unassigned",
       "issues.unlabeled",
       "issues.unlocked",
       "issues.unpinned",
       "label.created",
       "member.added",
       "member.removed",
       "projects_v2.edited",
       "projects_v2_item.archived",
       "projects_v2_item.converted",
       "projects_v2_item.created",
       "projects_v2_item.deleted",
       "projects_v2_item.edited",
       "projects_v2_item.reordered",
       "projects_v2_item.restored",
       "push",
       "sub_issues.parent_issue_added",
       "sub_issues.parent_issue_removed",
       "sub_issues.sub_issue_added",
       "sub_issues.sub_issue_removed",
     ]
    `);
  });

  it("have the shapes that GitHub publishes", () => {
    const on = aWorld();

    everything(on);
    installing(on);

    expect([...new Set(on.webhooks.flatMap(problemsOf))]).toEqual([]);
  });

  it("have the keys and types of those that GitHub sent to somebody", () => {
    const on = aWorld();

    everything(on);
    installing(on);

    const kinds = new Set(on.told().filter((kind) => examples.has(kind)));
    expect([...new Set(on.webhooks.flatMap(differencesOf))]).toEqual([]);
    expect(kinds.size).toBe(30);
  });

  it("of an installation name what was added and removed", () => {
    const on = aWorld();
    on.world.scene.addRepository({ owner: "acme", name: "notes" });

    on.world.reselect(on.installation, ["acme/notes"]);
    on.world.uninstall(on.installation);

    expect(on.webhooks).toMatchObject([
      {
        event: "installation_repositories",
        payload: { action: "removed", repositories_removed: [{ full_name: "acme/partners" }] },
      },
      { event: "installation", payload: { action: "deleted", installation: { account: { login: "acme" } } } },
    ]);
    expect(on.world.installations()).toEqual([]);
  });

  it("go only where the App is installed and only for events it listens to", () => {
    const on = aWorld({ events: ["issue_comment"] });

    comment(on, openIssue(on), "hello");

    expect(on.told()).toEqual(["issue_comment.created"]);
  });

  it("and the journal are silent while the scene is being set", () => {
    const on = aWorld();

    on.world.scene.quietly(() => openIssue(on));

    expect(on.webhooks).toEqual([]);
    expect(on.journal).toEqual([]);
  });
});
