import { GraphQLError, Kind, OperationTypeNode, parse, type OperationDefinitionNode } from "graphql";
import type { Resource } from "../limits/limits.ts";
import type { RequestKind } from "./request-log.ts";

/** What a request is about, without carrying it out. */
export interface RequestAbout {
  readonly kind: RequestKind;
  readonly resource: Resource;
  /** How the request log calls it. */
  readonly label: string;
  /** Every name a fault may match. */
  readonly operations: readonly string[];
  /** Points of the secondary limit. */
  readonly points: number;
  /** Comments, issues and the like that it creates. */
  readonly contents: number;
}

const creating = new Set([
  "addComment",
  "createIssue",
  "addProjectV2DraftIssue",
  "createProjectV2StatusUpdate",
  "addDiscussionComment",
  "createDiscussion",
]);
const creatingRoute = /^POST \/repos\/[^/]+\/[^/]+\/issues(\/\d+\/comments)?$/;

/** Describes a GraphQL request by its document. */
export function describeGraphql(body: unknown): RequestAbout {
  const operation = operationOf(body);
  const base = { resource: "graphql" } as const;
  if (operation === null)
    return { ...base, kind: "unreadable", label: "unreadable", operations: [], points: 1, contents: 0 };
  const fields = operation.selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD ? [selection.name.value] : [],
  );
  const name = operation.name?.value;
  const kind = operation.operation === OperationTypeNode.MUTATION ? "mutation" : "query";
  return {
    ...base,
    kind,
    label: name ?? fields.join(" + "),
    operations: name === undefined ? fields : [name, ...fields],
    points: kind === "mutation" ? 5 : 1,
    contents: kind === "mutation" ? fields.filter((field) => creating.has(field)).length : 0,
  };
}

/** Describes a REST request by method and path. */
export function describeRest(method: string, path: string): RequestAbout {
  const label = `${method} ${path}`;
  const reading = method === "GET" || method === "HEAD";
  return {
    kind: restKind(path, reading),
    resource: "core",
    label,
    operations: [label],
    points: reading ? 1 : 5,
    contents: creatingRoute.test(label) ? 1 : 0,
  };
}

function restKind(path: string, reading: boolean): RequestKind {
  if (path.endsWith("/access_tokens")) return "token";
  if (path === "/app" || path.startsWith("/app/")) return "app";
  return reading ? "read" : "write";
}

function operationOf(body: unknown): OperationDefinitionNode | null {
  if (typeof body !== "object" || body === null || !("query" in body)) return null;
  const wanted = "operationName" in body ? body.operationName : null;
  if (typeof body.query !== "string") return null;
  const operations = operationsOf(body.query);
  return (
    operations.find(({ name }) => typeof wanted === "string" && name?.value === wanted) ??
    operations[0] ??
    null
  );
}

/** Documents that were read before: clients send the same few again and again. */
const seen = new Map<string, readonly OperationDefinitionNode[]>();
const MOST_SEEN = 500;

function operationsOf(query: string): readonly OperationDefinitionNode[] {
  const known = seen.get(query);
  if (known !== undefined) return known;
  const operations = readAnew(query);
  if (seen.size >= MOST_SEEN) seen.clear();
  seen.set(query, operations);
  return operations;
}

function readAnew(query: string): readonly OperationDefinitionNode[] {
  try {
    return parse(query, { maxTokens: 20_000 }).definitions.filter(
      (definition) => definition.kind === Kind.OPERATION_DEFINITION,
    );
  } catch (error) {
    if (error instanceof GraphQLError) return [];
    throw error;
  }
}
