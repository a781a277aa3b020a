import { afterAll, describe, expect, it } from "@jest/globals";
import { createAppAuth } from "@octokit/auth-app";
import { graphql } from "@octokit/graphql";
import { Octokit } from "@octokit/rest";
import { aStage } from "../stage.ts";

const stage = await aStage({ seed: "programme" });
const { address } = stage.sandbox;
const [owner = "", repo = ""] = address.repo.split("/");

afterAll(() => stage.close());

function octokit(auth?: string): Octokit {
  return new Octokit({ baseUrl: address.github.rest, auth, log: quiet, request: { retries: 0 } });
}
const silent = (): void => undefined;
const quiet = { debug: silent, info: silent, warn: silent, error: silent };

function graphqlAs(token: string): typeof graphql {
  const baseUrl = address.github.graphql.replace(/\/graphql$/, "");
  return graphql.defaults({ baseUrl, headers: { authorization: `token ${token}` } });
}

function anApp(): Octokit {
  const { APP_ID, PRIVATE_KEY } = stage.told("env");
  const auth = { appId: String(APP_ID), privateKey: String(PRIVATE_KEY) };
  return new Octokit({ baseUrl: address.github.rest, authStrategy: createAppAuth, auth, log: quiet });
}

async function anInstallation(): Promise<Octokit> {
  const { APP_ID, PRIVATE_KEY } = stage.told("env");
  const installations = await anApp().rest.apps.listInstallations();
  const auth = {
    appId: String(APP_ID),
    privateKey: String(PRIVATE_KEY),
    installationId: installations.data[0]?.id ?? 0,
  };
  return new Octokit({ baseUrl: address.github.rest, authStrategy: createAppAuth, auth, log: quiet });
}

describe("the API to people", () => {
  it("knows whoever has a token, with GitHub's headers", async () => {
    const answer = await octokit(address.tokens.member).rest.users.getAuthenticated();

    expect(answer.data.login).toBe(stage.sandbox.login.member);
    expect(answer.headers).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "x-github-request-id": expect.stringMatching(/^[0-9A-F:]{30,}$/),
      "x-ratelimit-limit": "5000",
      "x-ratelimit-resource": "core",
    });
  });

  it.each(["ghp_nonsense", "ghs_0123"])("refuses the token %s as GitHub words it", async (token) => {
    await expect(octokit(token).rest.users.getAuthenticated()).rejects.toMatchObject({
      status: 401,
      response: { data: { message: "Bad credentials", status: "401" } },
    });
  });

  it("leads official clients on to where an issue or a repository is now", async () => {
    const maintainer = octokit(address.tokens.maintainer);
    const { data: issue } = await maintainer.rest.issues.create({ owner, repo, title: "Soon elsewhere" });
    const place = { owner, repo, issue_number: issue.number };
    const { data: notes } = await maintainer.rest.repos.get({ owner, repo: "shared-notes" });
    await graphqlAs(address.tokens.maintainer)(
      "mutation($i: ID!, $r: ID!) { transferIssue(input: { issueId: $i, repositoryId: $r }) { clientMutationId } }",
      { i: issue.node_id, r: notes.node_id },
    );

    const { data: moved } = await maintainer.rest.issues.get(place);
    await maintainer.rest.issues.createComment({ ...place, body: "sent to the old place" });
    const { data: comments } = await maintainer.rest.issues.listComments(place);

    expect([moved.title, moved.node_id === issue.node_id]).toEqual(["Soon elsewhere", false]);
    expect(comments.map(({ body }) => body)).toEqual(["sent to the old place"]);
  });

  it("wants a token for GraphQL", async () => {
    const answer = await fetch(address.github.graphql, {
      method: "POST",
      body: '{"query":"{viewer{login}}"}',
    });

    expect(answer.status).toBe(401);
  });

  it.each(["/api/graphql", "/graphql"])("answers GraphQL under %s", async (path) => {
    const baseUrl = `${new URL(address.control).origin}${path.replace("/graphql", "")}`;
    const ask = graphql.defaults({ baseUrl, headers: { authorization: `bearer ${address.tokens.contact}` } });

    await expect(ask("{ viewer { login } }")).resolves.toEqual({
      viewer: { login: stage.sandbox.login.contact },
    });
  });

  it("hides the partner repository from contact and outsider", async () => {
    for (const token of [address.tokens.contact, address.tokens.outsider])
      await expect(octokit(token).rest.repos.get({ owner, repo })).rejects.toMatchObject({ status: 404 });

    const shared = octokit(address.tokens.contact).rest.repos.get({ owner, repo: "shared-notes" });
    await expect(shared).resolves.toMatchObject({ status: 200 });
  });

  it("serves plain paths as it serves /api/v3", async () => {
    const answer = await fetch(`${new URL(address.control).origin}/rate_limit`, {
      headers: { authorization: `token ${address.tokens.member}` },
    });

    await expect(answer.json()).resolves.toMatchObject({ resources: { graphql: { limit: 5000 } } });
  });

  it.each([
    { ask: "POST /api/graphql", body: "{not json", status: 400, message: "Problems parsing JSON" },
    {
      ask: "POST /api/graphql",
      body: "{}",
      status: 400,
      message: "A query attribute must be specified and must be a string.",
    },
    { ask: "GET /api/v3/nowhere", status: 404, message: "Not Found" },
    { ask: "GET /api/v3/app", status: 401, message: "A JSON web token could not be decoded" },
  ])("answers $ask $body with $status", async ({ ask, body, status, message }) => {
    const [method = "", path = ""] = ask.split(" ");
    const answer = await fetch(`${new URL(address.control).origin}${path}`, {
      method,
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `token ${address.tokens.member}` },
    });

    expect(answer.status).toBe(status);
    await expect(answer.json()).resolves.toMatchObject({ message });
  });
});

describe("the API to the App", () => {
  it("introduces the App by its JSON Web Token", async () => {
    const { data } = await anApp().rest.apps.getAuthenticated();

    expect(data).toMatchObject({ slug: "stagekeeper", installations_count: 1 });
  });

  it("gives tokens that last an hour by the machine's clock and act as the bot", async () => {
    const installation = await anInstallation();
    const token = await installation.rest.apps.createInstallationAccessToken({
      installation_id: (await anApp().rest.apps.listInstallations()).data[0]?.id ?? 0,
    });

    expect(token.data.token).toMatch(/^ghs_/);
    expect(token.data.permissions).toMatchObject({ organization_projects: "write" });
    const lasts = Date.parse(token.data.expires_at) - Date.parse(String(token.headers.date));
    expect(Math.abs(lasts - 3_600_000)).toBeLessThanOrEqual(2_000);
    const repositories = await installation.rest.apps.listReposAccessibleToInstallation();
    expect(repositories.data.repositories.map(({ name }) => name).sort()).toEqual([
      "partners",
      "shared-notes",
    ]);
  });

  it("finds the installation by repository and by organisation", async () => {
    const app = anApp();
    const byRepository = await app.rest.apps.getRepoInstallation({ owner, repo });
    const byOrganisation = await app.rest.apps.getOrgInstallation({ org: owner });

    expect(byOrganisation.data.id).toBe(byRepository.data.id);
    expect(byOrganisation.data).toMatchObject({ account: { login: owner }, suspended_at: null });
  });

  it("counts requests by actor and kind", async () => {
    const installation = await anInstallation();
    await installation.rest.repos.get({ owner, repo });
    stage.sandbox.forgetRequests();

    await installation.graphql("query Look { viewer { login } }");
    await installation.rest.repos.get({ owner, repo });

    const report = stage.sandbox.requests();
    expect(report.byActor).toEqual({ "stagekeeper[bot]": { query: 1, read: 1 } });
    expect(report.requests).toMatchObject([
      { operation: "Look", status: 200, limited: false },
      { operation: `GET /repos/${owner}/${repo}`, status: 200 },
    ]);
  });

  it("shuts a suspended installation out and lets it in again", async () => {
    const installation = await anInstallation();
    const { id } = (await anApp().rest.apps.listInstallations()).data[0] ?? { id: 0 };
    await installation.rest.repos.get({ owner, repo });

    stage.sandbox.world.suspend(id, true);
    const refused = await installation.rest.repos.get({ owner, repo }).catch((error: unknown) => error);
    stage.sandbox.world.suspend(id, false);

    expect(refused).toMatchObject({ status: 403, message: expect.stringMatching(/suspended/) });
    await expect(installation.rest.repos.get({ owner, repo })).resolves.toMatchObject({ status: 200 });
  });
});
