import { describe, expect, it } from "@jest/globals";
import type { CardId, IssueId } from "../../src/core/ids.ts";
import { answersGraphql, onlyExpectedRequests } from "./an-app.ts";
import { aGithubThatAnswers, aRequest, forbidden, notFound, onlyPartner } from "./looking.ts";
import { aCardShape, aLinkedShape, aLookAnswer, anIssueShape } from "./shapes.ts";

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

  it("takes a transferred issue for gone: the card has followed it, and shows another one", async () => {
    const { github } = aGithubThatAnswers(
      aLookAnswer({ cards: [aCardShape({ content: { ...anIssueShape(), id: "I_elsewhere" } })] }),
      "nameless",
    );
    answersGraphql(aLookAnswer({ issues: [{ ...anIssueShape(), id: "I_elsewhere" }] }));

    expect(await github.look(aRequest([{ issue: "I_1" as IssueId }]))).toEqual([{ kind: "gone" }]);
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

    expect(issue?.linked).toMatchObject([
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

/** Answers with as many cards as were asked for. */
function cardsAsked({ variables }: { variables: Readonly<Record<string, unknown>> }): object {
  const ids = variables["cards"] as readonly string[];
  return aLookAnswer({
    cards: ids.map((id) => aCardShape({ id, content: { __typename: "DraftIssue", title: id } })),
  });
}
