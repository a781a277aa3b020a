import { describe, expect, it } from "@jest/globals";

import { aWorld } from "./a-world.ts";
import { addCard, addDraft, openIssue } from "./acts.ts";
import { textAt, valueAt } from "./read.ts";

const CARD = `query($i: ID!) { node(id: $i) { ... on ProjectV2Item { type isArchived
  status: fieldValueByName(name: "Status") { ... on ProjectV2ItemFieldSingleSelectValue { name updatedAt creator { login } } }
  title: fieldValueByName(name: "Title") { ... on ProjectV2ItemFieldTextValue { text } }
  content { __typename ... on Issue { title } ... on DraftIssue { title } } } } }`;

describe("a board", () => {
  it("takes an issue once: adding it again gives the same card", () => {
    const on = aWorld();
    const issue = openIssue(on);

    expect(addCard(on, issue)).toBe(addCard(on, issue));
    expect(on.told()).toEqual(["issues.opened", "projects_v2_item.created"]);
  });

  it("rejects a draft where an issue is wanted", () => {
    const on = aWorld();
    const draft = textAt(
      on.ask(
        on.member,
        "query($i: ID!) { node(id: $i) { ... on ProjectV2Item { content { ... on DraftIssue { id } } } } }",
        {
          i: addDraft(on),
        },
      ),
      "data.node.content.id",
    );

    const answer = on.ask(
      on.member,
      "mutation($p: ID!, $c: ID!) { addProjectV2ItemById(input: { projectId: $p, contentId: $c }) { item { id } } }",
      { p: on.project, c: draft },
    );

    expect(answer.errors).toMatchObject([
      { type: "UNPROCESSABLE", message: expect.stringContaining("draft") },
    ]);
  });

  it("turns a draft into an issue on the same card", () => {
    const on = aWorld();
    const card = addDraft(on, "Initech");

    on.ask(
      on.member,
      "mutation($i: ID!, $r: ID!) { convertProjectV2DraftIssueItemToIssue(input: { itemId: $i, repositoryId: $r }) { item { id } } }",
      { i: card, r: on.repository },
    );

    expect(valueAt(on.ask(on.member, CARD, { i: card }), "data.node")).toMatchObject({
      type: "ISSUE",
      title: { text: "Initech" },
      content: { __typename: "Issue", title: "Initech" },
    });
    expect(on.webhooks.at(-1)?.payload).toMatchObject({
      action: "converted",
      changes: { content_type: { from: "DraftIssue", to: "Issue" } },
    });
  });

  it("tells that a draft's body was rewritten", () => {
    const on = aWorld();
    const card = addDraft(on);
    const draft = textAt(
      on.ask(
        on.member,
        "query($i: ID!) { node(id: $i) { ... on ProjectV2Item { content { ... on DraftIssue { id } } } } }",
        { i: card },
      ),
      "data.node.content.id",
    );

    on.ask(
      on.member,
      'mutation($d: ID!) { updateProjectV2DraftIssue(input: { draftIssueId: $d, body: "more" }) { draftIssue { body } } }',
      { d: draft },
    );

    expect(on.webhooks.at(-1)?.payload).toMatchObject({
      action: "edited",
      changes: { body: { from: "", to: "more" } },
    });
  });

  it("shows a card whose issue the viewer may not read as REDACTED, without content", () => {
    const on = aWorld();
    on.world.scene.setProjectRole({ project: on.project, login: "otto", role: "read" });
    const card = addCard(on, openIssue(on));

    expect(valueAt(on.ask(on.outsider, CARD, { i: card }), "data.node")).toMatchObject({
      type: "REDACTED",
      content: null,
      title: null,
    });
  });

  it("tells of labels and assignees as changes of the card, without from and to", () => {
    const on = aWorld();
    addCard(on, openIssue(on));

    on.rest(on.member, "POST /repos/acme/partners/issues/1/labels", { body: { labels: ["partner"] } });

    const { payload } = on.webhooks.at(-1) ?? {};
    expect(payload).toMatchObject({
      changes: { field_value: { field_type: "labels", field_name: "Labels" } },
    });
    expect(valueAt(payload, "changes.field_value")).not.toHaveProperty("to");
  });

  it("deletes a card and keeps the issue", () => {
    const on = aWorld();
    const issue = openIssue(on);
    const card = addCard(on, issue);

    on.ask(
      on.member,
      "mutation($p: ID!, $i: ID!) { deleteProjectV2Item(input: { projectId: $p, itemId: $i }) { deletedItemId } }",
      {
        p: on.project,
        i: card,
      },
    );

    expect(on.ask(on.member, CARD, { i: card }).errors).toMatchObject([{ type: "NOT_FOUND" }]);
    expect(on.ask(on.member, "query($i: ID!) { node(id: $i) { id } }", { i: issue }).errors).toEqual([]);
    expect(on.told().at(-1)).toBe("projects_v2_item.deleted");
  });

  it("sends nothing for a board that belongs to a person", () => {
    const on = aWorld();
    const own = on.world.scene.addProject({ owner: "otto", title: "Mine" });

    on.ask(
      on.outsider,
      'mutation($p: ID!) { addProjectV2DraftIssue(input: { projectId: $p, title: "x" }) { projectItem { id } } }',
      { p: own.id },
    );

    expect(on.journal).toHaveLength(1);
    expect(on.webhooks).toEqual([]);
    expect(
      valueAt(
        on.ask(on.app, '{ user(login: "otto") { projectsV2(first: 5) { totalCount } } }'),
        "data.user.projectsV2",
      ),
    ).toEqual({
      totalCount: 0,
    });
  });

  it("keeps the label of an issue that is renamed, and tells of it once, not for each issue", () => {
    const on = aWorld();
    const issue = openIssue(on);
    on.rest(on.member, "POST /repos/acme/partners/issues/1/labels", { body: { labels: ["partner"] } });

    on.rest(on.member, "PATCH /repos/acme/partners/labels/partner", { body: { new_name: "design-partner" } });

    const labels = "query($i: ID!) { node(id: $i) { ... on Issue { labels(first: 5) { nodes { name } } } } }";
    expect(valueAt(on.ask(on.member, labels, { i: issue }), "data.node.labels.nodes")).toEqual([
      { name: "design-partner" },
    ]);
    expect(
      on
        .told()
        .filter((event) => event.startsWith("issues."))
        .at(-1),
    ).toBe("issues.labeled");
    expect(on.webhooks.at(-1)).toMatchObject({
      event: "label",
      payload: { action: "edited", changes: { name: { from: "partner" } } },
    });
  });
});
