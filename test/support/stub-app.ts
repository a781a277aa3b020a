/**
 * Plays the App for tests of the sandbox: speaks its IPC protocol, answers webhooks, and appends what it
 * received to `deliveries.jsonl` in its data directory. A file `behaviour.json` there changes what it does:
 * `{ "standings": [...] }` are answered one after the other, `{ "answer": 500 }` refuses webhooks,
 * `{ "silent": true }` never answers them.
 */
import { createHmac } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";

interface Behaviour {
  readonly standings?: readonly Readonly<Record<string, unknown>>[];
  readonly answer?: number;
  readonly silent?: boolean;
}

const { STAGEKEEPER_DATA: data = ".", WEBHOOK_SECRET: secret = "", PORT, HOST } = process.env;
mkdirSync(data, { recursive: true });
const behaviourFile = join(data, "behaviour.json");
const idle = { inbox: 0, due: 0, busy: false, waitsUntil: null, deadLetters: 0, inDoubt: 0 };
let asked = 0;

function behaviour(): Behaviour {
  if (!existsSync(behaviourFile)) return {};
  return JSON.parse(readFileSync(behaviourFile, "utf8")) as Behaviour;
}

function send(message: Readonly<Record<string, unknown>>): void {
  process.send?.(message);
}

process.on("message", (message: { type: string; id: number }) => {
  if (message.type === "clock") {
    writeFileSync(join(data, "clock.json"), JSON.stringify(message));
    send({ type: "ack", id: message.id });
    if (!server.listening) listen();
    return;
  }
  const standings = behaviour().standings ?? [];
  send({ type: "standing", id: message.id, ...idle, ...standings[Math.min(asked, standings.length - 1)] });
  asked += 1;
});
process.on("disconnect", () => process.exit(0));
process.on("SIGTERM", () => process.exit(0));

const server = createServer((request, response) => {
  void receive(request, response);
});

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  const body = Buffer.concat(chunks).toString("utf8");
  const { answer, silent } = behaviour();
  if (silent === true) return;
  const signed = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  const valid = request.headers["x-hub-signature-256"] === signed;
  const line = { path: request.url, headers: request.headers, valid, payload: JSON.parse(body) as unknown };
  appendFileSync(join(data, "deliveries.jsonl"), `${JSON.stringify(line)}\n`);
  response.writeHead(valid ? (answer ?? 202) : 401).end();
}

/** As the App does: it listens only once it knows the time. */
function listen(): void {
  server.listen(Number(PORT), HOST, () => {
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    send({ type: "ready", url: `http://127.0.0.1:${String(port)}` });
  });
}

writeFileSync(join(data, "env.json"), JSON.stringify(process.env));
send({ type: "hello" });
