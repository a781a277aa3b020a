import { describe, expect, it } from "@jest/globals";
import nock from "nock";
import type { Login } from "../../src/core/ids.ts";
import type { Instant } from "../../src/core/time/time.ts";
import { boundedFetch } from "../../src/github/fetch.ts";
import { hostFrom } from "../../src/github/host.ts";
import { anApp, anInstallation, answersGraphql, API, onlyExpectedRequests, tellsItsName } from "./an-app.ts";

onlyExpectedRequests();

describe("the App", () => {
  it("asks for its name once, and again if that failed", async () => {
    const { app } = anApp();
    nock(API).get("/app").reply(502, {});
    tellsItsName();

    await expect(app.self()).rejects.toMatchObject({ failure: { kind: "transient" } });
    expect([await app.self(), await app.self()]).toEqual(["stagekeeper[bot]", "stagekeeper[bot]"]);
  });

  it("signs as itself", async () => {
    const { app } = anApp();
    nock(API, {
      reqheaders: { authorization: /^bearer [\w-]+\.[\w-]+\.[\w-]+$/, "user-agent": /^stagekeeper-test/ },
    })
      .get("/app")
      .reply(200, { slug: "stagekeeper" });

    expect(await app.self()).toBe("stagekeeper[bot]");
  });

  it("lists its installations, all pages", async () => {
    const { app } = anApp();
    const hundred = Array.from({ length: 100 }, (_, id) => ({
      id,
      account: { login: `org-${id}` },
      suspended_at: null,
    }));
    nock(API).get("/app/installations").query({ per_page: 100, page: 1 }).reply(200, hundred);
    nock(API)
      .get("/app/installations")
      .query({ per_page: 100, page: 2 })
      .reply(200, [{ id: 100, account: null, suspended_at: "2026-11-01T00:00:00Z" }]);

    const installations = await app.installations();

    expect(installations).toHaveLength(101);
    expect(installations[0]).toEqual({ id: "0", account: "org-0", suspended: false });
    expect(installations[100]).toEqual({ id: "100", account: "", suspended: true });
  });

  it("asks again later when an answer lacks what it is for", async () => {
    const { app } = anApp();
    nock(API).get("/app").reply(200, { name: "Stagekeeper" });

    await expect(app.self()).rejects.toMatchObject({
      code: "github/broken-answer",
      failure: { kind: "transient" },
    });
  });

  it("keeps one client for each installation", () => {
    const { app } = anApp();

    expect(app.as("7")).toBe(app.as("7"));
    expect(app.as("7")).not.toBe(app.as("8"));
  });
});

describe("failed deliveries", () => {
  it("are those of which no attempt succeeded since, by the latest attempt", async () => {
    const { app } = anApp();
    const next = `<${API}/app/hook/deliveries?per_page=100&cursor=v1_abc>; rel="next"`;
    nock(API)
      .get("/app/hook/deliveries")
      .query({ per_page: 100 })
      .reply(
        200,
        [
          anAttempt(9, "a", { status: 500 }),
          anAttempt(8, "b", { status: 200 }),
          anAttempt(7, "c", { status: 0 }),
        ],
        { link: next },
      );
    nock(API)
      .get("/app/hook/deliveries")
      .query({ per_page: 100, cursor: "v1_abc" })
      .reply(
        200,
        [
          anAttempt(6, "a", { status: 502 }),
          anAttempt(5, "b", { status: 503 }),
          anAttempt(4, "old", { status: 500, at: "2026-11-21T00:00:00Z" }),
        ],
        {
          link: next,
        },
      );

    expect(await app.failedDeliveries(Date.parse("2026-11-22T00:00:00Z") as Instant)).toEqual([
      { id: 9, guid: "a" },
      { id: 7, guid: "c" },
    ]);
  });

  it("are delivered again on request", async () => {
    const { app } = anApp();
    nock(API).post("/app/hook/deliveries/9/attempts").reply(202, {});

    await expect(app.redeliver(9)).resolves.toBeUndefined();
  });
});

describe("repositories", () => {
  it("are those that hold a playbook", async () => {
    const { github } = anInstallation();
    nock(API)
      .get("/installation/repositories")
      .query({ per_page: 100, page: 1 })
      .reply(200, { total_count: 3, repositories: ["a", "b", "c"].map(aRepository) });
    const sent = answersGraphql({
      data: {
        nodes: [
          { __typename: "Repository", id: "R_a", object: null },
          { __typename: "Repository", id: "R_b", object: { __typename: "Blob", oid: "1" } },
          null,
        ],
      },
      errors: [{ type: "NOT_FOUND", path: ["nodes", 2] }],
    });

    expect(await github.repositories()).toEqual([{ id: "R_b", owner: "acme", name: "b", private: true }]);
    expect(sent[0]?.variables["repositories"]).toEqual(["R_a", "R_b", "R_c"]);
  });

  it("are none when the installation has none", async () => {
    const { github } = anInstallation();
    nock(API).get("/installation/repositories").query(true).reply(200, { total_count: 0, repositories: [] });

    expect(await github.repositories()).toEqual([]);
  });
});

describe("permission", () => {
  it.each([
    { answer: { permission: "admin", role_name: "admin" }, level: "admin" },
    { answer: { permission: "write", role_name: "maintain" }, level: "maintain" },
    { answer: { permission: "read", role_name: "triage" }, level: "triage" },
    { answer: { permission: "write", role_name: "partner-desk" }, level: "write" },
    { answer: { permission: "none" }, level: "none" },
    { answer: { permission: "something-new" }, level: "none" },
    { answer: "odd", level: "none" },
  ])("$answer is $level", async ({ answer, level }) => {
    const { github } = anInstallation();
    nock(API).get("/repos/acme/partners/collaborators/ann/permission").reply(200, answer);

    expect(await github.permission(REPOSITORY, ANN)).toBe(level);
  });

  it("of somebody whom GitHub does not know there is none", async () => {
    const { github } = anInstallation();
    nock(API).get("/repos/acme/partners/collaborators/ann/permission").reply(404, {});

    expect(await github.permission(REPOSITORY, ANN)).toBe("none");
  });

  it("is asked in the repository's new place when it was renamed", async () => {
    const { github } = anInstallation();
    nock(API)
      .get("/repos/acme/partners/collaborators/ann/permission")
      .reply(301, {}, { location: `${API}/repositories/1/collaborators/ann/permission` });
    nock(API).get("/repositories/1/collaborators/ann/permission").reply(200, { permission: "write" });

    expect(await github.permission(REPOSITORY, ANN)).toBe("write");
  });

  it("is asked nowhere else, wherever GitHub's answer points", async () => {
    const { github } = anInstallation();
    nock(API)
      .get("/repos/acme/partners/collaborators/ann/permission")
      .reply(301, {}, { location: "https://elsewhere.test/permission" });

    expect(await github.permission(REPOSITORY, ANN)).toBe("none");
  });

  it("keeps strange logins inside their place in the address", async () => {
    const { github } = anInstallation();
    nock(API).get("/repos/acme/partners/collaborators/..%2F..%2Fann/permission").reply(404, {});

    expect(await github.permission(REPOSITORY, "../../ann" as Login)).toBe("none");
  });
});

describe("memberOf", () => {
  it.each([
    { status: 200, body: { state: "active" }, member: true },
    { status: 200, body: { state: "pending" }, member: false },
    { status: 404, body: {}, member: false },
    { status: 403, body: { message: "Resource not accessible" }, member: false },
  ])("is $member after $status $body", async ({ status, body, member }) => {
    const { github } = anInstallation();
    nock(API).get("/orgs/acme/teams/leads/memberships/ann").reply(status, body);

    expect(await github.memberOf("acme/leads", ANN)).toBe(member);
  });

  it("is false for what is no team", async () => {
    const { app } = anApp();

    expect(await app.as("7").memberOf("leads", ANN)).toBe(false);
  });
});

describe("boundedFetch", () => {
  it("gives up on an answer that does not come", async () => {
    const never: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener("abort", () => {
          reject(init.signal?.reason as Error);
        });
      });

    await expect(boundedFetch(never, 1)("https://api.github.test/")).rejects.toMatchObject({
      name: "TimeoutError",
    });
  });
});

describe("hostFrom", () => {
  it.each([
    {
      settings: {},
      rest: "https://api.github.com",
      graphql: "https://api.github.com/graphql",
      html: "https://github.com",
    },
    {
      settings: { gheHost: "ghe.acme.test" },
      rest: "https://ghe.acme.test/api/v3",
      graphql: "https://ghe.acme.test/api/graphql",
      html: "https://ghe.acme.test",
    },
    {
      settings: { gheHost: "127.0.0.1:4000", gheProtocol: "http" },
      rest: "http://127.0.0.1:4000/api/v3",
      graphql: "http://127.0.0.1:4000/api/graphql",
      html: "http://127.0.0.1:4000",
    },
  ])("of $settings is $rest", ({ settings, ...host }) => {
    expect(hostFrom(settings)).toEqual(host);
  });
});

const REPOSITORY = { id: "R_1", owner: "acme", name: "partners", private: true };
const ANN = "ann" as Login;

function anAttempt(id: number, guid: string, changes: { status: number; at?: string }): object {
  const { status, at = "2026-11-22T10:00:00Z" } = changes;
  return { id, guid, delivered_at: at, status_code: status, status: status === 200 ? "OK" : "failed" };
}

function aRepository(name: string): object {
  return { node_id: `R_${name}`, name, private: true, owner: { login: "acme" } };
}
