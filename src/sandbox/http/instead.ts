import type { ApiResponse } from "../contract.ts";
import type { FaultOrder } from "../faults/fault.ts";
import { primaryRefusal, secondaryRefusal } from "../limits/refusal.ts";
import { graphqlError, restError } from "./answer.ts";
import type { ApiCall, ApiOutcome } from "./call.ts";

/** What a fault has GitHub answer without carrying anything out. Null: another kind of fault. */
export function insteadOf(fault: FaultOrder, call: ApiCall, now: number): ApiOutcome | null {
  const { kind } = fault;
  if (kind === "status") return { response: serverError(fault.status ?? 502), limited: false };
  if (kind === "timeout") return { response: tooLong(fault, call), limited: false };
  if (kind === "unauthorized") return { response: restError(401, "Bad credentials"), limited: false };
  if (kind === "graphql-error") return { response: failedQuery(fault, call), limited: false };
  if (kind === "secondary-limit") return { response: tooFast(fault, call), limited: true };
  return kind === "rate-limit" ? { response: spent(fault, call, now), limited: true } : null;
}

function failedQuery({ type, message }: FaultOrder, { requestId }: ApiCall): ApiResponse {
  const usual = `Something went wrong while executing your query. Please include \`${requestId}\` when reporting this issue.`;
  return graphqlError(type ?? "INTERNAL", message ?? usual);
}

/** After ten seconds: GitHub's own words with data null, or the page of the proxy before it. */
function tooLong({ html }: FaultOrder, { graphql, requestId }: ApiCall): ApiResponse {
  if (html === true) {
    const title = "502 Bad Gateway";
    const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
    return { status: 502, headers: { "content-type": "text/html" }, body };
  }
  if (!graphql) return serverError(502);
  const message = `Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug. Please include \`${requestId}\` when reporting this issue.`;
  return { status: 502, body: { data: null, errors: [{ message }] } };
}

/** GraphQL can say it with status 200. */
function tooFast(fault: FaultOrder, { requestId }: ApiCall): ApiResponse {
  const retryAfter = fault.retryAfter === undefined ? 60 : fault.retryAfter;
  const refused = secondaryRefusal({ because: "points", retryAfter, requestId });
  if (fault.status !== 200) return withStatus(refused, fault.status);
  const { body, ...rest } = refused;
  const { message = "" } = {
    ...(typeof body === "object" && body !== null && "message" in body ? body : {}),
  };
  return { ...rest, status: 200, body: { errors: [{ message }] } };
}

function spent(fault: FaultOrder, { about, graphql, requestId }: ApiCall, now: number): ApiResponse {
  const refused = primaryRefusal({ resource: about.resource, subject: "installation", requestId });
  const answered = graphql ? refused : withStatus(refused, fault.status);
  if (fault.retryAfter === null) return answered;
  const reset = Math.ceil(now / 1000) + (fault.retryAfter ?? 3600);
  return {
    ...answered,
    headers: { "x-ratelimit-remaining": "0", "x-ratelimit-used": "5000", "x-ratelimit-reset": String(reset) },
  };
}

/** The status stands in a REST error, too. */
function withStatus(response: ApiResponse, status: number | undefined): ApiResponse {
  if (status === undefined || typeof response.body !== "object") return response;
  return { ...response, status, body: { ...response.body, status: String(status) } };
}

/** A 5xx as GitHub writes it. */
export function serverError(status: number): ApiResponse {
  return {
    status,
    body: { message: status === 502 ? "Server Error" : "We couldn't respond to your request in time." },
  };
}
