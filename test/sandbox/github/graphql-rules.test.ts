import { describe, expect, it } from "@jest/globals";

import { aWorld } from "./a-world.ts";
import { COMMENT, openIssue } from "./acts.ts";
import { textAt } from "./read.ts";

const REPOSITORY = 'repository(owner: "acme", name: "partners")';

describe("GraphQL, in GitHub's words", () => {
  it("says NOT_FOUND for a node id that names nothing, and leaves a null", () => {
    const on = aWorld();

    const answer = on.ask(on.member, '{ node(id: "I_nothing") { id } }');

    expect(answer.data).toEqual({ node: null });
    expect(answer.errors).toEqual([
      {
        type: "NOT_FOUND",
        path: ["node"],
        locations: [{ line: 1, column: 3 }],
        message: "Could not resolve to a node with the global id of 'I_nothing'",
      },
    ]);
  });

  it("answers each id of nodes in its place, the unknown ones with an error of their own", () => {
    const on = aWorld();
    const issue = openIssue(on);

    const answer = on.ask(on.member, "query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {
      ids: [issue, "X_1"],
    });

    expect(answer.data).toEqual({ nodes: [{ id: issue }, null] });
    expect(answer.errors).toMatchObject([{ type: "NOT_FOUND", path: ["nodes", 1] }]);
  });

  it.each([
    [
      '{ repository(owner: "acme", name: "none") { id } }',
      "Could not resolve to a Repository with the name 'acme/none'.",
    ],
    [`{ ${REPOSITORY} { issue(number: 9) { id } } }`, "Could not resolve to an Issue with the number of 9."],
    [
      '{ organization(login: "none") { id } }',
      "Could not resolve to an Organization with the login of 'none'.",
    ],
    ['{ user(login: "none") { id } }', "Could not resolve to a User with the login of 'none'."],
    [
      '{ organization(login: "acme") { projectV2(number: 9) { id } } }',
      "Could not resolve to a ProjectV2 with the number 9.",
    ],
  ])("says what %s could not resolve", (query, message) => {
    const on = aWorld();

    expect(on.ask(on.member, query).errors).toMatchObject([{ type: "NOT_FOUND", message }]);
  });

  it("names a field that does not exist", () => {
    const on = aWorld();

    const answer = on.ask(on.member, "{ viewer { nickname } }");

    expect(answer.errors).toMatchObject([
      {
        message: "Field 'nickname' doesn't exist on type 'User'",
        extensions: { code: "undefinedField", typeName: "User", fieldName: "nickname" },
      },
    ]);
    expect(answer.data).toBeUndefined();
  });

  it("names an argument that does not exist", () => {
    const on = aWorld();

    const answer = on.ask(on.member, '{ organization(name: "acme", login: "acme") { id } }');

    expect(answer.errors).toMatchObject([{ message: "Field 'organization' doesn't accept argument 'name'" }]);
  });

  it("refuses a connection without first or last", () => {
    const on = aWorld();

    expect(on.ask(on.member, `{ ${REPOSITORY} { issues { totalCount } } }`).errors).toMatchObject([
      { type: "MISSING_PAGINATION_BOUNDARIES", message: expect.stringContaining("`issues` connection") },
    ]);
  });

  it("refuses more than 100 records a page, also through a variable", () => {
    const on = aWorld();

    const answer = on.ask(
      on.member,
      `query($n: Int) { ${REPOSITORY} { issues(first: $n) { totalCount } } }`,
      { n: 101 },
    );

    expect(answer.errors).toMatchObject([
      {
        type: "EXCESSIVE_PAGINATION",
        message:
          "Requesting 101 records on the `issues` connection exceeds the `first` limit of 100 records.",
      },
    ]);
  });

  it("refuses documents that could return more than 500,000 nodes", () => {
    const on = aWorld();
    const query = `{ ${REPOSITORY} { issues(first: 100) { nodes { comments(first: 100) { nodes {
      reactions(first: 100) { totalCount } } } } } } }`;

    expect(on.ask(on.member, query).errors).toMatchObject([{ type: "MAX_NODE_LIMIT_EXCEEDED" }]);
  });

  it.each([
    ["{ viewer { login } }", 1, 0],
    [`{ ${REPOSITORY} { issues(first: 100) { nodes { id } } } }`, 1, 100],
    [`{ ${REPOSITORY} { issues(first: 100) { nodes { labels(first: 10) { totalCount } } } } }`, 1, 1100],
    [
      `{ ${REPOSITORY} { issues(first: 100) { nodes {
        labels(first: 10) { totalCount } comments(first: 1) { totalCount } assignees(first: 1) { totalCount } } } } }`,
      3,
      1300,
    ],
  ])("prices %s by the requests of its connections", (query, cost, nodes) => {
    const on = aWorld();

    expect(on.whole(on.member, query)).toMatchObject({ cost, nodes, kind: "query" });
  });

  it("shows price and budget in rateLimit", () => {
    const on = aWorld();

    const answer = on.ask(on.member, "{ rateLimit { cost limit remaining nodeCount resetAt } }");

    expect(answer.data).toEqual({
      rateLimit: { cost: 1, limit: 5000, remaining: 5000, nodeCount: 0, resetAt: "2026-03-02T13:00:00Z" },
    });
  });

  it("runs several mutations of one document in order, and each can fail alone", () => {
    const on = aWorld();
    const issue = openIssue(on);

    const answer = on.ask(
      on.member,
      `mutation($i: ID!) {
        one: addComment(input: { subjectId: $i, body: "first" }) { clientMutationId }
        two: addComment(input: { subjectId: "I_gone", body: "lost" }) { clientMutationId }
        three: addComment(input: { subjectId: $i, body: "third", clientMutationId: "c" }) { clientMutationId }
      }`,
      { i: issue },
    );

    expect(answer.data).toEqual({
      one: { clientMutationId: null },
      two: null,
      three: { clientMutationId: "c" },
    });
    expect(answer.errors).toMatchObject([{ type: "NOT_FOUND", path: ["two"] }]);
    expect(on.journal.map(({ operation }) => operation)).toEqual(["createIssue", "addComment", "addComment"]);
  });

  it("says clearly what of the schema it does not serve", () => {
    const on = aWorld();

    expect(on.ask(on.member, `{ ${REPOSITORY} { forkCount } }`).errors).toMatchObject([
      { type: "NOT_SERVED", message: "This sandbox does not serve Repository.forkCount" },
    ]);
    expect(
      on.ask(on.member, 'mutation { addStar(input: { starrableId: "x" }) { clientMutationId } }').errors,
    ).toMatchObject([{ type: "NOT_SERVED" }]);
    expect(
      on.ask(
        on.member,
        'mutation($r: ID!) { createIssue(input: { repositoryId: $r, title: "x", milestoneId: "M" }) { issue { id } } }',
        { r: on.repository },
      ).errors,
    ).toMatchObject([{ message: "This sandbox does not serve createIssue with the input milestoneId" }]);
    expect(on.journal).toEqual([]);
  });

  it("asks nobody in without a token", () => {
    const on = aWorld();

    expect(on.whole(null, "{ viewer { login } }")).toMatchObject({ status: 401, cost: 0 });
  });

  it("answers what cannot be parsed with an error and status 200", () => {
    const on = aWorld();

    expect(on.whole(on.member, "{ viewer {")).toMatchObject({
      status: 200,
      kind: null,
      body: { errors: [{ message: "Unexpected end of document" }] },
    });
    expect(on.whole(on.member, "")).toMatchObject({ status: 400 });
  });

  it("pages forwards and backwards, and a page survives what was added meanwhile", () => {
    const on = aWorld();
    for (const title of ["a", "b", "c"]) openIssue(on, title);
    const page = `query($after: String) { ${REPOSITORY} { issues(first: 2, after: $after) {
      totalCount pageInfo { hasNextPage endCursor } nodes { title } } } }`;

    const first = on.ask(on.member, page);
    openIssue(on, "d");

    expect(first.data).toMatchObject({
      repository: {
        issues: { totalCount: 3, pageInfo: { hasNextPage: true }, nodes: [{ title: "a" }, { title: "b" }] },
      },
    });
    const after = textAt(first, "data.repository.issues.pageInfo.endCursor");
    expect(on.ask(on.member, page, { after }).data).toMatchObject({
      repository: {
        issues: { totalCount: 4, pageInfo: { hasNextPage: false }, nodes: [{ title: "c" }, { title: "d" }] },
      },
    });
    const back = on.ask(
      on.member,
      `{ ${REPOSITORY} { issues(last: 1) { nodes { title } pageInfo { hasPreviousPage } } } }`,
    );
    expect(back.data).toEqual({
      repository: { issues: { nodes: [{ title: "d" }], pageInfo: { hasPreviousPage: true } } },
    });
  });

  it("answers introspection", () => {
    const on = aWorld();

    expect(on.ask(on.member, '{ __type(name: "ProjectV2Item") { name kind } }').data).toEqual({
      __type: { name: "ProjectV2Item", kind: "OBJECT" },
    });
  });

  it("leaves [bot] off an App's login, except as viewer", () => {
    const on = aWorld();
    const issue = openIssue(on);
    on.ask(on.app, COMMENT, { i: issue, b: "hello" });

    const answer = on.ask(
      on.app,
      "query($i: ID!) { viewer { login } node(id: $i) { ... on Issue { comments(last: 1) { nodes { viewerDidAuthor author { __typename login } } } } } }",
      { i: issue },
    );

    expect(answer.data).toEqual({
      viewer: { login: "stagekeeper[bot]" },
      node: {
        comments: { nodes: [{ viewerDidAuthor: true, author: { __typename: "Bot", login: "stagekeeper" } }] },
      },
    });
  });
});
