import { once } from "node:events";
import { createServer } from "node:http";
import { afterAll, describe, expect, it } from "@jest/globals";
import { registerApp } from "../../../src/sandbox/access/registration.ts";
import { createPieces } from "../../../src/sandbox/start.ts";
import { ANSWER_WITHIN_MS, postUntil } from "../../../src/sandbox/webhooks/send.ts";

/** An App that takes every delivery and answers none before GitHub has given up. */
const taken: string[] = [];
const tooLong = new AbortController();
const app = createServer((request, response) => {
  taken.push(String(request.headers["x-github-delivery"]));
  request.socket.once("close", () => response.writeHead(200).end());
  request.resume();
  request.once("end", () => {
    tooLong.abort();
  });
}).listen(0, "127.0.0.1");
await once(app, "listening");
afterAll(() => {
  app.close();
  app.closeAllConnections();
});

describe("a delivery that is answered too late", () => {
  it("failed for GitHub, which does not send it again by itself but lists it for three days", async () => {
    const address = app.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const pieces = createPieces({
      speed: 0,
      registration: registerApp("app.yml"),
      post: (url, headers, body) => postUntil(tooLong.signal, { url, headers, body }),
    });
    pieces.at.app = { url: () => `http://127.0.0.1:${String(port)}` };
    const failures = () =>
      pieces.log.page({ size: 9, cursor: null, status: "failure", redelivery: null }).deliveries;

    pieces.dispatcher.send({ event: "issues", payload: { action: "opened" } });
    await pieces.dispatcher.close();
    const [failed] = failures();
    const takenBefore = [...taken];
    pieces.clock.set({ to: pieces.clock.now() + 3 * 86_400_000 + 1 });

    expect(ANSWER_WITHIN_MS).toBe(10_000);
    expect(failed).toMatchObject({ event: "issues", outcome: { status: "timed out", code: 504 } });
    expect(takenBefore).toEqual([failed?.guid]);
    expect(failures()).toEqual([]);
  });
});
