import { describe, expect, it } from "@jest/globals";

import { aWorld } from "./a-world.ts";
import { addCard, drag, fieldOf, openIssue, SET } from "./acts.ts";
import { valueAt } from "./read.ts";

const CARD = `query($i: ID!) { node(id: $i) { ... on ProjectV2Item { type isArchived
  status: fieldValueByName(name: "Status") { ... on ProjectV2ItemFieldSingleSelectValue { name updatedAt creator { login } } }
  title: fieldValueByName(name: "Title") { ... on ProjectV2ItemFieldTextValue { text } }
  content { __typename ... on Issue { title } ... on DraftIssue { title } } } } }`;

const EDIT_FIELD = `mutation($f: ID!, $o: [ProjectV2SingleSelectFieldOptionInput!]) {
  updateProjectV2Field(input: { fieldId: $f, singleSelectOptions: $o }) {
    projectV2Field { ... on ProjectV2SingleSelectField { options { id name } } } } }`;

describe("a card's values", () => {
  it("sets a status and says so in the answer, the timeline, the journal and the webhook", () => {
    const on = aWorld();
    const issue = openIssue(on);
    const card = addCard(on, issue);
    drag(on, card, "First");
    on.pass(90);

    const answer = drag(on, card, "Second");

    expect(answer.data).toMatchObject({
      updateProjectV2ItemFieldValue: {
        projectV2Item: { status: { name: "Second", updatedAt: "2026-03-02T12:01:30Z" } },
      },
    });
    const timeline = on.ask(
      on.member,
      `query($i: ID!) { node(id: $i) { ... on Issue { timelineItems(first: 10, itemTypes: [PROJECT_V2_ITEM_STATUS_CHANGED_EVENT]) {
        nodes { ... on ProjectV2ItemStatusChangedEvent { previousStatus status wasAutomated createdAt actor { login } project { id } } } } } } }`,
      { i: issue },
    );
    expect(valueAt(timeline, "data.node.timelineItems.nodes")).toEqual([
      expect.objectContaining({ previousStatus: "", status: "First", createdAt: "2026-03-02T12:00:00Z" }),
      {
        previousStatus: "First",
        status: "Second",
        wasAutomated: false,
        createdAt: "2026-03-02T12:01:30Z",
        actor: { login: "mia" },
        project: { id: on.project },
      },
    ]);
    expect(on.journal.at(-1)).toEqual({
      at: "2026-03-02T12:01:30Z",
      actor: "mia",
      operation: "updateProjectV2ItemFieldValue",
      detail: { item: card, of: "acme/partners#1", field: "Status", from: "First", to: "Second" },
    });
    expect(on.webhooks.at(-1)).toMatchObject({
      event: "projects_v2_item",
      payload: {
        action: "edited",
        projects_v2_item: {
          node_id: card,
          project_node_id: on.project,
          content_node_id: issue,
          content_type: "Issue",
        },
        changes: {
          field_value: {
            field_node_id: fieldOf(on, "Status").id,
            field_type: "single_select",
            field_name: "Status",
            project_number: 1,
            from: { name: "First" },
            to: {
              id: fieldOf(on, "Status").option("Second"),
              name: "Second",
              color: "GRAY",
              description: "",
            },
          },
        },
        organization: { login: "acme" },
        sender: { login: "mia", type: "User" },
        installation: { id: on.installation },
      },
    });
    expect(on.webhooks.at(-1)?.payload).not.toHaveProperty("repository");
  });

  it.each([
    { name: "Organisation", value: { text: "Globex" }, to: "Globex", type: "text" },
    { name: "Runs", value: { number: 4.5 }, to: 4.5, type: "number" },
    { name: "Due", value: { date: "2026-04-01" }, to: "2026-04-01T00:00:00+00:00", type: "date" },
  ])(
    "tells of a $type field from null to its value, and back when it is cleared",
    ({ name, value, to, type }) => {
      const on = aWorld();
      const card = addCard(on, openIssue(on));
      const field = fieldOf(on, name);

      on.ask(on.member, SET, { p: on.project, i: card, f: field.id, v: value });
      on.ask(
        on.member,
        "mutation($p: ID!, $i: ID!, $f: ID!) { clearProjectV2ItemFieldValue(input: { projectId: $p, itemId: $i, fieldId: $f }) { clientMutationId } }",
        { p: on.project, i: card, f: field.id },
      );

      const changes = on.webhooks.slice(-2).map(({ payload }) => valueAt(payload, "changes.field_value"));
      expect(changes).toEqual([
        expect.objectContaining({ field_type: type, from: null, to }),
        expect.objectContaining({ field_type: type, from: to, to: null }),
      ]);
    },
  );

  it("moves updatedAt but tells nobody when the value stays the same", () => {
    const on = aWorld();
    const card = addCard(on, openIssue(on));
    drag(on, card, "First");
    const before = on.webhooks.length;
    on.pass(5);

    drag(on, card, "First");

    expect(on.webhooks).toHaveLength(before);
    expect(valueAt(on.ask(on.member, CARD, { i: card }), "data.node.status.updatedAt")).toBe(
      "2026-03-02T12:00:05Z",
    );
  });

  it("refuses an option of another field", () => {
    const on = aWorld();
    const card = addCard(on, openIssue(on));
    const v = { singleSelectOptionId: fieldOf(on, "Level").option("L0") };

    const answer = on.ask(on.member, SET, { p: on.project, i: card, f: fieldOf(on, "Status").id, v });

    expect(answer.errors).toMatchObject([
      {
        message: "The single select option Id does not belong to the field",
        path: ["updateProjectV2ItemFieldValue"],
      },
    ]);
  });

  it("edits no archived card until it is restored", () => {
    const on = aWorld();
    const card = addCard(on, openIssue(on));
    const place = { p: on.project, i: card };
    on.ask(
      on.member,
      "mutation($p: ID!, $i: ID!) { archiveProjectV2Item(input: { projectId: $p, itemId: $i }) { clientMutationId } }",
      place,
    );

    expect(drag(on, card, "Second").errors).toMatchObject([{ message: expect.stringContaining("archived") }]);
    on.ask(
      on.member,
      "mutation($p: ID!, $i: ID!) { unarchiveProjectV2Item(input: { projectId: $p, itemId: $i }) { clientMutationId } }",
      place,
    );

    expect(drag(on, card, "Second").errors).toEqual([]);
    expect(on.told().slice(-3)).toEqual([
      "projects_v2_item.archived",
      "projects_v2_item.restored",
      "projects_v2_item.edited",
    ]);
  });

  it("keeps the values of options given with their id, and loses those given without", () => {
    const on = aWorld();
    const [kept, lost] = [addCard(on, openIssue(on, "a")), addCard(on, openIssue(on, "b"))];
    drag(on, kept, "First");
    drag(on, lost, "Second");
    const status = fieldOf(on, "Status");
    const look = { color: "GRAY", description: "" };

    on.ask(on.member, EDIT_FIELD, {
      f: status.id,
      o: [
        { id: status.option("First"), name: "One", ...look },
        { name: "Second", ...look },
      ],
    });

    expect(valueAt(on.ask(on.member, CARD, { i: kept }), "data.node.status.name")).toBe("One");
    expect(valueAt(on.ask(on.member, CARD, { i: lost }), "data.node.status")).toBeNull();
  });

  it("lets the workflow Item closed act as GitHub's own bot when it is switched on", () => {
    const on = aWorld();
    const issue = openIssue(on);
    const card = addCard(on, issue);
    drag(on, card, "First");
    on.world.scene.setWorkflow({ project: on.project, name: "Item closed", enabled: true, option: "Done" });

    on.ask(on.member, "mutation($i: ID!) { closeIssue(input: { issueId: $i }) { issue { state } } }", {
      i: issue,
    });

    expect(valueAt(on.ask(on.member, CARD, { i: card }), "data.node.status.name")).toBe("Done");
    expect(on.webhooks.at(-1)?.payload).toMatchObject({
      sender: { login: "github-project-automation[bot]", type: "Bot" },
    });
    expect(on.journal.at(-1)).toMatchObject({
      actor: "github-project-automation[bot]",
      operation: "workflow: Item closed",
    });
  });

  it("leaves the status alone while the workflow is off", () => {
    const on = aWorld();
    const issue = openIssue(on);
    const card = addCard(on, issue);
    drag(on, card, "First");

    on.ask(on.member, "mutation($i: ID!) { closeIssue(input: { issueId: $i }) { issue { state } } }", {
      i: issue,
    });

    expect(valueAt(on.ask(on.member, CARD, { i: card }), "data.node.status.name")).toBe("First");
  });

  it("reorders cards and names the neighbours", () => {
    const on = aWorld();
    const [first, second] = [addCard(on, openIssue(on, "a")), addCard(on, openIssue(on, "b"))];

    const answer = on.ask(
      on.member,
      "mutation($p: ID!, $i: ID!) { updateProjectV2ItemPosition(input: { projectId: $p, itemId: $i }) { items(first: 5) { nodes { id } } } }",
      { p: on.project, i: second },
    );

    expect(valueAt(answer, "data.updateProjectV2ItemPosition.items.nodes")).toEqual([
      { id: second },
      { id: first },
    ]);
    expect(on.webhooks.at(-1)?.payload).toMatchObject({
      action: "reordered",
      changes: { previous_projects_v2_item_node_id: { from: first, to: null } },
    });
  });

  it("have no more than 50 options to choose from", () => {
    const on = aWorld();
    const { id } = fieldOf(on, "Level");
    const options = (count: number): unknown[] =>
      Array.from({ length: count }, (_, n) => ({ name: `L${String(n)}`, color: "GRAY", description: "" }));
    const set = (count: number): unknown =>
      on.ask(
        on.owner,
        `mutation($f: ID!, $o: [ProjectV2SingleSelectFieldOptionInput!]) { updateProjectV2Field(input: {
          fieldId: $f, singleSelectOptions: $o }) { clientMutationId } }`,
        { f: id, o: options(count) },
      ).errors;

    expect(set(50)).toEqual([]);
    expect(set(51)).toMatchObject([{ type: "UNPROCESSABLE" }]);
  });

  it("begin a history with an empty previous status, by name only", () => {
    const on = aWorld();
    const issue = openIssue(on);
    const card = addCard(on, issue);
    drag(on, card, "First");
    drag(on, card, "Second");

    const answer = on.ask(
      on.member,
      `query($i: ID!) { node(id: $i) { ... on Issue { timelineItems(first: 9, itemTypes: [PROJECT_V2_ITEM_STATUS_CHANGED_EVENT]) {
        nodes { ... on ProjectV2ItemStatusChangedEvent { previousStatus status wasAutomated actor { login } } } } } } }`,
      { i: issue },
    );

    const by = { wasAutomated: false, actor: { login: "mia" } };
    expect(valueAt(answer, "data.node.timelineItems.nodes")).toEqual([
      { previousStatus: "", status: "First", ...by },
      { previousStatus: "First", status: "Second", ...by },
    ]);
  });
});
