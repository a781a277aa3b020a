import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import nock from "nock";
import type { Login } from "../../src/core/ids.ts";
import { AppError } from "../../src/keeper/failure.ts";
import {
  anInstallation,
  answersGraphql,
  API,
  givesToken,
  NOW,
  onlyExpectedRequests,
  type SentGraphql,
} from "./an-app.ts";
import { anEffect, EFFECTS } from "./effects.ts";
import { hostileText } from "./hostile-text.ts";
import { aGithubThatAnswers, aRequest } from "./looking.ts";
import { aCardShape, aLookAnswer } from "./shapes.ts";

onlyExpectedRequests();

const MOVED = { updateProjectV2ItemFieldValue: null };
const COMMENTED = { commentEdge: { node: { id: "IC_9" } } };
const MOVED_BACK = {
  projectV2Item: {
    id: "PVTI_1",
    status: {
      __typename: "ProjectV2ItemFieldSingleSelectValue",
      optionId: "opt_a",
      name: "Identification",
      updatedAt: "2026-11-22T12:00:01Z",
    },
  },
};

describe("act", () => {
  it("sends a move back and its explanation in one document, and reads the Status back", async () => {
    const { github } = anInstallation();
    const sent = answersGraphql({ data: { e0: MOVED_BACK, e1: COMMENTED } });

    const acted = await github.act([anEffect("set-status"), anEffect("comment")]);

    expect(acted).toEqual([
      { kind: "done", id: null, status: { option: "opt_a", updatedAt: Date.parse("2026-11-22T12:00:01Z") } },
      { kind: "done", id: "IC_9" },
    ]);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.query).toContain("e0: updateProjectV2ItemFieldValue(input: $e0_input)");
    expect(sent[0]?.query).toContain("e1: addComment(input: $e1_input)");
  });

  it("sends nothing when there is nothing to do", async () => {
    const { github } = anInstallation();
    nock.cleanAll();

    expect(await github.act([])).toEqual([]);
  });

  it.each(withoutOpenIssue())("carries out %s", async (name) => {
    const { github } = anInstallation();
    answersGraphql(answerEverything);

    const acted = await github.act([anEffect(name)]);

    expect(acted).toMatchObject([{ kind: "done" }]);
  });

  it.each<{ type: string | undefined; outcome: object }>([
    { type: "NOT_FOUND", outcome: { kind: "refused", code: "not_found", gone: true } },
    { type: "UNPROCESSABLE", outcome: { kind: "refused", code: "unprocessable", gone: false } },
    { type: "INTERNAL", outcome: { kind: "failed", error: { failure: { kind: "in-doubt" } } } },
    { type: undefined, outcome: { kind: "failed", error: { failure: { kind: "in-doubt" } } } },
    {
      type: "RATE_LIMITED",
      outcome: { kind: "failed", error: { failure: { kind: "limited", until: NOW + 60_000 } } },
    },
  ])("tells one effect's error of type $type from the other's success", async ({ type, outcome }) => {
    const { github } = anInstallation();
    answersGraphql({ data: { e0: null, e1: COMMENTED }, errors: [{ type, path: ["e0"], message: "no" }] });

    const acted = await github.act([anEffect("set-status"), anEffect("comment")]);

    expect(acted).toMatchObject([outcome, { kind: "done", id: "IC_9" }]);
  });

  it("takes a fault below the mutation for one that was carried out", async () => {
    const { github } = anInstallation();
    answersGraphql({
      data: { e0: { projectV2Item: { id: "PVTI_1", status: null } } },
      errors: [{ type: "INTERNAL", path: ["e0", "projectV2Item", "status"], message: "no" }],
    });

    expect(await github.act([anEffect("set-status")])).toEqual([{ kind: "done", id: null, status: null }]);
  });

  it.each([
    { what: "an answer without the id", data: { e0: { commentEdge: null }, e1: COMMENTED }, errors: [] },
    { what: "no answer and no error", data: { e0: null, e1: COMMENTED }, errors: [] },
    {
      what: "an error that spoils what was done",
      data: { e0: null, e1: COMMENTED },
      errors: [{ type: "NOT_FOUND", path: ["e0", "commentEdge", "node"] }],
    },
    {
      what: "an error of no place",
      data: { e0: null, e1: COMMENTED },
      errors: [{ message: "Something went wrong" }],
    },
  ])("is in doubt after $what", async ({ data, errors }) => {
    const { github } = anInstallation();
    answersGraphql({ data, errors });

    expect(await github.act([anEffect("comment"), anEffect("comment")])).toMatchObject([
      { kind: "failed", error: { failure: { kind: "in-doubt" } } },
      { kind: "done" },
    ]);
  });

  it.each([
    {
      what: "no data at all",
      answer: { errors: [{ message: "Something went wrong" }] },
      failure: "in-doubt",
    },
    { what: "a limit for all", answer: limitForAll(), failure: "limited" },
    { what: "nothing but doubt", answer: { data: { e0: null, e1: null } }, failure: "in-doubt" },
    {
      what: "a document that the schema refuses",
      answer: { errors: [{ extensions: { code: "undefinedField" }, path: ["mutation Act"] }] },
      failure: "bug",
    },
  ])("throws when the document came to $what", async ({ answer, failure }) => {
    const { github } = anInstallation();
    answersGraphql(answer);

    await expect(github.act([anEffect("set-status"), anEffect("comment")])).rejects.toMatchObject({
      failure: { kind: failure },
    });
  });

  it("sends every text as a variable, byte for byte, whatever it holds", async () => {
    const { github } = anInstallation();
    const queries = new Set<string>();

    await fc.assert(
      fc.asyncProperty(hostileText, hostileText, async (body, title) => {
        const sent = answersGraphql({ data: { e0: COMMENTED, e1: { issue: { id: "I_1" } } } });
        await github.act([anEffect("comment", { body }), anEffect("edit-issue", { title, body })]);

        expect(sent[0]?.variables).toMatchObject({ e0_input: { body }, e1_input: { title, body } });
        queries.add(sent[0]?.query ?? "");
      }),
      { numRuns: 50 },
    );

    expect(queries.size).toBe(1);
  });
});

describe("FORBIDDEN", () => {
  it.each([
    {
      why: "the issue is closed to us",
      grants: { issues: "write" },
      outcome: { kind: "refused", code: "forbidden" },
    },
    {
      why: "the permission is gone",
      grants: { issues: "read" },
      outcome: { kind: "failed", error: { failure: { kind: "denied" } } },
    },
  ])("is told apart by a fresh token: $why", async ({ grants, outcome }) => {
    const { github } = anInstallation();
    answersGraphql({ data: { e0: null, e1: MOVED_BACK }, errors: [{ type: "FORBIDDEN", path: ["e0"] }] });
    givesToken("ghs_second", grants);

    expect(await github.act([anEffect("comment"), anEffect("set-status")])).toMatchObject([
      outcome,
      { kind: "done" },
    ]);
  });
});

describe("an issue", () => {
  it("is opened under its parent, with the ids of labels and people who can be assigned, found once", async () => {
    const { github } = anInstallation();
    const labels = answersGraphql(labelPage({ nodes: [{ id: "LA_0", name: "other" }], next: "more" }));
    answersGraphql(labelPage({ nodes: [{ id: "LA_1", name: "Sync" }], next: null }));
    answersGraphql(
      people([
        { id: "U_2", login: "anna" },
        { id: "U_1", login: "Ann" },
      ]),
    );
    const first = answersGraphql({ data: { e0: { issue: { id: "I_9" } } } });
    const second = answersGraphql({ data: { e0: { issue: { id: "I_10" } } } });

    const acted = await github.act([anEffect("open-issue", { labels: ["sync", "gone"] })]);
    await github.act([anEffect("open-issue")]);

    expect(acted).toEqual([{ kind: "done", id: "I_9" }]);
    expect(labels).toHaveLength(1);
    expect([first, second].map(([one]) => one?.variables["e0_input"])).toEqual([OPENED, OPENED]);
  });

  it("asks for nobody whom a look found assigned in that repository", async () => {
    const { github, sent: looked } = aGithubThatAnswers(aLookAnswer({ cards: [aCardShape()] }));
    await github.look(aRequest([{}]));
    const sent = answersGraphql({ data: { e0: { issue: { id: "I_9" } } } });

    await github.act([anEffect("open-issue", { labels: [], assignees: ["Bob" as Login] })]);

    expect(looked).toHaveLength(1);
    expect(sent[0]?.variables["e0_input"]).toMatchObject({ assigneeIds: ["U_2"] });
  });

  it("is opened without those who cannot be assigned", async () => {
    const { github } = anInstallation();
    answersGraphql(people([{ id: "U_2", login: "anna" }]));
    const sent = answersGraphql({ data: { e0: { issue: { id: "I_9" } } } });

    await github.act([anEffect("open-issue", { labels: [], parent: null })]);

    expect(sent[0]?.variables["e0_input"]).toEqual({ repositoryId: "R_1", title: "Sync", body: "Agenda" });
  });

  it("is not opened, and not in doubt, when the ids cannot be read", async () => {
    const { github } = anInstallation();
    nock(API).post("/graphql").reply(502, {});

    const error: unknown = await github.act([anEffect("open-issue")]).catch((thrown: unknown) => thrown);

    expect(error instanceof AppError ? error.failure : null).toEqual({ kind: "transient" });
  });
});

const OPENED = {
  repositoryId: "R_1",
  title: "Sync",
  body: "Agenda",
  labelIds: ["LA_1"],
  assigneeIds: ["U_1"],
  parentIssueId: "I_1",
};

function withoutOpenIssue(): readonly string[] {
  return Object.keys(EFFECTS).filter((name) => name !== "open-issue");
}

/** An answer that holds what any mutation of ours reads. */
function answerEverything({ query }: SentGraphql): object {
  expect(query).toContain("e0: ");
  return { data: { e0: { ...MOVED, ...MOVED_BACK, ...COMMENTED, item: { id: "PVTI_9" } } } };
}

function limitForAll(): object {
  const errors = ["e0", "e1"].map((path) => ({ type: "RATE_LIMITED", path: [path] }));
  return { data: { e0: null, e1: null }, errors };
}

function labelPage({ nodes, next }: { nodes: readonly object[]; next: string | null }): object {
  const labels = { pageInfo: { hasNextPage: next !== null, endCursor: next }, nodes };
  return { data: { node: { __typename: "Repository", labels } } };
}

function people(nodes: readonly object[]): object {
  return { data: { node: { __typename: "Repository", assignableUsers: { nodes } } } };
}
