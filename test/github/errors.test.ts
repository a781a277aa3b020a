import { describe, expect, it } from "@jest/globals";
import nock from "nock";
import { AppError, type Failure } from "../../src/keeper/failure.ts";
import type { Github } from "../../src/keeper/github.ts";
import {
  anApp,
  anInstallation,
  answersGraphql,
  API,
  givesToken,
  NOW,
  onlyExpectedRequests,
} from "./an-app.ts";
import { anEffect } from "./effects.ts";

onlyExpectedRequests();

const REPOSITORY = { id: "R_1", owner: "acme", name: "partners", private: true };
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

interface Wrong {
  readonly answer: string;
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: object;
  readonly onRead: Failure;
  readonly onWrite: Failure;
}

const WRONG: readonly Wrong[] = [
  ...[500, 502, 503, 504].map((status) => ({
    answer: `${status}`,
    status,
    onRead: { kind: "transient" } as const,
    onWrite: { kind: "in-doubt" } as const,
  })),
  same("403 with retry-after", 403, { headers: { "retry-after": "30" }, failure: limited(30 * SECOND) }),
  same("429 with retry-after", 429, { headers: { "retry-after": "90" }, failure: limited(90 * SECOND) }),
  same("403 with nothing remaining", 403, { headers: limitHeaders(600), failure: limited(601 * SECOND) }),
  same("429 with nothing remaining", 429, { headers: limitHeaders(600), failure: limited(601 * SECOND) }),
  same("a reset that is hours off", 403, { headers: limitHeaders(5 * 3600), failure: limited(61 * MINUTE) }),
  same("a reset that is past", 403, { headers: limitHeaders(-600), failure: limited(SECOND) }),
  same("429 without any header", 429, { headers: {}, failure: limited(MINUTE) }),
  {
    ...same("a secondary limit in words", 403, { headers: {}, failure: limited(MINUTE) }),
    body: { message: "You have exceeded a secondary rate limit. Please wait." },
  },
  {
    ...same("403 otherwise", 403, { headers: {}, failure: { kind: "denied" } }),
    body: { message: "Resource not accessible by integration" },
  },
  same("422", 422, { headers: {}, failure: { kind: "permanent" } }),
];

describe("what GitHub answers", () => {
  it.each(WRONG)("$answer to a read means $onRead.kind", async ({ status, headers, body, onRead }) => {
    const { github } = anInstallation();
    answersGraphql(body ?? { message: "no" }, { status, ...(headers === undefined ? {} : { headers }) });

    expect((await errorOf(() => readSomething(github))).failure).toEqual(onRead);
  });

  it.each(WRONG)("$answer to a write means $onWrite.kind", async ({ status, headers, body, onWrite }) => {
    const { github } = anInstallation();
    answersGraphql(body ?? { message: "no" }, { status, ...(headers === undefined ? {} : { headers }) });

    expect((await errorOf(() => github.act([anEffect("comment")]))).failure).toEqual(onWrite);
  });

  it.each([
    { code: "ECONNRESET", onRead: "transient", onWrite: "in-doubt" },
    { code: "EPIPE", onRead: "transient", onWrite: "in-doubt" },
    { code: "UND_ERR_SOCKET", onRead: "transient", onWrite: "in-doubt" },
    { code: "ECONNREFUSED", onRead: "transient", onWrite: "transient" },
    { code: "ENOTFOUND", onRead: "transient", onWrite: "transient" },
    { code: "UND_ERR_CONNECT_TIMEOUT", onRead: "transient", onWrite: "transient" },
  ])("$code leaves a read $onRead and a write $onWrite", async ({ code, onRead, onWrite }) => {
    const { github } = anInstallation();
    breaksOff(code);
    breaksOff(code);

    const read = await errorOf(() => readSomething(github));
    const write = await errorOf(() => github.act([anEffect("comment")]));

    expect([read.failure.kind, write.failure.kind]).toEqual([onRead, onWrite]);
    expect(write.details).toEqual({ reason: code });
  });

  it.each(["<html>502</html>", "", "{", "[]", "null"])(
    "the body %j leaves a write in doubt",
    async (body) => {
      const { github } = anInstallation();
      nock(API).post("/graphql").reply(200, body, { "content-type": "application/json" });

      expect((await errorOf(() => github.act([anEffect("comment")]))).failure).toEqual({ kind: "in-doubt" });
    },
  );
});

describe("a secondary limit without a deadline", () => {
  it("doubles the wait with each in a row, and starts again after a success", async () => {
    const { github } = anInstallation();
    const waits: number[] = [];

    for (const round of ["limit", "limit", "limit", "success", "limit"]) {
      if (round === "success") {
        answersGraphql({ data: { repository: null } });
        await readSomething(github);
      } else {
        answersGraphql({ message: "slow down" }, { status: 429 });
        waits.push(waitOf(await errorOf(() => readSomething(github))));
      }
    }

    expect(waits).toEqual([MINUTE, 2 * MINUTE, 4 * MINUTE, MINUTE]);
  });
});

describe("a token", () => {
  it.each(["read", "write"])("that is refused is replaced once, on a %s", async (kind) => {
    const { github } = anInstallation();
    nock(API, { reqheaders: { authorization: "token ghs_first" } })
      .post("/graphql")
      .reply(401, {});
    givesToken("ghs_second");
    nock(API, { reqheaders: { authorization: "token ghs_second" } })
      .post("/graphql")
      .reply(200, { data: { repository: null, e0: { commentEdge: { node: { id: "IC_9" } } } } });

    const outcome = kind === "read" ? await readSomething(github) : await github.act([anEffect("comment")]);

    expect(outcome).toEqual(kind === "read" ? null : [{ kind: "done", id: "IC_9" }]);
  });

  it("that is refused again means denied", async () => {
    const { github } = anInstallation();
    givesToken();
    nock(API).post("/graphql").twice().reply(401, { message: "Bad credentials" });

    const error = await errorOf(() => github.act([anEffect("comment")]));

    expect([error.code, error.failure]).toEqual(["github/unauthorised", { kind: "denied" }]);
  });

  it.each([
    { status: 404, failure: "denied", why: "the installation is gone" },
    { status: 403, failure: "denied", why: "the installation is suspended" },
    { status: 502, failure: "transient", why: "GitHub is down" },
  ])("that cannot be had because $why means $failure, for writes too", async ({ status, failure }) => {
    const { app } = anApp();
    nock(API).post("/app/installations/7/access_tokens").reply(status, { message: "no" });

    const error = await errorOf(() => app.as("7").act([anEffect("comment")]));

    expect(error.failure.kind).toBe(failure);
  });
});

describe("errors beside the data of a read", () => {
  it.each([
    { type: "RATE_LIMITED", failure: { kind: "limited", until: NOW + MINUTE } },
    { type: "FORBIDDEN", failure: { kind: "denied" } },
    { type: "INTERNAL", failure: { kind: "transient" } },
    { type: undefined, failure: { kind: "transient" } },
    { type: "MAX_NODE_LIMIT_EXCEEDED", failure: { kind: "bug" } },
  ])("of type $type mean $failure.kind", async ({ type, failure }) => {
    const { github } = anInstallation();
    answersGraphql({
      data: { repository: { object: null } },
      errors: [{ type, path: ["repository", "object"], message: "no" }],
    });

    expect((await errorOf(() => readSomething(github))).failure).toEqual(failure);
  });

  it("of the schema mean a bug of ours", async () => {
    const { github } = anInstallation();
    answersGraphql({
      errors: [{ extensions: { code: "undefinedField" }, message: "Field 'x' doesn't exist" }],
    });

    expect((await errorOf(() => readSomething(github))).code).toBe("github/document-refused");
  });
});

describe("what is told of an error", () => {
  it("holds neither what was sent nor what GitHub said nor a token", async () => {
    const { github, logged } = anInstallation();
    answersGraphql({ message: "canary-answer" }, { status: 502, headers: { "x-github-request-id": "AB:1" } });

    const error = await errorOf(() => github.act([anEffect("comment", { body: "canary-body" })]));
    const told = JSON.stringify({
      code: error.code,
      details: error.details,
      message: error.message,
      stack: error.stack,
      cause: error.cause,
      logged,
    });

    expect(told).not.toMatch(/canary|ghs_first|PRIVATE/);
    expect(error.details).toEqual({ status: 502, request: "AB:1" });
    expect(logged.map(({ event }) => event)).toContain("github.failed");
  });
});

function readSomething(github: Github): Promise<unknown> {
  return github.playbook(REPOSITORY);
}

function breaksOff(code: string): void {
  nock(API)
    .post("/graphql")
    .replyWithError(Object.assign(new Error("broke off"), { code }));
}

async function errorOf(act: () => Promise<unknown>): Promise<AppError> {
  try {
    await act();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

function waitOf({ failure }: AppError): number {
  return failure.kind === "limited" ? failure.until - NOW : Number.NaN;
}

function limited(wait: number): Failure {
  return { kind: "limited", until: (NOW + wait) as typeof NOW };
}

function limitHeaders(resetIn: number): Record<string, string> {
  return { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(NOW / SECOND + resetIn) };
}

function same(
  answer: string,
  status: number,
  about: { headers: Record<string, string>; failure: Failure },
): Wrong {
  return { answer, status, headers: about.headers, onRead: about.failure, onWrite: about.failure };
}
