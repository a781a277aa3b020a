import { describe, expect, it } from "@jest/globals";

import { aWorld } from "./a-world.ts";
import { comment, openIssue } from "./acts.ts";
import { textAt, valueAt } from "./read.ts";

const HTML = "application/vnd.github.html+json";

describe("the REST routes", () => {
  it("know no other route than theirs", () => {
    const on = aWorld();

    expect(() => on.rest(on.member, "GET /repos/acme/partners/releases")).toThrow("no route");
  });

  it("open, change, close and list issues", () => {
    const on = aWorld();

    const opened = on.rest(on.member, "POST /repos/acme/partners/issues", {
      body: { title: "Globex", body: "text", labels: ["partner"], assignees: ["mia"] },
    });
    on.rest(on.member, "PATCH /repos/acme/partners/issues/1", {
      body: { state: "closed", state_reason: "not_planned" },
    });

    expect(opened).toMatchObject({
      status: 201,
      body: {
        number: 1,
        node_id: expect.stringMatching(/^I_/u),
        url: "https://api.github.com/repos/acme/partners/issues/1",
        html_url: "https://github.com/acme/partners/issues/1",
        user: { login: "mia", type: "User" },
        labels: [{ name: "partner" }],
        assignees: [{ login: "mia" }],
      },
    });
    expect(on.rest(on.member, "GET /repos/acme/partners/issues").body).toEqual([]);
    expect(on.rest(on.member, "GET /repos/acme/partners/issues?state=all&labels=partner").body).toMatchObject(
      [{ state: "closed", state_reason: "not_planned", closed_by: { login: "mia" } }],
    );
  });

  it("drop labels and assignees that readers give a new issue", () => {
    const on = aWorld();

    const opened = on.rest(on.contact, "POST /repos/acme/partners/issues", {
      body: { title: "From the form", labels: ["partner"], assignees: ["mia"] },
    });

    expect(opened).toMatchObject({ status: 201, body: { labels: [], assignees: [] } });
  });

  it("page with link headers", () => {
    const on = aWorld();
    for (const title of ["a", "b", "c"]) openIssue(on, title);
    on.world.setUrls({ api: "http://127.0.0.1:9/api/v3", html: "http://127.0.0.1:9" });

    const page = on.rest(on.member, "GET /repos/acme/partners/issues?per_page=2&direction=asc");

    expect(page.body).toMatchObject([{ title: "a" }, { title: "b" }]);
    expect(page.headers).toEqual({
      link:
        '<http://127.0.0.1:9/api/v3/repos/acme/partners/issues?per_page=2&direction=asc&page=2>; rel="next", ' +
        '<http://127.0.0.1:9/api/v3/repos/acme/partners/issues?per_page=2&direction=asc&page=2>; rel="last"',
    });
  });

  it("comment, edit and delete", () => {
    const on = aWorld();
    openIssue(on);

    const made = on.rest(on.contact, "POST /repos/acme/partners/issues/1/comments", {
      body: { body: "hello" },
    });
    const path = `/repos/acme/partners/issues/comments/${String(valueAt(made.body, "id"))}`;

    expect(made).toMatchObject({ status: 201, body: { author_association: "COLLABORATOR", body: "hello" } });
    expect(on.rest(on.triager, `PATCH ${path}`, { body: { body: "other" } }).status).toBe(403);
    expect(on.rest(on.contact, `PATCH ${path}`, { body: { body: "other" } }).body).toMatchObject({
      body: "other",
    });
    expect(on.rest(on.member, `POST ${path}/reactions`, { body: { content: "+1" } })).toMatchObject({
      status: 201,
      body: { content: "+1" },
    });
    expect(on.rest(on.member, `DELETE ${path}`).status).toBe(204);
    expect(on.rest(on.member, `GET ${path}`).status).toBe(404);
  });

  it("link only mentions that reach somebody", () => {
    const on = aWorld();
    openIssue(on);
    const bodies = [
      "Hello @mia and @carl, not @otto, @nobody, `@mia`, a@mia.example or [@mia](https://x.example).",
      "    @mia in code",
      "<!-- @mia -->",
    ];
    for (const body of bodies)
      on.rest(on.member, "POST /repos/acme/partners/issues/1/comments", { body: { body } });

    const html = on.rest(on.member, "GET /repos/acme/partners/issues/1/comments", { accept: HTML });

    const anchors = bodies.map(
      (_, index) => textAt(html.body, `${index}.body_html`).match(/user-mention/gu)?.length ?? 0,
    );
    expect(anchors).toEqual([2, 0, 0]);
    expect(textAt(html.body, "0.body_html")).toContain('href="https://github.com/carl">@carl</a>');
    expect(valueAt(html.body, "0.body")).toBeUndefined();
  });

  it("link a mention behind a backslash and one in entities, but none behind a zero-width character", () => {
    const on = aWorld();
    openIssue(on);
    const linked = (body: string): boolean => {
      const { body: made } = on.rest(on.member, "POST /repos/acme/partners/issues/1/comments", {
        accept: HTML,
        body: { body },
      });
      return textAt(made, "body_html").includes("user-mention");
    };

    expect(["Hello \\@mia", "Hello &#64;mia", "Hello &commat;mia", "Hello @\u200bmia"].map(linked)).toEqual([
      ...[true, true, true, false],
    ]);
  });

  it("link team mentions only for those who may see the team", () => {
    const on = aWorld();
    const id = comment(on, openIssue(on), "Hello @acme/leads");
    const query = "query($c: ID!) { node(id: $c) { ... on IssueComment { bodyHTML } } }";

    expect(textAt(on.ask(on.app, query, { c: id }), "data.node.bodyHTML")).toContain("team-mention");
    expect(textAt(on.ask(on.contact, query, { c: id }), "data.node.bodyHTML")).not.toContain("team-mention");
  });

  it("give a file and take a new one from a person with write access, as a push", () => {
    const on = aWorld();
    const path = "/repos/acme/partners/contents/.github/stagekeeper.yml";
    const content = (text: string): string => Buffer.from(text).toString("base64");
    on.rest(on.member, `PUT ${path}`, { body: { message: "first", content: content("a") } });
    const file = on.rest(on.app, `GET ${path}`);
    const sha = textAt(file.body, "sha");

    expect(file.body).toMatchObject({
      type: "file",
      encoding: "base64",
      content: "YQ==",
      sha: "2e65efe2a145dda7ee51d1741299f848e5bf752e",
    });
    expect(
      on.rest(on.member, `PUT ${path}`, { body: { message: "blind", content: content("b") } }).status,
    ).toBe(422);
    expect(
      on.rest(on.member, `PUT ${path}`, { body: { message: "stale", content: content("b"), sha: "0" } })
        .status,
    ).toBe(409);
    expect(
      on.rest(on.member, `PUT ${path}`, { body: { message: "second", content: content("b"), sha } }).status,
    ).toBe(200);
    expect(on.webhooks.at(-1)).toMatchObject({
      event: "push",
      payload: {
        ref: "refs/heads/main",
        commits: [{ modified: [".github/stagekeeper.yml"], added: [], message: "second" }],
        repository: { full_name: "acme/partners" },
      },
    });
    const blob = on.ask(
      on.app,
      '{ repository(owner: "acme", name: "partners") { object(expression: "HEAD:.github/stagekeeper.yml") { oid ... on Blob { text byteSize isTruncated } } } }',
    );
    expect(valueAt(blob, "data.repository.object")).toMatchObject({
      text: "b",
      byteSize: 1,
      isTruncated: false,
    });
  });

  it("show and change what somebody may do", () => {
    const on = aWorld();
    const permission = (login: string): unknown =>
      valueAt(
        on.rest(on.app, `GET /repos/acme/partners/collaborators/${login}/permission`).body,
        "role_name",
      );

    expect(["olga", "mia", "tom", "carl", "otto"].map(permission)).toEqual([
      "admin",
      "write",
      "triage",
      "read",
      "none",
    ]);
    expect(on.rest(on.contact, "GET /repos/acme/partners/collaborators/mia/permission").status).toBe(403);

    on.rest(on.owner, "PUT /repos/acme/partners/collaborators/carl", { body: { permission: "maintain" } });
    expect(permission("carl")).toBe("maintain");
    on.rest(on.owner, "DELETE /repos/acme/partners/collaborators/carl");
    expect(permission("carl")).toBe("none");
    expect(on.told()).toEqual(["member.edited", "member.removed"]);
  });

  it("link sub-issues and dependencies", () => {
    const on = aWorld();
    for (const title of ["Parent", "Child"]) openIssue(on, title);
    const child = valueAt(on.rest(on.member, "GET /repos/acme/partners/issues/2").body, "id");

    on.rest(on.member, "POST /repos/acme/partners/issues/1/sub_issues", { body: { sub_issue_id: child } });
    on.rest(on.member, "POST /repos/acme/partners/issues/1/dependencies/blocked_by", {
      body: { issue_id: child },
    });

    expect(on.rest(on.member, "GET /repos/acme/partners/issues/1/sub_issues").body).toMatchObject([
      { number: 2 },
    ]);
    expect(on.rest(on.member, "GET /repos/acme/partners/issues/2/parent").body).toMatchObject({ number: 1 });
    expect(on.rest(on.member, "GET /repos/acme/partners/issues/1").body).toMatchObject({
      sub_issues_summary: { total: 1 },
      issue_dependencies_summary: { blocked_by: 1 },
    });
  });

  it("tell an installation which repositories it reaches, and nobody else", () => {
    const on = aWorld();

    expect(on.rest(on.app, "GET /installation/repositories").body).toMatchObject({
      total_count: 1,
      repositories: [{ full_name: "acme/partners", private: true }],
    });
    expect(on.rest(on.member, "GET /installation/repositories").status).toBe(403);
    expect(on.rest(on.app, "GET /user").status).toBe(403);
    expect(on.rest(on.member, "GET /user").body).toMatchObject({ login: "mia", type: "User" });
  });

  it("refuse a body they do not understand", () => {
    const on = aWorld();

    expect(
      on.rest(on.member, "POST /repos/acme/partners/issues", { body: { body: "no title" } }),
    ).toMatchObject({
      status: 422,
      body: { message: expect.stringContaining("title") },
    });
    expect(on.rest(null, "POST /repos/acme/partners/issues", { body: { title: "x" } }).status).toBe(401);
    expect(on.journal).toEqual([]);
  });
});
