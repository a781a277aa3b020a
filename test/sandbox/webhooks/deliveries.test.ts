import { afterAll, afterEach, describe, expect, it } from "@jest/globals";
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/rest";
import { Webhooks } from "@octokit/webhooks";
import { aStage, type Received } from "../stage.ts";

const stage = await aStage();
const { address } = stage.sandbox;
const [owner = "", repo = ""] = address.repo.split("/");
const member = new Octokit({ baseUrl: address.github.rest, auth: address.tokens.member });
const { APP_ID, PRIVATE_KEY, WEBHOOK_SECRET } = stage.told("env");
const app = new Octokit({
  baseUrl: address.github.rest,
  authStrategy: createAppAuth,
  auth: { appId: String(APP_ID), privateKey: String(PRIVATE_KEY) },
});

afterAll(() => stage.close());
afterEach(() => {
  stage.sandbox.clearFaults();
  stage.behave({});
});

/** Opens an issue, waits for its webhooks, and answers those the App received. */
async function openIssue(title: string): Promise<readonly Received[]> {
  await member.rest.issues.create({ owner, repo, title });
  await stage.sandbox.settle();
  return receivedOf(title);
}

function receivedOf(title: string): readonly Received[] {
  return stage.received().filter(({ payload }) => JSON.stringify(payload).includes(title));
}

describe("deliveries", () => {
  it("arrive signed, with the headers GitHub sends", async () => {
    const [first] = await openIssue("first-of-all");

    expect(first).toMatchObject({
      path: "/api/github/webhooks",
      valid: true,
      headers: {
        "x-github-event": "issues",
        "x-github-delivery": expect.stringMatching(/^[0-9a-f-]{36}$/),
        "x-github-hook-installation-target-id": APP_ID,
        "x-github-hook-installation-target-type": "integration",
      },
      payload: { action: "opened", sender: { login: stage.sandbox.login.member }, installation: {} },
    });
    const signature = first?.headers["x-hub-signature-256"] ?? "";
    await expect(
      new Webhooks({ secret: String(WEBHOOK_SECRET) }).verify(JSON.stringify(first?.payload), signature),
    ).resolves.toBe(true);
  });

  it("that fail stay in the log and are not sent again by themselves", async () => {
    stage.behave({ answer: 500 });

    await openIssue("refused-by-the-app");
    const { data } = await app.request("GET /app/hook/deliveries", { status: "failure" });

    expect(receivedOf("refused-by-the-app")).toHaveLength(1);
    expect(data[0]).toMatchObject({
      event: "issues",
      action: "opened",
      status_code: 500,
      status: "Invalid HTTP Response: 500",
      redelivery: false,
    });
  });

  it("are redelivered on demand under the same GUID", async () => {
    stage.behave({ answer: 503 });
    await openIssue("wanted-again");
    stage.behave({});
    const { data } = await app.request("GET /app/hook/deliveries", { status: "failure", per_page: 1 });

    const answer = await app.rest.apps.redeliverWebhookDelivery({ delivery_id: Number(data[0]?.id) });
    await stage.sandbox.settle();

    const received = receivedOf("wanted-again");
    expect(answer.status).toBe(202);
    expect(received).toHaveLength(2);
    expect(new Set(received.map(({ headers }) => headers["x-github-delivery"])).size).toBe(1);
    expect(stage.sandbox.deliveries()[0]).toMatchObject({ redelivery: true, statusCode: 202 });
  });

  it("are paged with a Link header that official clients follow", async () => {
    await openIssue("one-more-for-the-pages");
    const { data } = await app.request("GET /app/hook/deliveries", { per_page: 100 });

    const paged = await app.paginate("GET /app/hook/deliveries", { per_page: 1 });

    expect(paged.map(({ id }) => id)).toEqual(data.map(({ id }) => id));
    expect(paged.length).toBeGreaterThan(2);
  });

  it("are shown in full", async () => {
    await openIssue("looked-at-closely");
    const { data } = await app.request("GET /app/hook/deliveries", { per_page: 1 });

    const whole = await app.rest.apps.getWebhookDelivery({ delivery_id: Number(data[0]?.id) });

    expect(whole.data).toMatchObject({
      url: address.app.webhook,
      request: { payload: { issue: { title: "looked-at-closely" } } },
      response: { headers: {} },
    });
  });

  it("are dropped by a fault: failed in the log, or without a trace", async () => {
    stage.sandbox.addFault({ kind: "drop", match: { event: "issues" } });
    await openIssue("dropped-with-a-trace");
    const before = stage.sandbox.deliveries().length;
    stage.sandbox.addFault({ kind: "drop", logged: false });
    await openIssue("dropped-without");

    expect(receivedOf("dropped-")).toHaveLength(0);
    expect(stage.sandbox.deliveries()).toHaveLength(before);
    expect(stage.sandbox.deliveries()[0]).toMatchObject({ statusCode: 502 });
  });

  it("are doubled by a fault, both under one GUID", async () => {
    stage.sandbox.addFault({ kind: "duplicate", times: 3 });

    const received = await openIssue("thrice");

    expect(received).toHaveLength(3);
    expect(new Set(received.map(({ headers }) => headers["x-github-delivery"])).size).toBe(1);
  });

  it("are held back by a fault until the virtual clock has come so far", async () => {
    stage.sandbox.addFault({ kind: "delay", by: "P2D" });
    await openIssue("held-back");
    const before = receivedOf("held-back").length;
    const resting = await stage.sandbox.settle();

    await stage.sandbox.turnClock({ advance: "P2D" });
    await stage.sandbox.settle();

    expect(before).toBe(0);
    expect(resting.delayed).toBe(1);
    expect(receivedOf("held-back")).toHaveLength(1);
  });

  it("come in another order by a fault: the first once the second was answered", async () => {
    stage.sandbox.addFault({ kind: "reorder", match: { event: "issues" } });
    const held = await openIssue("overtaken");
    const { delayed } = await stage.sandbox.settle();

    await openIssue("overtaking");

    const titles = stage.received().map(({ payload }) => JSON.stringify(payload));
    const first = (text: string): number => titles.findIndex((each) => each.includes(text));
    expect([held, delayed, receivedOf("overtaken").length]).toEqual([[], 1, 1]);
    expect(first("overtaking")).toBeLessThan(first("overtaken"));
  });

  it("are redelivered by a fault under the same GUID, at once or later", async () => {
    stage.sandbox.addFault({ kind: "redeliver" });
    stage.sandbox.addFault({ kind: "redeliver", by: "PT5M" });

    const atOnce = await openIssue("twice-at-once");
    const before = await openIssue("twice-in-time");
    await stage.sandbox.turnClock({ advance: "PT5M" });
    await stage.sandbox.settle();

    const later = receivedOf("twice-in-time");
    expect([atOnce.length, before.length, later.length]).toEqual([2, 1, 2]);
    for (const pair of [atOnce, later])
      expect(new Set(pair.map(({ headers }) => headers["x-github-delivery"])).size).toBe(1);
    expect(stage.sandbox.deliveries()[0]).toMatchObject({ event: "issues", redelivery: true });
  });

  it("say what a fault has them say, and are signed as sent", async () => {
    const values = { sender: null, action: "polished", "issue.user": null, "changes.odd": [1] };
    stage.sandbox.addFault({ kind: "alter", values });

    const [received] = await openIssue("odd-one");

    expect(received?.valid).toBe(true);
    expect(received?.payload).toMatchObject({
      ...{ sender: null, action: "polished", changes: { odd: [1] } },
      issue: { title: "odd-one", user: null },
    });
  });

  it("lose what a fault strips, and are signed as sent", async () => {
    stage.sandbox.addFault({ kind: "strip", paths: ["sender"] });

    const [received] = await openIssue("by-nobody");

    expect(received?.valid).toBe(true);
    expect(received?.payload["sender"]).toBeUndefined();
  });
});
