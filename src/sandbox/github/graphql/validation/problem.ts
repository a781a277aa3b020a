import { GraphQLError, Kind, type ASTNode } from "graphql";

/** The nodes and lists above a node, outermost first. */
export type Above = readonly (ASTNode | readonly ASTNode[])[];

/** What is above a node, of what graphql-js hands to a visitor: the nearest comes apart from the others. */
export function above(parent: Above[number] | undefined, ancestors: Above): Above {
  return parent === undefined ? ancestors : [...ancestors, parent];
}

interface About {
  readonly code: string;
  /** GitHub's further `extensions`. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly path: readonly string[];
}

/** A problem of a document in the form of graphql-ruby, which GitHub runs: path, code and facts beside the words. */
export function problem(node: ASTNode, message: string, { code, facts, path }: About): GraphQLError {
  return new GraphQLError(message, { nodes: node, path: [...path], extensions: { code, ...facts } });
}

/** Where a node stands: `["query Name", "node", "id"]`. */
export function pathTo(over: Above, node: ASTNode): readonly string[] {
  return [...over, node].flatMap((each) => ("kind" in each ? stepOf(each) : []));
}

function stepOf(node: ASTNode): readonly string[] {
  if (node.kind === Kind.OPERATION_DEFINITION) return [operationName(node)];
  if (node.kind === Kind.FRAGMENT_DEFINITION) return [`fragment ${node.name.value}`];
  if (node.kind === Kind.FRAGMENT_SPREAD) return [`... ${node.name.value}`];
  if (node.kind === Kind.FIELD) return [(node.alias ?? node.name).value];
  if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) return [node.name.value];
  if (node.kind !== Kind.INLINE_FRAGMENT) return [];
  return [node.typeCondition === undefined ? "..." : `... on ${node.typeCondition.name.value}`];
}

function operationName(node: Extract<ASTNode, { readonly kind: Kind.OPERATION_DEFINITION }>): string {
  return node.name === undefined ? node.operation : `${node.operation} ${node.name.value}`;
}
