import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Log } from "../keeper/log.ts";
import { createBodyReader, type Unread } from "./body.ts";
import type { Receive } from "./receive.ts";

const WEBHOOK_PATH = "/api/github/webhooks";

export interface FrontParts {
  readonly receive: Receive;
  /** Throws while the database cannot be used. */
  readonly ready: () => Promise<void>;
  readonly metrics: () => Promise<{ readonly type: string; readonly text: string }>;
  readonly count: (outcome: string) => void;
  readonly log: Log;
  /** Real milliseconds for a whole request to arrive. */
  readonly requestWithinMs?: number;
}

export interface Front {
  /** Resolves with the port. */
  listen(port: number, host: string): Promise<number>;
  /** Takes nothing new, finishes what is under way. */
  close(): Promise<void>;
  /** Requests being answered now. */
  busy(): number;
}

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The rest of the request is not wanted. */
  readonly hangUp?: boolean;
}

type Route = (request: IncomingMessage) => Promise<Reply>;

const REQUEST_WITHIN_MS = 10_000;
const SWALLOW_MS = 500;
const json = "application/json; charset=utf-8";

/** Our own front on node:http: paths, methods, sizes and times are checked here, before anybody parses anything. */
export function createFront(parts: FrontParts): Front {
  const routes = routesOf(parts);
  let busy = 0;
  const requestTimeout = parts.requestWithinMs ?? REQUEST_WITHIN_MS;
  const limits = { requestTimeout, headersTimeout: requestTimeout, connectionsCheckingInterval: 500 };
  const server = createServer(limits, (request, response) => {
    busy += 1;
    void answer(request, routes, parts.log).then((reply) => {
      busy -= 1;
      write(response, request, reply);
    });
  });
  return {
    listen: (port, host) => listen(server, port, host),
    close: () => close(server),
    busy: () => busy,
  };
}

function routesOf(parts: FrontParts): Readonly<Record<string, Readonly<Record<string, Route>>>> {
  return {
    [WEBHOOK_PATH]: { POST: webhookRoute(parts) },
    "/health": { GET: () => Promise.resolve({ status: 200, type: json, text: '{"status":"alive"}' }) },
    "/ready": { GET: () => readiness(parts) },
    "/metrics": {
      GET: async () => {
        const { type, text } = await parts.metrics();
        return { status: 200, type, text };
      },
    },
  };
}

async function readiness({ ready }: FrontParts): Promise<Reply> {
  try {
    await ready();
    return { status: 200, type: json, text: '{"status":"ready"}' };
  } catch {
    return { status: 503, type: json, text: '{"status":"no database"}' };
  }
}

const unread: Readonly<Record<Unread, Reply>> = {
  "too-large": { status: 413, text: "more than 25 MB", hangUp: true },
  busy: { status: 503, text: "too much at once, send again", hangUp: true },
  broken: { status: 400, text: "the body broke off", hangUp: true },
};

function webhookRoute({ receive, count }: FrontParts): Route {
  const readBody = createBodyReader();
  return async (request) => {
    const read = await readBody(request, (body) => receive(request.headers, body));
    if (read.kind !== "used") {
      count(read.kind);
      return unread[read.kind];
    }
    const { status, text, outcome } = read.value;
    count(outcome);
    return { status, text };
  };
}

async function answer(
  request: IncomingMessage,
  routes: ReturnType<typeof routesOf>,
  log: Log,
): Promise<Reply> {
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  const methods = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (methods === undefined) return { status: 404, text: "not found", hangUp: hasBody(request) };
  const route = methods[request.method ?? ""];
  if (route === undefined) {
    const allow = Object.keys(methods).join(", ");
    return { status: 405, text: "method not allowed", headers: { allow }, hangUp: hasBody(request) };
  }
  try {
    return await route(request);
  } catch (error) {
    log.error({ err: error }, "web.failed");
    return { status: 500, text: "internal error" };
  }
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined;
}

function write(response: ServerResponse, request: IncomingMessage, reply: Reply): void {
  if (response.headersSent || response.destroyed) return;
  const type = reply.type ?? "text/plain; charset=utf-8";
  const closing = reply.hangUp === true ? { connection: "close" } : {};
  const length = { "content-length": Buffer.byteLength(reply.text) };
  response.writeHead(reply.status, { "content-type": type, ...length, ...reply.headers, ...closing });
  response.end(reply.text);
  if (reply.hangUp === true) hangUp(request);
}

/** The answer has to arrive before the line goes dead, so the rest is swallowed for a moment. */
function hangUp(request: IncomingMessage): void {
  request.resume();
  setTimeout(() => {
    request.destroy();
  }, SWALLOW_MS).unref();
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeIdleConnections();
  });
}
