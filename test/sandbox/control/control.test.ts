import { request } from "node:http";
import { afterAll, describe, expect, it } from "@jest/globals";
import { aStage } from "../stage.ts";

const BASE = Date.UTC(2027, 0, 4, 9);
const stage = await aStage({ base: BASE, speed: 0, seed: "empty" });

afterAll(() => stage.close());

describe("the control endpoints", () => {
  it("turn the clock, and the App knows before they answer", async () => {
    const answer = await stage.ask("POST", "/clock", { advance: "P3D" });

    expect(answer).toEqual({ status: 200, body: { now: "2027-01-07T09:00:00.000Z", speed: 0 } });
    expect(stage.told("clock")).toMatchObject({ virtual: BASE + 3 * 86_400_000, speed: 0 });
    await expect(stage.ask("GET", "/clock")).resolves.toMatchObject({ body: { speed: 0 } });
  });

  it("tell a newly started App the time before it listens", async () => {
    const killed = await stage.ask("POST", "/app/kill");
    await stage.ask("POST", "/clock", { advance: "PT1H" });
    const started = await stage.ask("POST", "/app/start");

    expect(killed.status).toBe(200);
    expect(started).toMatchObject({
      status: 200,
      body: { running: true, url: stage.sandbox.address.app.url },
    });
    expect(stage.told("clock")["virtual"]).toBe(Date.parse(stage.sandbox.clock().now));
  });

  it("say so when the App does not run, or runs already", async () => {
    await stage.ask("POST", "/app/kill");

    await expect(stage.ask("POST", "/settle")).resolves.toMatchObject({
      status: 409,
      body: { message: expect.stringMatching(/POST \/app\/start/) },
    });
    await expect(stage.ask("POST", "/app/kill")).resolves.toMatchObject({ status: 409 });
    await stage.ask("POST", "/app/start");
    await expect(stage.ask("POST", "/app/start")).resolves.toMatchObject({ status: 409 });
  });

  it("settle by running the App's waits forward", async () => {
    const now = Date.parse(stage.sandbox.clock().now);
    const waiting = { waitsUntil: now + 60_000 };
    stage.behave({ standings: [waiting, {}] });
    await stage.ask("POST", "/app/kill");
    await stage.ask("POST", "/app/start");

    await expect(stage.ask("POST", "/settle")).resolves.toMatchObject({
      status: 200,
      body: { settled: true, jumps: 1, now: new Date(now + 60_000).toISOString() },
    });
  });

  it("record faults and forget them", async () => {
    const ordered = await stage.ask("POST", "/faults", { kind: "status", count: null });
    const listed = await stage.ask("GET", "/faults");
    const cleared = await stage.ask("DELETE", "/faults");

    expect(ordered).toMatchObject({
      status: 200,
      body: { order: { kind: "status" }, left: null, fired: [] },
    });
    expect(listed.body).toHaveLength(1);
    expect(cleared).toEqual({ status: 204, body: null });
  });

  it("give a token for any login", async () => {
    const answer = await stage.ask("GET", "/token?login=triage-helper[bot]");

    expect(answer).toMatchObject({ status: 200, body: { token: expect.stringMatching(/^ghp_/) } });
  });

  it.each([
    { ask: "POST /clock", body: { advance: "tomorrow" }, status: 400, says: /not an ISO duration/ },
    { ask: "POST /clock", body: { hasten: 2 }, status: 400, says: /hasten/ },
    { ask: "POST /clock", body: "[]", status: 400, says: /expected object/ },
    { ask: "POST /clock", body: "{", status: 400, says: /Problems parsing JSON/ },
    { ask: "POST /faults", body: { kind: "flood" }, status: 400, says: /known are status/ },
    { ask: "GET /token", status: 400, says: /Say whose/ },
    { ask: "GET /nowhere", status: 404, says: /no control endpoint.*GET \/clock/ },
    { ask: "PUT /clock", body: {}, status: 405, says: /Here are: GET \/clock, POST \/clock/ },
  ])("answer $ask $body with $status and what is wrong", async ({ ask, body, status, says }) => {
    const [method = "", path = ""] = ask.split(" ");

    await expect(stage.ask(method, path, body)).resolves.toMatchObject({
      status,
      body: { message: expect.stringMatching(says) },
    });
  });

  it.each([{ host: "evil.example" }, { host: "127.0.0.1", origin: "https://evil.example" }])(
    "do not answer a browser page elsewhere: %j",
    async (headers) => {
      const status = await new Promise((resolve, reject) => {
        request(`${stage.sandbox.address.control}/clock`, { headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on("error", reject)
          .end();
      });

      expect(status).toBe(403);
    },
  );
});
