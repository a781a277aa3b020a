import { appRoute } from "../access/app-routes.ts";
import { authenticate } from "../access/authenticate.ts";
import type { Actor, ApiRequest, ApiResponse } from "../contract.ts";
import type { GraphqlRequest } from "../github/api.ts";
import type { LimitAsk } from "../limits/limits.ts";
import { primaryRefusal, secondaryRefusal } from "../limits/refusal.ts";
import { deliveryRoute } from "../webhooks/delivery-routes.ts";
import { restError } from "./answer.ts";
import { subjectOf, underFault } from "./api-faults.ts";
import { accountName, nameOf, type ApiCall, type ApiOutcome, type ApiParts } from "./call.ts";
import { describeGraphql, describeRest, type RequestAbout } from "./describe-request.ts";
import { lagOf } from "./lagging.ts";
import { limitHeaders } from "./limit-headers.ts";
import { metaRoute } from "./meta-routes.ts";

/** What the HTTP front hands over: parsed, not yet judged. */
export type IncomingCall = Omit<ApiRequest, "actor"> & {
  readonly requestId: string;
  readonly signal: AbortSignal;
};

/** GitHub's API: who asks, whether limits allow it, what faults make of it, and the world's answer. */
export function createApi(parts: ApiParts): (incoming: IncomingCall) => Promise<ApiResponse | null> {
  return async ({ requestId, signal, ...asked }) => {
    const principal = authenticate(asked.headers["authorization"], parts);
    const graphql = asked.path === "/graphql";
    const about = graphql ? describeGraphql(asked.body) : describeRest(asked.method, asked.path);
    const request = { ...asked, actor: principal.kind === "actor" ? principal.actor : null };
    const call: ApiCall = { request, graphql, principal, about, requestId, signal };
    const at = new Date(parts.now()).toISOString();
    const { response, limited } = await admitted(call, parts);
    const status = response?.status ?? null;
    parts.requests.add({
      at,
      actor: nameOf(call, parts),
      kind: about.kind,
      operation: about.label,
      status,
      limited,
    });
    return response;
  };
}

/** Limits first, then faults, then the world. */
async function admitted(call: ApiCall, parts: ApiParts): Promise<ApiOutcome> {
  const { principal, about } = call;
  if (principal.kind === "refused") return { response: principal.response, limited: false };
  if (principal.kind === "nobody" && call.graphql) return { response: needsAuthentication, limited: false };
  if (principal.kind !== "actor")
    return underFault(call, parts, () => ({ response: route(call, parts), cost: 0 }));

  const { actor } = principal;
  const ask = askOf(actor, about);
  const verdict = parts.limits.admit(ask);
  if (verdict.kind === "admitted") {
    let cost = 1;
    const outcome = await underFault(call, parts, () => {
      const served = call.graphql ? graphql(call, parts) : { response: route(call, parts), cost: 1 };
      cost = served.cost;
      return served;
    });
    parts.limits.done(ask, cost);
    return { ...outcome, response: withLimits(outcome.response, limitHeaders(ask, parts.limits)) };
  }
  const about403 = { resource: about.resource, requestId: call.requestId };
  const response =
    verdict.kind === "primary"
      ? primaryRefusal({ ...about403, subject: holderOf(actor) })
      : secondaryRefusal({ ...about403, because: verdict.because, retryAfter: verdict.retryAfter });
  return { response: withLimits(response, limitHeaders(ask, parts.limits)), limited: true };
}

const needsAuthentication: ApiResponse = restError(
  401,
  "This endpoint requires you to be authenticated.",
  "https://docs.github.com/graphql/guides/forming-calls-with-graphql#authenticating-with-graphql",
);

function graphql(call: ApiCall, parts: ApiParts): { readonly response: ApiResponse; readonly cost: number } {
  const { request } = call;
  const asked = readGraphql(request.body);
  if (request.method !== "POST" || asked === null)
    return { response: restError(400, "A query attribute must be specified and must be a string."), cost: 1 };
  const { status, body, cost } = parts.world.graphql(
    request.actor,
    asked,
    lagOf(subjectOf(call, parts), parts),
  );
  return { response: { status, body }, cost };
}

function readGraphql(body: unknown): GraphqlRequest | null {
  if (typeof body !== "object" || body === null) return null;
  const { query, variables, operationName }: Readonly<Record<string, unknown>> = { ...body };
  if (typeof query !== "string") return null;
  return {
    query,
    variables: typeof variables === "object" && variables !== null ? { ...variables } : null,
    operationName: typeof operationName === "string" ? operationName : null,
  };
}

function route(call: ApiCall, parts: ApiParts): ApiResponse {
  const { request, principal } = call;
  const forApp =
    request.path === "/app" || request.path.startsWith("/app/") || request.path.endsWith("/installation");
  if (forApp && principal.kind !== "app") return restError(401, "A JSON web token could not be decoded");
  const answer =
    principal.kind === "app"
      ? (deliveryRoute(request, parts) ?? appRoute(request, parts))
      : (metaRoute(request, parts) ?? parts.world.rest(request, lagOf(subjectOf(call, parts), parts)));
  return answer ?? restError(404, "Not Found");
}

function askOf(actor: Actor, about: RequestAbout): LimitAsk {
  return {
    actor: accountName(actor),
    secondary: actor.installation !== null,
    resource: about.resource,
    points: about.points,
    contents: about.contents,
  };
}

function holderOf(actor: Actor): string {
  return actor.installation === null
    ? `user ${actor.login}`
    : `installation ID ${String(actor.installation)}`;
}

function withLimits(
  response: ApiResponse | null,
  headers: Readonly<Record<string, string>>,
): ApiResponse | null {
  return response === null ? null : { ...response, headers: { ...headers, ...response.headers } };
}
