import type { ApiRequest, ApiResponse } from "../../contract.ts";
import type { Moved, Refusal, RefusalType } from "../model/refusal.ts";

const STATUS: Readonly<Partial<Record<RefusalType, number>>> = {
  NOT_FOUND: 404,
  GONE: 410,
  FORBIDDEN: 403,
  UNAUTHENTICATED: 401,
  CONFLICT: 409,
  NOT_SERVED: 501,
};

/** A refusal in the form of GitHub's REST API. */
export function writeRefusal(refusal: Refusal): ApiResponse {
  const status = STATUS[refusal.type] ?? 422;
  const about = { documentation_url: "https://docs.github.com/rest", status: String(status) };
  if (status !== 422) return { status, body: { message: messageOf(refusal), ...about } };
  if (refusal.message.startsWith("Invalid request"))
    return { status, body: { message: refusal.message, ...about } };
  const errors = [{ resource: "Issue", code: "custom", message: refusal.message }];
  return { status, body: { message: "Validation Failed", errors, ...about } };
}

/** A redirection: reads are told for ever, writes are to be sent there as they are. */
export function writeMoved({ to }: Moved, { method, query }: ApiRequest, api: string): ApiResponse {
  const isRead = method === "GET" || method === "HEAD";
  const search = query.size === 0 ? "" : `?${query.toString()}`;
  const url = `${api}${to}${search}`;
  const message = isRead ? "Moved Permanently" : "Temporary Redirect";
  const status = isRead ? 301 : 307;
  const body = { message, url, documentation_url: REDIRECTS, status: String(status) };
  return { status, headers: { location: url }, body };
}

const REDIRECTS =
  "https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects";

/** GraphQL's sentence about mutations means nothing here. */
function messageOf(refusal: Refusal): string {
  if (refusal.type === "NOT_FOUND") return "Not Found";
  const rights =
    refusal.type === "FORBIDDEN" && refusal.message.includes("does not have the correct permissions");
  return rights ? "Must have the necessary rights to Repository." : refusal.message;
}
