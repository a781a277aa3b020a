import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { ApiResponse } from "../contract.ts";
import { restError } from "./answer.ts";
import type { IncomingCall } from "./api.ts";
import { readBody } from "./read-body.ts";

/** Where the control endpoints live on the sandbox's one port. */
export const CONTROL_PREFIX = "/_sandbox";

export interface ControlRequest {
  readonly method: string;
  /** Without the prefix. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export interface FrontParts {
  readonly api: (call: IncomingCall) => Promise<ApiResponse | null>;
  readonly control: (request: ControlRequest) => Promise<ApiResponse>;
  /** Called with what nobody foresaw; the client gets a 500. */
  readonly onError: (error: unknown) => void;
}

export interface Front {
  readonly port: number;
  close(): Promise<void>;
}

/** Opens the one port on loopback: GitHub's API, and the control endpoints under their prefix. */
export async function openFront(port: number, parts: FrontParts): Promise<Front> {
  const server = createServer((request, response) => {
    handle(request, response, parts).catch((error: unknown) => {
      parts.onError(error);
      if (response.headersSent) response.destroy();
      else answer(response, restError(500, "The sandbox made a mistake; see its error output"));
    });
  });
  server.keepAliveTimeout = 5_000;
  await listen(server, port);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the sandbox has no port");
  return { port: address.port, close: () => close(server) };
}

async function handle(request: IncomingMessage, response: ServerResponse, parts: FrontParts): Promise<void> {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const body = await readBody(request);
  if (body.kind === "bad") {
    const large = body.because === "too-large";
    response.setHeader("connection", "close");
    answer(response, large ? restError(413, "Payload too large") : restError(400, "Problems parsing JSON"));
    return;
  }
  const asked: ControlRequest = {
    method: request.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    body: body.kind === "json" ? body.value : undefined,
  };
  if (`${url.pathname}/`.startsWith(`${CONTROL_PREFIX}/`)) {
    const path = url.pathname.slice(CONTROL_PREFIX.length) || "/";
    answer(response, fromLoopback(request) ? await parts.control({ ...asked, path }) : notLoopback);
    return;
  }
  await asGithub({ request, response, asked }, parts);
}

async function asGithub(
  {
    request,
    response,
    asked,
  }: { readonly request: IncomingMessage; readonly response: ServerResponse; readonly asked: ControlRequest },
  { api }: FrontParts,
): Promise<void> {
  const requestId = newRequestId();
  const gone = new AbortController();
  response.on("close", () => {
    gone.abort();
  });
  const headers = headersOf(request);
  const path = apiPath(asked.path);
  const answered = await api({ ...asked, path, headers, requestId, signal: gone.signal });
  if (answered === null) request.socket.destroy();
  else answer(response, answered, { ...githubHeaders, "x-github-request-id": requestId });
}

const githubHeaders = {
  server: "github.com",
  "x-github-media-type": "github.v3; format=json",
  "x-github-api-version-selected": "2022-11-28",
  "x-oauth-scopes": "admin:org, project, repo",
};

/** A browser page elsewhere must not reach the controls by a name that resolves here. */
function fromLoopback({ headers }: IncomingMessage): boolean {
  return (
    /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(headers.host ?? "") && headers.origin === undefined
  );
}

const notLoopback = restError(
  403,
  "The control endpoints answer on 127.0.0.1 and localhost only, and to no browser page",
);

/** GitHub Enterprise's paths and plain ones mean the same. */
function apiPath(pathname: string): string {
  if (pathname === "/api/graphql" || pathname === "/graphql" || pathname === "/api/v3/graphql")
    return "/graphql";
  const path = pathname.replace(/^\/api\/v3(?=\/|$)/, "");
  return path.length > 1 ? path.replace(/\/$/, "") : path;
}

function headersOf(request: IncomingMessage): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : value,
    ]),
  );
}

function answer(
  response: ServerResponse,
  { status, headers, body }: ApiResponse,
  more: Readonly<Record<string, string>> = {},
): void {
  const text = textOf(body);
  const type = body === undefined ? {} : { "content-type": "application/json; charset=utf-8" };
  response.writeHead(status, { ...type, ...more, ...headers, "content-length": Buffer.byteLength(text) });
  response.end(text);
}

/** A body is JSON, unless it is a page. */
function textOf(body: unknown): string {
  if (typeof body === "string") return body;
  return body === undefined ? "" : JSON.stringify(body);
}

function newRequestId(): string {
  const hex = randomBytes(16).toString("hex").toUpperCase();
  return [hex.slice(0, 4), hex.slice(4, 8), hex.slice(8, 15), hex.slice(15, 22), hex.slice(22, 30)].join(":");
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
