import { EventEmitter, once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { afterAll, describe, expect, it } from "@jest/globals";
import { AppError } from "../../src/keeper/failure.ts";
import { aDoor, aMove, closeDoors, type Door, sign } from "./arrange.ts";

afterAll(closeDoors);

const megabytes25 = 25 * 1024 * 1024;

describe("the webhook", () => {
  it("answers 200 only once the delivery is committed", async () => {
    let committed = false;
    const door: { url: string } = { url: "" };
    const { url, deliver, remembered, counted } = await aDoor({
      remember: async () => {
        // Time enough for an answer that does not wait.
        for (let turn = 0; turn < 5; turn += 1) await fetch(`${door.url}/health`);
        committed = true;
        return "remembered";
      },
    });
    door.url = url;

    const answer = await deliver("projects_v2_item", aMove()).then(({ status }) => ({ status, committed }));

    expect(answer).toEqual({ status: 200, committed: true });
    expect(remembered).toHaveLength(1);
    expect(counted).toEqual(["projects_v2_item remembered", "taken"]);
  });

  it.each<[string, number, Parameters<Door["deliver"]>[2]]>([
    ["a wrong secret", 401, { signedWith: "another secret" }],
    ["the secret `development`", 401, { signedWith: "development" }],
    ["no signature", 401, { headers: { "x-hub-signature-256": "" } }],
    ["a signature of another kind", 401, { headers: { "x-hub-signature-256": "sha1=abc" } }],
    ["an empty body", 401, { body: "" }],
    ["no event", 400, { headers: { "x-github-event": "" } }],
    ["an event by the name of a prototype", 400, { headers: { "x-github-event": "__proto__" } }],
    ["no delivery id", 400, { headers: { "x-github-delivery": "" } }],
    ["an odd delivery id", 400, { headers: { "x-github-delivery": "../../etc" } }],
    ["no JSON", 400, { body: "payload=%7B%7D" }],
    ["JSON that is no object", 400, { body: "[1]" }],
    ["an action that is no text", 400, { body: JSON.stringify({ action: { toString: "opened" } }) }],
  ])("turns away %s with %i, and keeps nothing", async (_what, status, changes) => {
    const { deliver, remembered } = await aDoor();

    const response = await deliver("projects_v2_item", aMove(), changes);

    expect(response.status).toBe(status);
    expect(remembered).toEqual([]);
  });

  it("answers 503 without words of the error while nothing can be stored", async () => {
    const { deliver, lines } = await aDoor({
      remember: () =>
        Promise.reject(
          new AppError("store/unreachable", { kind: "transient" }, { message: "no database at db.internal" }),
        ),
    });

    const response = await deliver("projects_v2_item", aMove({ secret_plan: "merge with Acme" }));

    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain("db.internal");
    expect(lines.join("")).toContain("store/unreachable");
    expect(lines.join("")).not.toContain("Acme");
  });

  it("answers 503 for a bug of ours, and logs no foreign words", async () => {
    const { deliver, lines } = await aDoor({
      remember: () => Promise.reject(new TypeError("jane@acme.com is not iterable")),
    });

    const response = await deliver("projects_v2_item", aMove());

    expect(response.status).toBe(503);
    expect(lines.join("")).toContain("TypeError");
    expect(lines.join("")).not.toContain("jane@acme.com");
  });

  it("never answers 2xx when storing takes too long", async () => {
    const { deliver, counted } = await aDoor({ remember: () => new Promise(() => undefined), withinMs: 50 });

    const { status } = await deliver("projects_v2_item", aMove());

    expect({ status, counted }).toEqual({ status: 503, counted: ["late"] });
  });

  it("takes a payload that nobody can read, warns, and goes on", async () => {
    const { deliver, counted, lines } = await aDoor();

    const { status } = await deliver("projects_v2_item", {
      action: "edited",
      projects_v2_item: "jane@acme.com",
    });

    expect(status).toBe(200);
    expect(counted).toContain("projects_v2_item unreadable");
    expect(lines.join("")).not.toContain("jane@acme.com");
  });

  it("hands on no U+0000, which no database takes, and leaves an escaped backslash before it alone", async () => {
    const { deliver, remembered } = await aDoor();

    const { status } = await deliver("projects_v2_item", aMove({ action: "a\u0000b\\u0000" }));

    expect(status).toBe(200);
    expect(remembered).toMatchObject([{ action: "a\ufffdb\\u0000" }]);
  });

  it("hands on no half of a surrogate pair, which no jsonb takes, and leaves whole ones alone", async () => {
    const { deliver, remembered } = await aDoor();

    const { status } = await deliver("projects_v2_item", null, {
      body: JSON.stringify(aMove({ action: "a\ud800b\udc00 🧭" })).replace("🧭", "\\ud83e\\udded"),
    });

    expect(status).toBe(200);
    expect(remembered).toMatchObject([{ action: "a\ufffdb\ufffd \u{1f9ed}" }]);
  });

  it("takes an event that nobody listens to", async () => {
    const { deliver, remembered } = await aDoor();

    const { status } = await deliver("star", { action: "created" });

    expect(status).toBe(200);
    expect(remembered).toEqual([]);
  });

  it("refuses an announced body of more than 25 MB without reading it", async () => {
    const { url } = await aDoor();

    const status = await rawStatus(url, [
      "POST /api/github/webhooks HTTP/1.1",
      "Host: x",
      `Content-Length: ${megabytes25 + 1}`,
    ]);

    expect(status).toBe(413);
  });

  it("refuses a body that turns out to be more than 25 MB", async () => {
    const { url, remembered } = await aDoor();

    const status = await streamedStatus(`${url}/api/github/webhooks`, 26);

    expect(status).toBe(413);
    expect(remembered).toEqual([]);
  }, 20_000);

  it("takes a signed body of just 25 MB", async () => {
    const { deliver, remembered } = await aDoor();
    const frame = JSON.stringify(aMove({ filler: "" })).length;

    const { status } = await deliver("projects_v2_item", aMove({ filler: "x".repeat(megabytes25 - frame) }));

    expect(status).toBe(200);
    expect(remembered).toHaveLength(1);
  }, 20_000);

  it("reads no more than 32 MB at once, until what it read is stored", async () => {
    const store = new EventEmitter();
    const stored = once(store, "stored").then(() => "remembered" as const);
    const arrived = once(store, "arrived");
    const { deliver, counted } = await aDoor({
      remember: () => {
        store.emit("arrived");
        return stored;
      },
    });
    const large = aMove({ filler: "x".repeat(20 * 1024 * 1024) });

    const first = deliver("projects_v2_item", large);
    await arrived;
    const second = await deliver("projects_v2_item", large);
    const small = deliver("projects_v2_item", aMove());
    store.emit("stored");
    const [before, beside] = await Promise.all([first, small]);
    const after = await deliver("projects_v2_item", large);

    expect([before, second, beside, after].map(({ status }) => status)).toEqual([200, 503, 200, 200]);
    expect(counted).toContain("busy");
  }, 20_000);

  it("hangs up on a body that does not arrive in time", async () => {
    const { url } = await aDoor({ requestWithinMs: 300 });

    const status = await rawStatus(url, [
      "POST /api/github/webhooks HTTP/1.1",
      "Host: x",
      "Content-Length: 10",
    ]);

    expect(status).toBe(408);
  }, 10_000);

  it("verifies what was sent, byte for byte", async () => {
    const { deliver } = await aDoor();
    const body = JSON.stringify(aMove({ note: "ü 🧭 \u2028" }));

    const statuses = [
      (await deliver("projects_v2_item", null, { body })).status,
      (
        await deliver("projects_v2_item", null, {
          body: `${body} `,
          headers: { "x-hub-signature-256": sign(body) },
        })
      ).status,
    ];

    expect(statuses).toEqual([200, 401]);
  });
});

describe("the other paths", () => {
  it.each([
    ["GET", "/health", 200],
    ["GET", "/ready", 200],
    ["GET", "/metrics", 200],
    ["GET", "/metrics?from=prometheus", 200],
    ["GET", "/api/github/webhooks", 405],
    ["POST", "/health", 405],
    ["DELETE", "/metrics", 405],
    ["GET", "/", 404],
    ["POST", "/api/github/webhooks/", 404],
    ["GET", "/__proto__", 404],
    ["GET", "/constructor", 404],
    ["GET", "/../../etc/passwd", 404],
  ] as const)("%s %s answers %i", async (...[method, path, status]) => {
    const { url } = await aDoor();

    const response = await fetch(`${url}${path}`, { method });

    expect(response.status).toBe(status);
  });

  it("names the methods that are allowed", async () => {
    const { url } = await aDoor();

    expect((await fetch(`${url}/api/github/webhooks`)).headers.get("allow")).toBe("POST");
  });

  it("is alive but not ready while the database cannot be reached", async () => {
    const { url } = await aDoor({ ready: () => Promise.reject(new Error("no")) });

    const [health, ready] = await Promise.all([fetch(`${url}/health`), fetch(`${url}/ready`)]);

    expect([health.status, ready.status]).toEqual([200, 503]);
  });
});

/** The status that a request gets which sends its head and then nothing. */
function rawStatus(url: string, head: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => {
      socket.write([...head, "", ""].join("\r\n"));
    });
    socket.once("data", (data) => {
      resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(data.toString())?.[1]));
      socket.destroy();
    });
    socket.once("error", reject);
  });
}

/** The status of a POST that streams so many megabytes without announcing them. */
function streamedStatus(url: string, megabytes: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: "POST" }, (response) => {
      resolve(response.statusCode);
      response.resume();
    });
    // The line goes dead some time after the answer.
    sending.on("error", reject);
    const chunk = Buffer.alloc(1024 * 1024, "x");
    for (let sent = 0; sent < megabytes; sent += 1) sending.write(chunk);
    sending.end();
  });
}
