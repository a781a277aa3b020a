import { describe, expect, it } from "@jest/globals";
import { createTokens } from "../../../src/sandbox/access/tokens.ts";
import type { FaultOrder } from "../../../src/sandbox/faults/fault.ts";
import { createApi } from "../../../src/sandbox/http/api.ts";
import { valueAt } from "../github/read.ts";
import { anApi } from "./an-api.ts";

const QUERY = { query: "{ viewer { login id } }" };
const COMMENT = `mutation($i: ID!) { addComment(input: { subjectId: $i, body: "hello" }) { clientMutationId } }`;
const PARTNER = `{ repository(owner: "northwind-labs", name: "partners") { issue(number: 1) { id } } }`;

/** What a member hears under a fault, over GraphQL and over REST. */
async function under(order: FaultOrder): Promise<{ readonly graphql: unknown; readonly rest: unknown }> {
  const on = anApi();
  const by = on.person(on.pieces.seeded.people.member);
  on.pieces.faults.add({ ...order, count: 2 });
  return { graphql: await on.send(by, "POST /graphql", QUERY), rest: await on.send(by, "GET /user") };
}

describe("refusals and breakdowns, in GitHub's words", () => {
  // apache/devlake#4349 shows the JSON, turbot/steampipe-plugin-github#518 the page.
  it("are a 502 with data null, or the page of the proxy, when a request took too long", async () => {
    const { graphql, rest } = await under({ kind: "timeout" });
    const page = await under({ kind: "timeout", html: true });

    expect(graphql).toMatchObject({
      status: 502,
      body: {
        data: null,
        errors: [
          {
            message: expect.stringContaining(
              "This may be the result of a timeout, or it could be a GitHub bug.",
            ),
          },
        ],
      },
    });
    expect(rest).toMatchObject({ status: 502, body: { message: "Server Error" } });
    expect(page.graphql).toMatchObject({
      headers: { "content-type": "text/html" },
      body: expect.stringContaining("<h1>502 Bad Gateway</h1>"),
    });
  });

  it("can come after the write was applied", async () => {
    const on = anApi();
    const { member } = on.pieces.seeded.people;
    const i = valueAt((await on.ask(member, PARTNER))?.body, "data.repository.issue.id");
    on.pieces.faults.add({ kind: "timeout", applied: true });

    const answer = await on.ask(member, COMMENT, { i });

    expect(answer?.status).toBe(502);
    expect(on.pieces.journal.at(-1)).toMatchObject({ operation: "addComment", actor: member });
  });

  it("leave holes in an answer, each with an error of its own", async () => {
    const { graphql } = await under({ kind: "partial-data", paths: ["viewer.login"] });

    expect(graphql).toMatchObject({
      status: 200,
      body: {
        data: { viewer: { login: null, id: expect.any(String) } },
        errors: [{ path: ["viewer", "login"] }],
      },
    });
  });

  it.each([403, 429])("name a secondary limit with status %d", async (status) => {
    const { rest } = await under({ kind: "secondary-limit", status, retryAfter: 30 });

    expect(rest).toMatchObject({
      status,
      headers: { "retry-after": "30" },
      body: {
        message: expect.stringMatching(/^You have exceeded a secondary rate limit\./u),
        status: String(status),
      },
    });
  });

  it("name a secondary limit with status 200 and without retry-after, too", async () => {
    const { graphql } = await under({ kind: "secondary-limit", status: 200, retryAfter: null });

    expect(graphql).toMatchObject({
      status: 200,
      body: { errors: [{ message: expect.stringMatching(/^You have exceeded a secondary rate limit\./u) }] },
    });
    expect(valueAt(graphql, "headers.retry-after")).toBeUndefined();
  });

  it("name the primary limit: GraphQL with status 200, REST with 403 or 429", async () => {
    const { graphql, rest } = await under({ kind: "rate-limit", status: 429, retryAfter: 600 });

    expect(graphql).toMatchObject({ status: 200, body: { errors: [{ type: "RATE_LIMITED" }] } });
    expect(rest).toMatchObject({
      status: 429,
      headers: {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": String(Date.parse("2026-03-02T12:10:00Z") / 1000),
      },
    });
  });
});

describe("the limits that the sandbox keeps by itself", () => {
  const write = { query: COMMENT, variables: { i: "I_nothing" } };

  it("let an installation make 80 contents a minute and 500 an hour, and say when to come again", async () => {
    const on = anApi();
    const statuses: (number | undefined)[] = [];
    for (let minute = 0; minute < 7; minute += 1) {
      for (let time = 0; time < 81; time += 1)
        statuses.push((await on.send(on.installation(), "POST /graphql", write))?.status);
      on.pass(60);
    }

    expect(statuses.indexOf(403)).toBe(80);
    expect(statuses.filter((status) => status === 200)).toHaveLength(500);
    await expect(on.send(on.installation(), "POST /graphql", write)).resolves.toMatchObject({
      status: 403,
      headers: { "retry-after": "3180" },
      body: { message: expect.stringContaining("temporarily blocked from content creation") },
    });
  });

  it("let an installation spend 2,000 GraphQL points a minute", async () => {
    const on = anApi();
    const pin = { query: 'mutation { pinIssue(input: { issueId: "I_nothing" }) { clientMutationId } }' };
    const statuses: (number | undefined)[] = [];
    for (let time = 0; time < 401; time += 1)
      statuses.push((await on.send(on.installation(), "POST /graphql", pin))?.status);

    expect(statuses.indexOf(403)).toBe(400);
  });

  it("refuse a token that has expired", async () => {
    const on = anApi();
    let now = Date.now();
    const tokens = createTokens(() => now);
    const { token } = tokens.forInstallation(on.pieces.world.installations()[0]?.id ?? 0);
    const api = createApi({ ...on.pieces, tokens });
    const asked = {
      method: "GET",
      path: "/installation/repositories",
      query: new URLSearchParams(),
      body: undefined,
    };
    const ask = (): ReturnType<typeof api> =>
      api({
        ...asked,
        headers: { authorization: `token ${token}` },
        requestId: "AB:12",
        signal: new AbortController().signal,
      });

    const fresh = await ask();
    now += 3_600_000;

    expect(fresh?.status).toBe(200);
    await expect(ask()).resolves.toMatchObject({ status: 401, body: { message: "Bad credentials" } });
  });
});
