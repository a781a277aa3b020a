import { randomUUID } from "node:crypto";
import type { ApiResponse } from "../../../../src/sandbox/contract.ts";
import type { IncomingCall } from "../../../../src/sandbox/http/api.ts";

/** The API as its HTTP front calls it; null: the connection is cut. */
type Api = (call: IncomingCall) => Promise<ApiResponse | null>;

/**
 * `fetch` straight into the small GitHub, without a socket: what is sent and answered is text and headers as on the
 * line, and a cut connection fails as undici's does.
 */
export function wireTo(api: Api): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const answer = await api(callOf(url, init));
    if (answer === null) throw new TypeError("fetch failed", { cause: cut });
    const said = answer.body === undefined || answer.status === 204 ? null : JSON.stringify(answer.body);
    const headers = { "content-type": "application/json; charset=utf-8", ...answer.headers };
    const response = new Response(said, { status: answer.status, headers });
    return Object.defineProperty(response, "url", { value: url.href });
  };
}

function callOf(url: URL, { method = "GET", headers, body, signal }: RequestInit): IncomingCall {
  return {
    ...{ method, path: url.pathname.replace(/^\/api(\/v3)?(?=\/)/, ""), query: url.searchParams },
    ...{ headers: Object.fromEntries(new Headers(headers)), requestId: randomUUID() },
    body: typeof body === "string" ? (JSON.parse(body) as unknown) : undefined,
    signal: signal ?? new AbortController().signal,
  };
}

/** What a cut connection fails with. */
export const cut = Object.assign(new Error("other side closed"), {
  name: "SocketError",
  code: "UND_ERR_SOCKET",
});
