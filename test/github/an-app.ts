import { afterAll, afterEach, beforeAll, beforeEach, expect } from "@jest/globals";
import nock from "nock";
import { generateKeyPairSync } from "node:crypto";
import type { Instant } from "../../src/core/time/time.ts";
import { createGithubApp } from "../../src/github/app.ts";
import type { Clock } from "../../src/keeper/clock.ts";
import type { Github, GithubApp } from "../../src/keeper/github.ts";

/** Where the tests' GitHub is: nothing answers there but nock. */
export const API = "https://api.github.test";

/** Every test's present. */
export const NOW = Date.parse("2026-11-22T12:00:00Z") as Instant;

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const PEM = privateKey.export({ type: "pkcs8", format: "pem" });
const INSTALLATION = "7";

export interface Logged {
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Makes unexpected requests fail and, after each test, requests that were expected and did not come. The process's HTTP
 * is given back at the end: other test files run in the same worker.
 */
export function onlyExpectedRequests(): void {
  beforeAll(() => {
    if (!nock.isActive()) nock.activate();
  });
  afterAll(() => {
    nock.enableNetConnect();
    nock.restore();
  });
  beforeEach(() => {
    nock.disableNetConnect();
  });
  afterEach(() => {
    const unused = nock.pendingMocks();
    nock.cleanAll();
    expect(unused).toEqual([]);
  });
}

/** The App at GitHub, and what it logged. */
export function anApp(): { readonly app: GithubApp; readonly logged: Logged[] } {
  const logged: Logged[] = [];
  const write = (fields: Readonly<Record<string, unknown>>, event: string): void => {
    logged.push({ event, fields });
  };
  const log = {
    debug: write,
    info: write,
    warn: write,
    child: () => ({ debug: write, info: write, warn: write }),
  };
  const app = createGithubApp({
    appId: "42",
    privateKey: String(PEM),
    host: { rest: API, graphql: `${API}/graphql`, html: "https://github.test" },
    clock: stoppedClock(),
    userAgent: "stagekeeper-test",
    log,
  });
  return { app, logged };
}

/** One installation, with a token fetched at its first request. */
export function anInstallation(): { readonly github: Github; readonly logged: Logged[] } {
  const { app, logged } = anApp();
  givesToken();
  return { github: app.as(INSTALLATION), logged };
}

/** The next request for a token is answered. */
export function givesToken(
  token = "ghs_first",
  permissions: Readonly<Record<string, string>> = { issues: "write", organization_projects: "write" },
): void {
  nock(API)
    .post(`/app/installations/${INSTALLATION}/access_tokens`)
    .reply(201, { token, expires_at: "2026-11-22T13:00:00Z", permissions, repository_selection: "all" });
}

/** The App tells its name. */
export function tellsItsName(): void {
  nock(API).get("/app").reply(200, { id: 42, slug: "stagekeeper" });
}

export interface SentGraphql {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The next GraphQL request is answered; what was asked ends up in the list that comes back. */
export function answersGraphql(
  answer: object | ((sent: SentGraphql) => object),
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): SentGraphql[] {
  const sent: SentGraphql[] = [];
  nock(API)
    .post("/graphql", (body: SentGraphql) => {
      sent.push(body);
      return true;
    })
    .reply(
      status,
      (_, body) =>
        (typeof answer === "function"
          ? (answer as (sent: SentGraphql) => object)(body as SentGraphql)
          : answer) as nock.Body,
      headers,
    );
  return sent;
}

function stoppedClock(): Clock {
  return { now: () => NOW, sleep: () => Promise.resolve() };
}
