/** GitHub's kinds of "no", as GraphQL names them. */
export type RefusalType =
  | "NOT_FOUND"
  | "GONE"
  | "FORBIDDEN"
  | "UNPROCESSABLE"
  | "INSUFFICIENT_SCOPES"
  | "EXCESSIVE_PAGINATION"
  | "MISSING_PAGINATION_BOUNDARIES"
  | "MAX_NODE_LIMIT_EXCEEDED"
  | "CONFLICT"
  | "UNAUTHENTICATED"
  | "NOT_SERVED";

/** A request that GitHub refuses. GraphQL and REST each put it into their own words and status. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly type: RefusalType;

  constructor(type: RefusalType, message: string) {
    super(message);
    this.type = type;
  }
}

/** What was asked for is elsewhere: REST redirects there. */
export class Moved extends Error {
  override readonly name = "Moved";
  /** Path below the API. */
  readonly to: string;

  constructor(to: string) {
    super(`moved to ${to}`);
    this.to = to;
  }
}

/** What an integration reads when its permissions do not suffice. */
export function notForIntegrations(): Refusal {
  return new Refusal("FORBIDDEN", "Resource not accessible by integration");
}

/** A node id that names nothing the viewer may see. */
export function noSuchNode(id: string, type?: string): Refusal {
  const what = type === undefined ? "a node" : `${type} node`;
  return new Refusal("NOT_FOUND", `Could not resolve to ${what} with the global id of '${id}'`);
}
