import type { ApiResponse } from "../contract.ts";
import { graphqlError, restError } from "../http/answer.ts";
import type { Resource, SecondaryLimit } from "./limits.ts";

const SECONDARY_DOCS =
  "https://docs.github.com/free-pro-team@latest/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits";
const PRIMARY_DOCS = "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api";

/** A request turned away by the primary limit: REST 403, GraphQL 200 with an error. */
export function primaryRefusal(about: {
  readonly resource: Resource;
  readonly subject: string;
  readonly requestId: string;
}): ApiResponse {
  const message = `API rate limit exceeded for ${about.subject}.`;
  if (about.resource === "graphql") return graphqlError("RATE_LIMITED", message);
  return restError(
    403,
    `${message} If you reach out to GitHub Support for help, please include the request ID ${about.requestId}.`,
    PRIMARY_DOCS,
  );
}

/** A request turned away by a secondary limit. Null leaves `retry-after` out, as GitHub sometimes does. */
export function secondaryRefusal(about: {
  readonly because: SecondaryLimit;
  readonly retryAfter: number | null;
  readonly requestId: string;
}): ApiResponse {
  const content = about.because === "content-minute" || about.because === "content-hour";
  const message = content
    ? "You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later."
    : "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
  const refused = restError(
    403,
    `${message} If you reach out to GitHub Support for help, please include the request ID ${about.requestId}.`,
    SECONDARY_DOCS,
  );
  return about.retryAfter === null
    ? refused
    : { ...refused, headers: { "retry-after": String(about.retryAfter) } };
}
