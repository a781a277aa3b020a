import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { CardId, CommentId, IssueId, PartnerId, ProjectId } from "../../src/core/ids.ts";
import type { Partner } from "../../src/core/partner/partner.ts";
import type { FieldSpec } from "../../src/core/playbook/playbook.ts";
import type { Instant } from "../../src/core/time/time.ts";
import type { Github, Looked, LookRequest, LookTarget } from "../../src/keeper/github.ts";
import { anInstallation, answersGraphql, onlyExpectedRequests, tellsItsName } from "./an-app.ts";
import { hostileText } from "./hostile-text.ts";
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

describe("look", () => {
  it("reads a partner whole in one request", async () => {
    const { github, sent } = aGithubThatAnswers(aLookAnswer({ cards: [aCardShape()] }));

    const partner = await onlyPartner(github);

    expect(sent).toHaveLength(1);
    expect(partner).toMatchObject({
      card: {
        id: "PVTI_1",
        content: "issue",
        title: "Acme",
        status: { option: "opt_outreach", name: "Outreach" },
      },
      issue: {
        id: "I_1",
        number: 12,
        author: { login: "ann", bot: false },
        assignees: ["bob"],
        labels: ["partner"],
      },
      rights: {},
    });
  });

  it("answers in the order of the targets, with a card, an issue alone or nothing to go by", async () => {
    const { github } = aGithubThatAnswers(
      aLookAnswer({
        cards: [aCardShape({ content: { __typename: "DraftIssue", title: "Idea" } })],
        issues: [{ ...anIssueShape(), projectItems: { nodes: [] } }],
      }),
    );

    const looked = await github.look(
      aRequest([
        { card: null, issue: null },
        { card: null, issue: "I_1" as IssueId },
        { card: "PVTI_1" as CardId },
      ]),
    );

    expect(looked).toMatchObject([
      { kind: "gone" },
      { kind: "partner", partner: { card: null, issue: { id: "I_1" } } },
      { kind: "partner", partner: { card: { content: "draft", title: "Idea" }, issue: null } },
    ]);
  });

  it("finds the card of this project when only the issue is known", async () => {
    const other = aCardShape({ id: "PVTI_other", project: { id: "PVT_other" } });
    const issue = { ...anIssueShape(), projectItems: { nodes: [null, other, aCardShape()] } };
    const { github } = aGithubThatAnswers(aLookAnswer({ issues: [issue] }));

    const [looked] = await github.look(aRequest([{ card: null, issue: "I_1" as IssueId }]));

    expect(looked).toMatchObject({ partner: { card: { id: "PVTI_1" } } });
  });

  it("reads the issue alone when its card was deleted", async () => {
    const { github } = aGithubThatAnswers(aLookAnswer({ cards: [null] }, [notFound(["cards", 0])]));
    answersGraphql(aLookAnswer({ issues: [{ ...anIssueShape(), projectItems: { nodes: [] } }] }));

    const [looked] = await github.look(aRequest([{ issue: "I_1" as IssueId }]));

    expect(looked).toMatchObject({ kind: "partner", partner: { card: null, issue: { id: "I_1" } } });
  });

  it.each([
    { what: "a deleted card", data: { cards: [null] }, errors: [notFound(["cards", 0])] },
    {
      what: "a card of another project",
      data: { cards: [aCardShape({ project: { id: "PVT_9" } })] },
      errors: [],
    },
    { what: "a node that is no card", data: { cards: [{ __typename: "Issue" }] }, errors: [] },
  ])("calls $what gone", async ({ data, errors }) => {
    const { github } = aGithubThatAnswers(aLookAnswer(data, errors), "nameless");

    expect(await github.look(aRequest([{}]))).toEqual([{ kind: "gone" }]);
  });

  it("takes content that it may not read for redacted", async () => {
    const { github } = aGithubThatAnswers(
      aLookAnswer({ cards: [aCardShape({ type: "REDACTED", content: null })] }, [
        forbidden(["cards", 0, "content"]),
      ]),
      "nameless",
    );

    const [looked] = await github.look(aRequest([{}]));

    expect(looked).toMatchObject({ partner: { card: { content: "redacted", title: "" }, issue: null } });
  });

  it("counts linked issues that are hidden, however they are hidden", async () => {
    const content = anIssueShape({
      subIssues: { totalCount: 3, nodes: [aLinkedShape(), null] },
      blockedBy: { totalCount: 1, nodes: [aLinkedShape({ id: "I_3", labels: null })] },
    });
    const { github } = aGithubThatAnswers(
      aLookAnswer({ cards: [aCardShape({ content })] }, [
        forbidden(["cards", 0, "content", "subIssues", "nodes", 1]),
        forbidden(["cards", 0, "content", "blockedBy", "nodes", 0, "labels"]),
      ]),
    );

    const { issue } = await onlyPartner(github);

    expect(issue?.linked).toEqual([
      { id: "I_2", number: 13, relation: "sub-issue", labels: ["P1"], state: "open", closedAt: null },
    ]);
    expect(issue?.hiddenLinked).toBe(3);
  });

  it("fails one partner alone when a part that is needed is missing", async () => {
    const { github } = aGithubThatAnswers(
      aLookAnswer({ cards: [aCardShape({ id: "PVTI_1" }), aCardShape({ id: "PVTI_2" })] }, [
        { type: "INTERNAL", path: ["cards", 0, "content", "labels"], message: "no" },
      ]),
    );

    const looked = await github.look(aRequest([{}, { card: "PVTI_2" as CardId }]));

    expect(looked).toMatchObject([
      { kind: "failed", error: { failure: { kind: "transient" } } },
      { kind: "partner", partner: { card: { id: "PVTI_2" } } },
    ]);
  });

  it("never takes missing labels for none", async () => {
    const { github } = aGithubThatAnswers(
      aLookAnswer({ cards: [aCardShape({ content: anIssueShape({ labels: null }) })] }),
      "nameless",
    );

    expect(await github.look(aRequest([{}]))).toMatchObject([{ kind: "failed" }]);
  });

  it("reads a hundred partners in requests of twenty", async () => {
    const { github, sent } = aGithubThatAnswers(cardsAsked, "nameless");
    const more = Array.from({ length: 4 }, () => answersGraphql(cardsAsked));
    const targets = Array.from({ length: 100 }, (_, index) => ({ card: `PVTI_${index}` as CardId }));

    const looked = await github.look(aRequest(targets));

    expect([sent, ...more].map(([one]) => (one?.variables["cards"] as unknown[]).length)).toEqual([
      20, 20, 20, 20, 20,
    ]);
    expect(looked.map((one) => (one.kind === "partner" ? one.partner.card?.id : null))).toEqual(
      targets.map(({ card }) => card),
    );
  });
});

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

describe("comments", () => {
  it("are ours only when the App's own account wrote them", async () => {
    const nodes = [
      aCommentShape({ id: "IC_1", author: { __typename: "Bot", login: "stagekeeper" } }),
      aCommentShape({ id: "IC_2", author: { __typename: "User", login: "stagekeeper" } }),
      aCommentShape({ id: "IC_3", author: { __typename: "Bot", login: "other" } }),
      aCommentShape({ id: "IC_4", viewerDidAuthor: true }),
      aCommentShape({ id: "IC_5", author: { __typename: "User", login: "stagekeeper[bot]" } }),
    ];

    const comments = await commentsFrom({ nodes });

    expect(comments.filter(({ ours }) => ours).map(({ id }) => id)).toEqual(["IC_1", "IC_4"]);
  });

  it("are paged back until the moment that is asked for", async () => {
    const { github } = aGithubThatAnswers(
      aLookAnswer({ cards: [aCardShape({ content: thread({ from: 50, more: true }) })] }),
    );
    const second = answersGraphql({
      data: { node: { __typename: "Issue", comments: page({ from: 20, more: true }) } },
    });

    const [looked] = await github.look(aRequest([{ commentsSince: minute(30) }]));

    expect(second[0]?.variables).toEqual({ issue: "I_1", before: "before-50" });
    expect(bodies(looked)).toEqual(Array.from({ length: 40 }, (_, index) => `comment ${index + 30}`));
  });

  it("are all read when none were before", async () => {
    const { github } = aGithubThatAnswers(
      aLookAnswer({ cards: [aCardShape({ content: thread({ from: 40, more: true }) })] }),
    );
    answersGraphql({ data: { node: { __typename: "Issue", comments: page({ from: 20, more: true }) } } });
    answersGraphql({ data: { node: { __typename: "Issue", comments: page({ from: 0, more: false }) } } });

    const [looked] = await github.look(aRequest([{ commentsSince: null }]));

    expect(bodies(looked)).toHaveLength(60);
  });

  it("of ours are wanted whatever their age, and deleted ones survived", async () => {
    const old = aCommentShape({ id: "IC_old", createdAt: "2026-01-01T00:00:00Z", body: "old" });
    const { github, sent } = aGithubThatAnswers(
      aLookAnswer(
        { cards: [aCardShape({ content: thread({ from: 0, more: false }) })], comments: [old, null] },
        [notFound(["comments", 1])],
      ),
    );

    const [looked] = await github.look(
      aRequest([{ commentsSince: minute(18), comments: ["IC_old", "IC_deleted"] as CommentId[] }]),
    );

    expect(sent[0]?.variables["comments"]).toEqual(["IC_old", "IC_deleted"]);
    expect(bodies(looked)).toEqual(["old", "comment 18", "comment 19"]);
  });

  it("that cannot be paged fail that partner alone", async () => {
    const { github } = aGithubThatAnswers(
      aLookAnswer({
        cards: [aCardShape({ content: thread({ from: 50, more: true }) }), aCardShape({ id: "PVTI_2" })],
      }),
    );
    answersGraphql({}, { status: 502 });

    const looked = await github.look(aRequest([{ commentsSince: null }, { card: "PVTI_2" as CardId }]));

    expect(looked.map(({ kind }) => kind)).toEqual(["failed", "partner"]);
  });

  it("arrive byte for byte as people wrote them", async () => {
    const { github } = anInstallation();
    tellsItsName();

    await fc.assert(
      fc.asyncProperty(hostileText, async (body) => {
        const comments = {
          pageInfo: { hasPreviousPage: false, startCursor: null },
          nodes: [aCommentShape({ body })],
        };
        answersGraphql(aLookAnswer({ cards: [aCardShape({ content: anIssueShape({ comments }) })] }));

        expect(bodies((await github.look(aRequest([{}])))[0])).toEqual([body]);
      }),
      { numRuns: 50 },
    );
  });
});

function aGithubThatAnswers(
  answer: Parameters<typeof answersGraphql>[0],
  named: "named" | "nameless" = "named",
): { github: Github; sent: ReturnType<typeof answersGraphql> } {
  const { github } = anInstallation();
  if (named === "named") tellsItsName();
  return { github, sent: answersGraphql(answer) };
}

async function onlyPartner(github: Github): Promise<Partner> {
  const [looked] = await github.look(aRequest([{}]));
  if (looked?.kind !== "partner") throw new Error(`looked ${looked?.kind ?? "at nothing"}`);
  return looked.partner;
}

async function commentsFrom(shape: {
  nodes: readonly Shape[];
}): Promise<NonNullable<Partner["issue"]>["comments"]> {
  const comments = { pageInfo: { hasPreviousPage: false, startCursor: null }, ...shape };
  const { github } = aGithubThatAnswers(
    aLookAnswer({ cards: [aCardShape({ content: anIssueShape({ comments }) })] }),
  );
  return (await onlyPartner(github)).issue?.comments ?? [];
}

function bodies(looked: Looked | undefined): readonly string[] {
  return looked?.kind === "partner" ? (looked.partner.issue?.comments ?? []).map(({ body }) => body) : [];
}

const FIELDS: Readonly<Record<string, FieldSpec>> = {
  status: { name: "Status", type: "option", options: [] },
  organisation: { name: "Organisation", type: "text", options: [] },
  runs: { name: "Runs per week", type: "number", options: [] },
  due: { name: "Due date", type: "date", options: [] },
  level: { name: "Adoption level", type: "option", options: [] },
  environment: { name: "Environment", type: "option", options: [] },
  signal: { name: "Signal", type: "text", options: [] },
  next: { name: "Next action", type: "text", options: [] },
};

function aRequest(targets: readonly Partial<LookTarget>[]): LookRequest {
  return {
    project: "PVT_1" as ProjectId,
    fields: FIELDS,
    targets: targets.map((target, index) => ({
      partner: String(index) as PartnerId,
      card: "PVTI_1" as CardId,
      issue: null,
      commentsSince: null,
      comments: [],
      ...target,
    })),
  };
}

/** Answers with as many cards as were asked for. */
function cardsAsked({ variables }: { variables: Readonly<Record<string, unknown>> }): object {
  const ids = variables["cards"] as readonly string[];
  return aLookAnswer({
    cards: ids.map((id) => aCardShape({ id, content: { __typename: "DraftIssue", title: id } })),
  });
}

function minute(n: number): Instant {
  return Date.parse(`2026-11-21T10:${String(n).padStart(2, "0")}:00Z`) as Instant;
}

/** Twenty comments, a minute apart. */
function page({ from, more }: { from: number; more: boolean }): Shape {
  const nodes = Array.from({ length: from === 20 ? 30 : 20 }, (_, index) => from + index).map((n) =>
    aCommentShape({
      id: `IC_${n}`,
      body: `comment ${n}`,
      createdAt: new Date(minute(0) + n * 60_000).toISOString(),
    }),
  );
  return { pageInfo: { hasPreviousPage: more, startCursor: `before-${from}` }, nodes };
}

function thread(about: { from: number; more: boolean }): Shape {
  return anIssueShape({ comments: page(about) });
}

function notFound(path: readonly (string | number)[]): Shape {
  return { type: "NOT_FOUND", path, message: "Could not resolve to a node" };
}

function forbidden(path: readonly (string | number)[]): Shape {
  return { type: "FORBIDDEN", path, message: "Resource not accessible by integration" };
}
