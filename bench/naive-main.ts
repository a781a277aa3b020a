/** Runs the naive bot where the sandbox expects the App: it speaks the sandbox's few messages and counts its handlers. */
import { createServer } from "node:http";
import { createNodeMiddleware, Probot } from "probot";
import { naiveBot } from "./naive-bot.ts";

const {
  APP_ID: appId = "",
  PRIVATE_KEY: privateKey = "",
  WEBHOOK_SECRET: secret = "",
  GHE_HOST,
  PORT,
} = process.env;
const baseUrl = `http://${GHE_HOST ?? ""}/api/v3`;
const probot = new Probot({ appId, privateKey, secret, baseUrl, logLevel: "fatal" });
const path = "/api/github/webhooks";
const middleware = await createNodeMiddleware(naiveBot, { probot, webhooksPath: path });
let busy = 0;

const server = createServer((request, response) => {
  busy += 1;
  response.once("close", () => {
    busy -= 1;
  });
  void middleware(request, response);
});

function listen(): void {
  server.listen(Number(PORT ?? "0"), "127.0.0.1", () => {
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    process.send?.({ type: "ready", url: `http://127.0.0.1:${String(port)}` });
  });
}

process.on("message", (message: { readonly type: string; readonly id: number }) => {
  if (message.type === "clock") {
    process.send?.({ type: "ack", id: message.id });
    if (!server.listening) listen();
    return;
  }
  const rest = { inbox: 0, due: 0, waitsUntil: null, deadLetters: 0, inDoubt: 0 };
  process.send?.({ type: "standing", id: message.id, ...rest, busy: busy > 0 });
});
process.on("disconnect", () => process.exit(0));
process.on("SIGTERM", () => process.exit(0));
process.send?.({ type: "hello" });
