import { describe, expect, it } from "@jest/globals";

import { aWorld } from "./a-world.ts";
import { addCard, COMMENT, dragAs, openIssue } from "./acts.ts";
import { valueAt } from "./read.ts";

const LABEL = `mutation($i: ID!, $l: [ID!]!) { addLabelsToLabelable(input: { labelableId: $i, labelIds: $l }) { clientMutationId } }`;
const CLOSE = "mutation($i: ID!) { closeIssue(input: { issueId: $i }) { issue { state } } }";
const DELETE = "mutation($i: ID!) { deleteIssue(input: { issueId: $i }) { repository { id } } }";

describe("rights", () => {
  it("hide a private repository and its issues from strangers", () => {
    const on = aWorld();
    const issue = openIssue(on);

    expect(on.ask(on.outsider, "query($i: ID!) { node(id: $i) { id } }", { i: issue }).errors).toMatchObject([
      { type: "NOT_FOUND" },
    ]);
    expect(on.ask(on.outsider, COMMENT, { i: issue, b: "hello" }).errors).toMatchObject([
      { type: "NOT_FOUND" },
    ]);
    expect(on.rest(on.outsider, "GET /repos/acme/partners").status).toBe(404);
    expect(on.rest(null, "GET /repos/acme/partners/issues/1").status).toBe(404);
  });

  it("let readers comment, but not label, close or move cards", () => {
    const on = aWorld();
    const issue = openIssue(on);
    const card = addCard(on, issue);
    const before = on.journal.length;
    on.ask(on.contact, COMMENT, { i: issue, b: "hello" });

    expect(on.ask(on.contact, CLOSE, { i: issue }).errors).toMatchObject([
      { type: "FORBIDDEN", message: "carl does not have the correct permissions to execute `CloseIssue`" },
    ]);
    expect(on.ask(on.contact, LABEL, { i: issue, l: [] }).errors).toMatchObject([{ type: "FORBIDDEN" }]);
    expect(dragAs(on, on.contact, { card, column: "Second" }).errors).toMatchObject([{ type: "NOT_FOUND" }]);
    expect(on.journal).toHaveLength(before + 1);
  });

  it("let triagers label and close, but not rewrite others' texts or delete", () => {
    const on = aWorld();
    const issue = openIssue(on);

    expect(on.ask(on.triager, CLOSE, { i: issue }).errors).toEqual([]);
    expect(
      on.rest(on.triager, "PATCH /repos/acme/partners/issues/1", { body: { body: "mine now" } }).status,
    ).toBe(403);
    expect(on.ask(on.triager, DELETE, { i: issue }).errors).toMatchObject([{ type: "FORBIDDEN" }]);
  });

  it("let only administrators delete issues", () => {
    const on = aWorld();
    const issue = openIssue(on);

    expect(on.ask(on.app, DELETE, { i: issue }).errors).toMatchObject([
      { type: "FORBIDDEN", message: "Resource not accessible by integration" },
    ]);
    expect(on.ask(on.owner, DELETE, { i: issue }).errors).toEqual([]);
    expect(on.told().at(-1)).toBe("issues.deleted");
  });

  it("let authors close their own issue with nothing but read", () => {
    const on = aWorld();
    const issue = openIssue(on, "From outside", on.contact);

    expect(on.ask(on.contact, CLOSE, { i: issue }).data).toEqual({
      closeIssue: { issue: { state: "CLOSED" } },
    });
  });

  it("keep the App inside its installation", () => {
    const on = aWorld({ repositories: ["none-of-them"].slice(1) });
    const issue = openIssue(on);

    expect(on.ask(on.app, "query($i: ID!) { node(id: $i) { id } }", { i: issue }).errors).toMatchObject([
      { type: "NOT_FOUND" },
    ]);
    expect(on.webhooks).toEqual([]);
  });

  it("keep the App within its permissions: it reads contents and never writes them", () => {
    const on = aWorld();
    on.world.scene.putFile({ repository: "acme/partners", path: "a.txt", text: "a" });
    const content = Buffer.from("b").toString("base64");

    expect(on.rest(on.app, "GET /repos/acme/partners/contents/a.txt").status).toBe(200);
    expect(
      on.rest(on.app, "PUT /repos/acme/partners/contents/b.txt", { body: { message: "b", content } }),
    ).toMatchObject({
      status: 403,
      body: { message: "Resource not accessible by integration" },
    });
  });

  it("let an App without issues:write comment nowhere", () => {
    const on = aWorld({ permissions: { issues: "read", metadata: "read" } });
    const issue = openIssue(on);

    expect(on.ask(on.app, COMMENT, { i: issue, b: "hello" }).errors).toMatchObject([
      { type: "FORBIDDEN", message: "Resource not accessible by integration" },
    ]);
  });

  it("give a suspended installation nothing", () => {
    const on = aWorld();
    openIssue(on);
    on.world.suspend(on.installation, true);

    expect(on.told().at(-1)).toBe("installation.suspend");
    expect(on.world.actorForInstallation(on.installation)).toBeNull();
    openIssue(on);
    expect(on.told().at(-1)).toBe("installation.suspend");
  });

  it("make a board's base role count for members", () => {
    const on = aWorld();
    const project = on.world.scene.addProject({ owner: "acme", title: "Closed", baseRole: "none" });
    const look = `query($i: ID!) { node(id: $i) { ... on ProjectV2 { title viewerCanUpdate } } }`;

    expect(on.ask(on.member, look, { i: project.id }).errors).toMatchObject([{ type: "NOT_FOUND" }]);
    on.world.scene.setProjectRole({ project: project.id, login: "mia", role: "read" });
    expect(valueAt(on.ask(on.member, look, { i: project.id }), "data.node")).toEqual({
      title: "Closed",
      viewerCanUpdate: false,
    });
  });

  it("show teams and members to members and to the App with members:read", () => {
    const on = aWorld();
    const query =
      '{ organization(login: "acme") { team(slug: "leads") { members(first: 5) { nodes { login } } } } }';

    expect(valueAt(on.ask(on.app, query), "data.organization.team.members.nodes")).toEqual([
      { login: "olga" },
    ]);
    expect(valueAt(on.ask(on.outsider, query), "data.organization.team")).toBeNull();
    expect(on.rest(on.app, "GET /orgs/acme/teams/leads/memberships/olga")).toMatchObject({
      status: 200,
      body: { state: "active" },
    });
    expect(on.rest(on.app, "GET /orgs/acme/teams/leads/memberships/mia").status).toBe(404);
    expect(on.rest(on.app, "GET /orgs/acme/members/mia").status).toBe(204);
    expect(on.rest(on.app, "GET /orgs/acme/members/otto").status).toBe(404);
  });
});
