import type { GraphQLError } from "graphql";

import { PageRefusal } from "./cost.ts";
import { Refusal } from "../model/refusal.ts";

/** An error as GitHub's GraphQL API writes it: `type` beside the message, not inside extensions. */
export interface WrittenError {
  readonly type?: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly message: string;
}

/** Puts graphql-js's error into GitHub's form. */
export function writeError(error: GraphQLError): WrittenError {
  const cause = error.originalError;
  return {
    ...(cause instanceof Refusal ? { type: cause.type } : {}),
    ...(error.path === undefined ? {} : { path: error.path }),
    ...(Object.keys(error.extensions).length === 0 ? {} : { extensions: error.extensions }),
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    message: error.message,
  };
}

/** A refusal that came before anything ran. */
export function writeRefusal(refusal: Refusal): WrittenError {
  const start = refusal instanceof PageRefusal ? refusal.field.loc?.startToken : undefined;
  const locations = start === undefined ? {} : { locations: [{ line: start.line, column: start.column }] };
  const path = refusal instanceof PageRefusal ? { path: [refusal.field.name.value] } : {};
  return { type: refusal.type, ...path, ...locations, message: refusal.message };
}
