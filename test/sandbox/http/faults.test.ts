import { afterAll, afterEach, describe, expect, it } from "@jest/globals";
import type { FaultOrder } from "../../../src/sandbox/faults/fault.ts";
import { githubLimits } from "../../../src/sandbox/limits/limits.ts";
import { aStage } from "../stage.ts";

const stage = await aStage({ limits: { ...githubLimits, pointsPerHour: 40 } });
const { address, login } = stage.sandbox;

afterAll(() => stage.close());
afterEach(() => {
  stage.sandbox.clearFaults();
});

const issues = `${address.github.rest}/repos/${address.repo}/issues`;
const headers = { authorization: `token ${address.tokens.member}` };

/** Opens an issue as the member; null when the connection was cut. */
async function openIssue(title: string): Promise<{ status: number; body: unknown; headers: Headers } | null> {
  try {
    const answer = await fetch(issues, { method: "POST", headers, body: JSON.stringify({ title }) });
    return { status: answer.status, body: await answer.json(), headers: answer.headers };
  } catch {
    return null;
  }
}

/** Whether an issue with this title was really made. */
function made(title: string): boolean {
  return stage.sandbox.journal().some(({ detail }) => JSON.stringify(detail).includes(title));
}

async function under(order: FaultOrder, title: string): ReturnType<typeof openIssue> {
  stage.sandbox.addFault(order);
  return openIssue(title);
}

describe("faults of the API", () => {
  it("answers 5xx and applies nothing", async () => {
    const answer = await under({ kind: "status", status: 503 }, "never-503");

    expect(answer).toMatchObject({ status: 503 });
    expect(made("never-503")).toBe(false);
  });

  it("loses the answer of what was applied", async () => {
    expect(await under({ kind: "lost-answer" }, "lost-and-cut")).toBeNull();
    expect(await under({ kind: "lost-answer", status: 502 }, "lost-behind-502")).toMatchObject({
      status: 502,
    });

    expect(made("lost-and-cut")).toBe(true);
    expect(made("lost-behind-502")).toBe(true);
  });

  it("cuts the connection before and after", async () => {
    expect(await under({ kind: "reset" }, "cut-before")).toBeNull();
    expect(await under({ kind: "hang", ms: 10, applied: true }, "hung-after")).toBeNull();

    expect(made("cut-before")).toBe(false);
    expect(made("hung-after")).toBe(true);
  });

  it("says secondary limit with and without retry-after", async () => {
    const told = await under({ kind: "secondary-limit", retryAfter: 42 }, "limited");
    const untold = await under({ kind: "secondary-limit", retryAfter: null }, "limited");

    expect(told).toMatchObject({
      status: 403,
      body: { message: expect.stringMatching(/exceeded a secondary rate limit/) },
    });
    expect(told?.headers.get("retry-after")).toBe("42");
    expect(untold?.headers.get("retry-after")).toBeNull();
  });

  it("fails a GraphQL request with HTTP 200", async () => {
    stage.sandbox.addFault({ kind: "graphql-error", type: "SERVICE_UNAVAILABLE", message: "later" });
    const body = JSON.stringify({ query: "{ viewer { login } }" });
    const answer = await fetch(address.github.graphql, { method: "POST", headers, body });

    expect(answer.status).toBe(200);
    await expect(answer.json()).resolves.toEqual({
      errors: [{ type: "SERVICE_UNAVAILABLE", message: "later" }],
    });
  });

  it("strikes only what it is meant for, and is on record", async () => {
    stage.sandbox.addFault({ kind: "status", match: { actor: "stagekeeper[bot]" } });
    stage.sandbox.addFault({ kind: "status", match: { operation: "POST /repos/*/issues" } });

    expect(await openIssue("struck")).toMatchObject({ status: 502 });
    expect(stage.sandbox.faults().map(({ fired }) => fired.length)).toEqual([0, 1]);
    expect(stage.sandbox.faults()[1]?.fired[0]?.on).toBe(
      `${login.member} POST /repos/${address.repo}/issues`,
    );
  });

  it("refuses by the primary limit until the virtual hour is over", async () => {
    const answers = [];
    for (let time = 0; time < 41; time += 1)
      answers.push((await fetch(address.github.rest + "/user", { headers })).status);
    const refused = await fetch(`${address.github.rest}/user`, { headers });
    await stage.sandbox.turnClock({ advance: "PT1H" });
    const later = await fetch(`${address.github.rest}/user`, { headers });

    expect(answers).toContain(403);
    expect(refused.headers.get("x-ratelimit-remaining")).toBe("0");
    await expect(refused.json()).resolves.toMatchObject({
      message: expect.stringMatching(/^API rate limit exceeded for user tomas-brandt\./),
    });
    expect(later.status).toBe(200);
  });
});
