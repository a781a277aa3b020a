import { describe, expect, it } from "@jest/globals";
import { onlyExpectedRequests } from "./an-app.ts";
import { aGithubThatAnswers, forbidden, onlyPartner } from "./looking.ts";
import {
  aCardShape,
  aCommentShape,
  aLinkedShape,
  aLookAnswer,
  anIssueShape,
  aStatus,
  aStatusEventShape,
  type Shape,
} from "./shapes.ts";

onlyExpectedRequests();

describe("the fields of a card", () => {
  it("are named by the playbook's keys, whatever their kind on the board", async () => {
    const at = "2026-11-19T09:00:00Z";
    const named = (name: string): Shape => ({ field: { name }, updatedAt: at });
    const nodes = [
      { __typename: "ProjectV2ItemFieldTextValue", text: "Acme Ltd", ...named("Organisation") },
      { __typename: "ProjectV2ItemFieldNumberValue", number: 12.5, ...named("Runs per week") },
      { __typename: "ProjectV2ItemFieldDateValue", date: "2026-12-01", ...named("Due date") },
      { __typename: "ProjectV2ItemFieldSingleSelectValue", option: "L2", ...named("ADOPTION level") },
      {
        __typename: "ProjectV2ItemIssueFieldValue",
        field: { name: "Environment" },
        issueFieldValue: { __typename: "IssueFieldSingleSelectValue", option: "Production" },
      },
      { __typename: "ProjectV2ItemIssueFieldValue", field: { name: "Signal" }, issueFieldValue: null },
      { __typename: "ProjectV2ItemFieldTextValue", text: "", ...named("Next action") },
      { __typename: "ProjectV2ItemFieldTextValue", text: "not ours", ...named("Elsewhere") },
      { __typename: "ProjectV2ItemFieldUserValue" },
      { __typename: "SomethingNew" },
      null,
    ];
    const { github } = aGithubThatAnswers(aLookAnswer({ cards: [aCardShape({ fieldValues: { nodes } })] }));

    const { card } = await onlyPartner(github);

    expect(card?.fields).toEqual({
      organisation: { kind: "text", text: "Acme Ltd", updatedAt: Date.parse(at) },
      runs: { kind: "number", number: 12.5, updatedAt: Date.parse(at) },
      due: { kind: "date", day: "2026-12-01", updatedAt: Date.parse(at) },
      level: { kind: "option", name: "L2", updatedAt: Date.parse(at) },
      environment: { kind: "option", name: "Production", updatedAt: Date.parse("2026-11-21T09:00:00Z") },
    });
  });

  it.each([
    { what: "was never set", status: null },
    { what: "is no single select", status: { __typename: "ProjectV2ItemFieldTextValue" } },
    { what: "was cleared", status: aStatus({ optionId: null, name: null }) },
  ])("have no Status when it $what", async ({ status }) => {
    const { github } = aGithubThatAnswers(aLookAnswer({ cards: [aCardShape({ status })] }));

    expect((await onlyPartner(github)).card?.status).toBeNull();
  });
});

describe("the issue", () => {
  it.each([
    { state: "OPEN", stateReason: "REOPENED", closedAs: null },
    { state: "CLOSED", stateReason: "COMPLETED", closedAs: "completed" },
    { state: "CLOSED", stateReason: "NOT_PLANNED", closedAs: "not-planned" },
    { state: "CLOSED", stateReason: "DUPLICATE", closedAs: "duplicate" },
    { state: "CLOSED", stateReason: null, closedAs: null },
  ])("that is $state for $stateReason is closed as $closedAs", async ({ closedAs, ...shape }) => {
    const { github } = aGithubThatAnswers(
      aLookAnswer({ cards: [aCardShape({ content: anIssueShape(shape) })] }),
    );

    expect((await onlyPartner(github)).issue?.closedAs).toBe(closedAs);
  });

  it("is readable with every optional part null", async () => {
    const content = anIssueShape({
      author: null,
      assignees: { nodes: null },
      labels: { nodes: null },
      subIssues: { totalCount: 0, nodes: null },
      blockedBy: { totalCount: 0, nodes: null },
      comments: {
        pageInfo: { hasPreviousPage: false, startCursor: null },
        nodes: [null, aCommentShape({ author: null })],
      },
      timelineItems: { nodes: [null, aStatusEventShape({ actor: null, project: null })] },
    });
    const { github } = aGithubThatAnswers(
      aLookAnswer({ cards: [aCardShape({ content, fieldValues: { nodes: null } })] }),
    );

    const { issue } = await onlyPartner(github);

    expect(issue).toMatchObject({
      author: null,
      assignees: [],
      labels: [],
      linked: [],
      hiddenLinked: 0,
      statusEvents: [],
    });
    expect(issue?.comments).toMatchObject([{ author: null }]);
  });

  it("knows the Status events of its own project, with bots by their full login", async () => {
    const bot = { __typename: "Bot", login: "github-project-automation" };
    const nodes = [
      aStatusEventShape({ project: { id: "PVT_other" } }),
      aStatusEventShape({ actor: bot, wasAutomated: true }),
      { __typename: "ClosedEvent" },
    ];
    const content = anIssueShape({ timelineItems: { nodes } });
    const { github } = aGithubThatAnswers(
      aLookAnswer({ cards: [aCardShape({ content })] }, [
        forbidden(["cards", 0, "content", "timelineItems", "nodes", 0, "project"]),
      ]),
    );

    expect((await onlyPartner(github)).issue?.statusEvents).toMatchObject([
      {
        from: "Identification",
        to: "Outreach",
        by: { login: "github-project-automation[bot]", bot: true },
        automated: true,
      },
    ]);
  });
});

describe("reading a linked issue and a closed one", () => {
  it("says when each label was set last, and how the issue was closed", async () => {
    const labelled = (name: string, createdAt: string) => ({
      __typename: "LabeledEvent",
      ...{ createdAt, label: { name } },
    });
    const linked = aLinkedShape({
      ...{ state: "CLOSED", stateReason: "COMPLETED" },
      timelineItems: {
        nodes: [labelled("P1", "2026-11-01T09:00:00Z"), labelled("P1", "2026-11-03T09:00:00Z")],
      },
    });
    const content = anIssueShape({ subIssues: { totalCount: 1, nodes: [linked] } });
    const { github } = aGithubThatAnswers(aLookAnswer({ cards: [aCardShape({ content })] }));

    expect((await onlyPartner(github)).issue?.linked).toMatchObject([
      { closedAs: "completed", labelledAt: { p1: Date.parse("2026-11-03T09:00:00Z") } },
    ]);
  });

  it.each([
    { createdAt: "2026-11-20T09:00:00Z", closer: { login: "ann", bot: false } },
    { createdAt: "2026-11-10T09:00:00Z", closer: null },
  ])("names who closed it by an event of that closing ($createdAt)", async ({ createdAt, closer }) => {
    const event = { __typename: "ClosedEvent", createdAt, actor: { __typename: "User", login: "ann" } };
    const content = anIssueShape({
      ...{ state: "CLOSED", stateReason: "COMPLETED", closedAt: "2026-11-20T09:00:00Z" },
      timelineItems: { nodes: [event] },
    });
    const { github } = aGithubThatAnswers(aLookAnswer({ cards: [aCardShape({ content })] }));

    expect((await onlyPartner(github)).issue?.closer).toEqual(closer);
  });
});
