import {
  execute,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
} from "graphql";

import type { GraphqlAnswer, GraphqlRequest, Lag, LimitState } from "../api.ts";
import { Refusal } from "../model/refusal.ts";
import type { Account } from "../model/records.ts";
import type { Viewer } from "../model/rights.ts";
import { priceOf, type Cost } from "./cost.ts";
import { writeError, writeRefusal, type WrittenError } from "./errors.ts";
import { resolveField, resolveType } from "./resolve.ts";
import { githubSchema } from "./schema.ts";
import type { Asking } from "./served.ts";
import { parseProblem } from "./validation/parse-problem.ts";
import { problemsOf } from "./validation/validate.ts";
import { misfitVariableValues } from "./validation/variable-values.ts";

type Read = { readonly document: DocumentNode } | { readonly problems: readonly GraphQLError[] };

/** Documents that were read before: clients send the same few again and again. */
const seen = new Map<string, Read>();
const MOST_SEEN = 500;

export interface Run {
  readonly viewer: Viewer;
  readonly limit: LimitState;
  readonly lag: Lag;
  /** Carries a mutation out. */
  readonly write: <Answer>(work: () => Answer) => Answer;
}

/** Answers a GraphQL request as GitHub does. Everything resolves at once: nothing here waits. */
export function run(asked: Run, request: GraphqlRequest): GraphqlAnswer {
  const { account } = asked.viewer;
  if (account === null) return unauthenticated();
  if (typeof request.query !== "string" || request.query.trim() === "") return noQuery();
  const read = readDocument(request.query);
  if ("problems" in read) return refused(read.problems.map(writeError));
  return answer({ ...asked, account }, read.document, request);
}

function answer(
  { viewer, account, limit, lag, write }: Run & { readonly account: Account },
  document: DocumentNode,
  request: GraphqlRequest,
): GraphqlAnswer {
  const { operationName = null, variables } = request;
  const operation = getOperationAST(document, operationName);
  if (operation == null) return refused([{ message: "An operation name is required" }]);
  const price = priced(document, operation, variables ?? {});
  if ("errors" in price) return refused(price.errors);
  const asking: Asking = { ...viewer, account, limit, lag, cost: price.points, nodes: price.nodes };
  const work = (): ReturnType<typeof execute> =>
    execute({
      schema: githubSchema(),
      document,
      operationName,
      variableValues: variables ?? null,
      contextValue: asking,
      fieldResolver: resolveField,
      typeResolver: resolveType,
    });
  const result = isMutation(operation) ? write(work) : work();
  if ("then" in result) throw new Error("a resolver returned a promise");
  return answered(result, price, operation);
}

function readDocument(query: string): Read {
  const known = seen.get(query);
  if (known !== undefined) return known;
  const read = readAnew(query);
  if (seen.size >= MOST_SEEN) seen.clear();
  seen.set(query, read);
  return read;
}

function readAnew(query: string): Read {
  try {
    const document = parse(query);
    const problems = problemsOf(githubSchema(), document);
    return problems.length === 0 ? { document } : { problems };
  } catch (error) {
    if (error instanceof GraphQLError) return { problems: [parseProblem(error, query)] };
    throw error;
  }
}

type Priced = Cost | { readonly errors: readonly WrittenError[] };

function priced(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): Priced {
  const schema = githubSchema();
  const misfits = misfitVariableValues(schema, operation, given);
  if (misfits.length > 0) return { errors: misfits.map(writeError) };
  const values = getVariableValues(schema, operation.variableDefinitions ?? [], given);
  if (values.errors !== undefined) return { errors: values.errors.map(writeError) };
  const root = schema.getRootType(operation.operation);
  if (root == null) return { errors: [{ message: `Schema is not configured for ${operation.operation}s` }] };
  try {
    const { selectionSet: selections } = operation;
    return priceOf({ schema, root, selections, fragments: fragmentsOf(document), variables: values.coerced });
  } catch (error) {
    if (error instanceof Refusal) return { errors: [writeRefusal(error)] };
    throw error;
  }
}

function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  return new Map(
    fragments.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  );
}

function isMutation({ operation }: OperationDefinitionNode): boolean {
  return operation === OperationTypeNode.MUTATION;
}

function answered(result: ExecutionResult, price: Cost, operation: OperationDefinitionNode): GraphqlAnswer {
  for (const { originalError } of result.errors ?? []) {
    if (originalError !== undefined && !(originalError instanceof Refusal)) throw originalError;
  }
  const errors = result.errors === undefined ? {} : { errors: result.errors.map(writeError) };
  const kind = isMutation(operation) ? "mutation" : "query";
  const body = { ...(result.data === undefined ? {} : { data: result.data }), ...errors };
  return { status: 200, body, cost: price.points, nodes: price.nodes, kind };
}

/** Nothing ran. GitHub says so with status 200 and without data. */
function refused(errors: readonly WrittenError[]): GraphqlAnswer {
  return { status: 200, body: { errors }, cost: 1, nodes: 0, kind: null };
}

function unauthenticated(): GraphqlAnswer {
  const message = "This endpoint requires you to be authenticated.";
  const documentation_url =
    "https://docs.github.com/graphql/guides/forming-calls-with-graphql#authenticating-with-graphql";
  return { status: 401, body: { message, documentation_url, status: "401" }, cost: 0, nodes: 0, kind: null };
}

function noQuery(): GraphqlAnswer {
  const errors = [{ message: "A query attribute must be specified and must be a string." }];
  return { status: 400, body: { errors }, cost: 0, nodes: 0, kind: null };
}
