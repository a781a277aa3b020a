import type { z } from "zod";

import type { ApiRequest, ApiResponse } from "../../contract.ts";
import { Refusal } from "../model/refusal.ts";
import type { Acting, Viewer } from "../model/rights.ts";

/** A request that met its route. */
export interface Call {
  readonly viewer: Viewer;
  readonly request: ApiRequest;
  /** Values of the route's `{names}`, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** `METHOD /route/{pattern}`, as the journal names it. */
  readonly operation: string;
}

export interface Route {
  readonly method: string;
  readonly pattern: string;
  readonly answer: (call: Call) => ApiResponse;
}

/** A route, written as GitHub's documentation writes it: `GET /repos/{owner}/{repo}`. */
export function route(line: string, answer: Route["answer"]): Route {
  const [method = "", pattern = ""] = line.split(" ");
  return { method, pattern, answer };
}

/** Nobody writes without a token. */
export function acting({ viewer, operation }: Call): Acting {
  const { account } = viewer;
  if (account === null) throw new Refusal("UNAUTHENTICATED", "Requires authentication");
  return { ...viewer, account, operation };
}

/** The value of a route's `{name}`. */
export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`the route has no {${name}}`);
  return value;
}

/** The request's body, as far as it is served here. */
export function bodyOf<Schema extends z.ZodType>(call: Call, schema: Schema): z.infer<Schema> {
  const body = schema.safeParse(call.request.body ?? {});
  if (body.success) return body.data;
  const [issue] = body.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? "body" : issue.path.join(".");
  throw new Refusal("UNPROCESSABLE", `Invalid request.\n\n"${where}": ${issue?.message ?? "is not valid"}`);
}

/** 200 with a body. */
export function ok(body: unknown): ApiResponse {
  return { status: 200, body };
}

/** 201 with a body. */
export function created(body: unknown): ApiResponse {
  return { status: 201, body };
}

/** 204. */
export const NO_CONTENT: ApiResponse = { status: 204, body: undefined };

/** GitHub's 404. */
export function notFound(): Refusal {
  return new Refusal("NOT_FOUND", "Not Found");
}
