import { describe, expect, it } from "@jest/globals";

import { restProblems } from "../published-rest.ts";
import { aWorld, type TestWorld } from "./a-world.ts";
import { addCard, comment, openIssue } from "./acts.ts";
import { textAt, valueAt } from "./read.ts";

const ISSUE = "/repos/acme/partners/issues/1";

/** A second repository of the organisation, which the contact may not read. */
function archiveOf({ world }: TestWorld): string {
  return world.scene.addRepository({ owner: "acme", name: "archive" }).id;
}

function transfer(on: TestWorld, issue: string): void {
  const variables = { i: issue, r: archiveOf(on) };
  const { errors } = on.ask(
    on.owner,
    "mutation($i: ID!, $r: ID!) { transferIssue(input: { issueId: $i, repositoryId: $r }) { clientMutationId } }",
    variables,
  );
  expect(errors).toEqual([]);
}

describe("an issue that was deleted", () => {
  it("is 410 for who may read its repository, and 404 for others", () => {
    const on = aWorld();
    const issue = openIssue(on);
    on.ask(on.owner, "mutation($i: ID!) { deleteIssue(input: { issueId: $i }) { clientMutationId } }", {
      i: issue,
    });

    const answer = on.rest(on.member, `GET ${ISSUE}`);

    expect(answer).toMatchObject({ status: 410, body: { message: "This issue was deleted" } });
    expect(restProblems({ method: "GET", path: ISSUE, ...answer })).toEqual([]);
    expect(on.rest(on.member, `PATCH ${ISSUE}`, { body: { title: "x" } }).status).toBe(410);
    expect(on.rest(on.member, `GET ${ISSUE}/comments`).status).toBe(410);
    expect(on.rest(on.outsider, `GET ${ISSUE}`).status).toBe(404);
  });
});

describe("an issue that was transferred", () => {
  it("is 301 to where it is now, for reads, and 307 for writes", () => {
    const on = aWorld();
    transfer(on, openIssue(on, "Globex"));

    const answer = on.rest(on.member, `GET ${ISSUE}`);
    const location = answer.headers?.["location"] ?? "";
    const write = on.rest(on.member, `POST ${ISSUE}/comments?x=1`, { body: { body: "hello" } });

    expect(answer).toMatchObject({ status: 301, body: { message: "Moved Permanently", url: location } });
    expect(restProblems({ method: "GET", path: ISSUE, ...answer })).toEqual([]);
    expect(location).toMatch(/^https:\/\/api\.github\.com\/repositories\/\d+\/issues\/1$/u);
    expect(on.rest(on.member, `GET ${new URL(location).pathname}`).body).toMatchObject({
      title: "Globex",
      repository_url: "https://api.github.com/repos/acme/archive",
    });
    expect(write).toMatchObject({ status: 307, headers: { location: `${location}/comments?x=1` } });
  });

  it("is 404 for who may not read where it is now", () => {
    const on = aWorld();
    transfer(on, openIssue(on));

    expect(on.rest(on.contact, `GET ${ISSUE}`).status).toBe(404);
  });

  it("is another issue with its card, comments and place, and its old id names nothing", () => {
    const on = aWorld();
    const issue = openIssue(on, "Globex");
    const card = addCard(on, issue);
    comment(on, issue, "hello");
    transfer(on, issue);

    const item = on.ask(
      on.member,
      "query($c: ID!) { node(id: $c) { ... on ProjectV2Item { content { ... on Issue { id number repository { name } comments(first: 1) { totalCount } } } } } }",
      { c: card },
    );

    expect(valueAt(item, "data.node.content")).toMatchObject({
      ...{ number: 1, repository: { name: "archive" }, comments: { totalCount: 1 } },
    });
    expect(textAt(item, "data.node.content.id")).not.toBe(issue);
    expect(on.ask(on.member, "query($i: ID!) { node(id: $i) { id } }", { i: issue }).errors).toMatchObject([
      { type: "NOT_FOUND" },
    ]);
    expect(on.told()).toContain("issues.transferred");
  });
});

describe("a repository that was renamed", () => {
  it("answers its old name with 301 or 307, and over GraphQL as if nothing had happened", () => {
    const on = aWorld();
    openIssue(on, "Globex");

    const renamed = on.rest(on.owner, "PATCH /repos/acme/partners", { body: { name: "programme" } });

    expect(renamed).toMatchObject({ status: 200, body: { full_name: "acme/programme" } });
    expect(on.rest(on.member, "GET /repos/acme/programme/issues/1").body).toMatchObject({ title: "Globex" });
    const answer = on.rest(on.member, `GET ${ISSUE}`);
    expect(answer.status).toBe(301);
    expect(on.rest(on.member, `GET ${new URL(answer.headers?.["location"] ?? "").pathname}`).body).toEqual(
      on.rest(on.member, "GET /repos/acme/programme/issues/1").body,
    );
    expect(on.rest(on.member, `PATCH ${ISSUE}`, { body: { title: "x" } }).status).toBe(307);
    expect(on.rest(on.outsider, `GET ${ISSUE}`).status).toBe(404);
    const query = '{ repository(owner: "acme", name: "partners") { nameWithOwner } }';
    expect(textAt(on.ask(on.member, query), "data.repository.nameWithOwner")).toBe("acme/programme");
  });

  it("is renamed by its administrators only, and to no name that is taken", () => {
    const on = aWorld();
    archiveOf(on);
    const body = { name: "archive" };

    expect(on.rest(on.member, "PATCH /repos/acme/partners", { body }).status).toBe(403);
    expect(on.rest(on.owner, "PATCH /repos/acme/partners", { body }).status).toBe(422);
  });
});
