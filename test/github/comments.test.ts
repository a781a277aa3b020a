import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { CardId, CommentId } from "../../src/core/ids.ts";
import type { Partner } from "../../src/core/partner/partner.ts";
import type { Instant } from "../../src/core/time/time.ts";
import { anInstallation, answersGraphql, onlyExpectedRequests, tellsItsName } from "./an-app.ts";
import { hostileText } from "./hostile-text.ts";
import { aGithubThatAnswers, aRequest, bodies, notFound, onlyPartner } from "./looking.ts";
import { aCardShape, aCommentShape, aLookAnswer, anIssueShape, type Shape } from "./shapes.ts";

onlyExpectedRequests();

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

async function commentsFrom(shape: {
  nodes: readonly Shape[];
}): Promise<NonNullable<Partner["issue"]>["comments"]> {
  const comments = { pageInfo: { hasPreviousPage: false, startCursor: null }, ...shape };
  const { github } = aGithubThatAnswers(
    aLookAnswer({ cards: [aCardShape({ content: anIssueShape({ comments }) })] }),
  );
  return (await onlyPartner(github)).issue?.comments ?? [];
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
