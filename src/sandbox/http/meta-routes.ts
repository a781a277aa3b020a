import type { ApiRequest, ApiResponse } from "../contract.ts";
import type { Limits, Resource } from "../limits/limits.ts";
import { restError } from "./answer.ts";
import { accountName } from "./call.ts";
import { resetSecond } from "./limit-headers.ts";

/** `/rate_limit`, `/meta` and the root: what clients ask a server about itself. Null: something else. */
export function metaRoute(
  { method, path, actor }: ApiRequest,
  { limits, rest }: { readonly limits: Limits; readonly rest: () => string },
): ApiResponse | null {
  if (method !== "GET") return null;
  if (path === "/" || path === "")
    return {
      status: 200,
      body: { current_user_url: `${rest()}/user`, rate_limit_url: `${rest()}/rate_limit` },
    };
  if (path === "/meta")
    return { status: 200, body: { verifiable_password_authentication: false, installed_version: "3.18.0" } };
  if (path !== "/rate_limit") return null;
  if (actor === null) return restError(401, "Requires authentication");
  const state = (resource: Resource): Readonly<Record<string, unknown>> => {
    const primary = limits.primary(accountName(actor), resource);
    return {
      limit: primary.limit,
      remaining: primary.remaining,
      used: primary.used,
      reset: resetSecond(primary),
      resource,
    };
  };
  const core = state("core");
  const search = { ...core, limit: 30, remaining: 30, used: 0, resource: "search" };
  return { status: 200, body: { resources: { core, graphql: state("graphql"), search }, rate: core } };
}
