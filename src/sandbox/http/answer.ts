import type { ApiResponse } from "../contract.ts";

const REST_DOCS = "https://docs.github.com/rest";

/** An error of the REST API as GitHub words it. */
export function restError(status: number, message: string, documentation = REST_DOCS): ApiResponse {
  return {
    status,
    body: { message, documentation_url: documentation, status: String(status) },
  };
}

/** GraphQL's way of failing: HTTP 200, or another status, with `errors`. */
export function graphqlError(type: string, message: string): ApiResponse {
  return { status: 200, body: { errors: [{ type, message }] } };
}

/** `https://host/path?…` in a `Link` header, as GitHub pages. */
export function linkHeader(links: readonly { readonly rel: string; readonly url: string }[]): string {
  return links.map(({ rel, url }) => `<${url}>; rel="${rel}"`).join(", ");
}
