import type { GraphQLFieldResolver, GraphQLTypeResolver } from "graphql";

import { Refusal } from "../model/refusal.ts";
import { MUTATION_TYPES } from "./mutations/all.ts";
import { ACCOUNT_TYPES } from "./objects/accounts.ts";
import { BUILT_IN_VALUE_TYPES } from "./objects/built-in-value.ts";
import { ISSUE_TYPES } from "./objects/issue.ts";
import { ITEM_TYPES } from "./objects/item.ts";
import { PROJECT_TYPES } from "./objects/project.ts";
import { QUERY_TYPES } from "./objects/query.ts";
import { REACTION_TYPES } from "./objects/reactions.ts";
import { REPOSITORY_TYPES } from "./objects/repository.ts";
import { EVENT_TYPES, TIMELINE_TYPES } from "./objects/timeline.ts";
import type { Args, Asked, Asking, ServedType } from "./served.ts";
import { visibleFact } from "./visible-fact.ts";

/** Everything of GitHub's schema that is served here. */
export const SERVED: readonly ServedType[] = [
  ...QUERY_TYPES,
  ...ACCOUNT_TYPES,
  ...REPOSITORY_TYPES,
  ...ISSUE_TYPES,
  ...REACTION_TYPES,
  ...TIMELINE_TYPES,
  ...PROJECT_TYPES,
  ...ITEM_TYPES,
  ...BUILT_IN_VALUE_TYPES,
  ...MUTATION_TYPES,
];

type Look = (source: unknown, asked: Asked) => unknown;

/** The one cast of this folder: a type's resolvers only ever get that type's records, because `typeOf` says so. */
const TABLE = new Map(
  SERVED.flatMap(({ type, fields }) => {
    return Object.entries(fields).map(([name, resolve]) => [`${type}.${name}`, resolve as Look] as const);
  }),
);

const EVENTS: ReadonlySet<string> = new Set(EVENT_TYPES);

/** Types whose values are made for one answer only: pages, edges, payloads, summaries. */
const MADE = /(?:Connection|Edge|Payload|Summary)$|^(?:PageInfo|RateLimit)$/u;

/** Finds the resolver of a field, or says clearly that this GitHub has none. */
export const resolveField: GraphQLFieldResolver<unknown, Asking, Args> = (
  ...[source, args, viewer, info]
) => {
  const type = info.parentType.name;
  const look = TABLE.get(`${type}.${info.fieldName}`);
  if (look !== undefined) return look(source, { viewer, args });
  if (EVENTS.has(type)) return visibleFact(viewer, source, info.fieldName);
  if (MADE.test(type) && isRecord(source) && info.fieldName in source) return source[info.fieldName];
  throw new Refusal("NOT_SERVED", `This sandbox does not serve ${type}.${info.fieldName}`);
};

/** Records carry GitHub's name of their type. */
export const resolveType: GraphQLTypeResolver<unknown, Asking> = (source) => {
  return isRecord(source) && typeof source["type"] === "string" ? source["type"] : undefined;
};

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
