import {
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isCompositeType,
  isObjectType,
  isUnionType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

import { Refusal } from "../model/refusal.ts";

const MOST_PER_PAGE = 100;
const MOST_NODES = 500_000;

/** A document after parsing, with its variables. */
export interface Document {
  readonly schema: GraphQLSchema;
  readonly root: GraphQLCompositeType;
  readonly selections: SelectionSetNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface Cost {
  readonly points: number;
  readonly nodes: number;
}

/** A refusal that knows the field it is about. */
export class PageRefusal extends Refusal {
  readonly field: FieldNode;

  constructor(
    type: "EXCESSIVE_PAGINATION" | "MISSING_PAGINATION_BOUNDARIES",
    message: string,
    field: FieldNode,
  ) {
    super(type, message);
    this.field = field;
  }
}

/**
 * GitHub's price of a document, known before it runs: one request for every connection of every parent,
 * a hundred of them a point; and as many nodes as all pages could hold. Throws when a page is not bounded.
 */
export function priceOf(document: Document): Cost {
  const sum = { requests: 0, nodes: 0 };
  walk({ document, sum, type: document.root, parents: 1 }, document.selections);
  if (sum.nodes > MOST_NODES) {
    const asked = sum.nodes.toLocaleString("en");
    const most = MOST_NODES.toLocaleString("en");
    throw new Refusal(
      "MAX_NODE_LIMIT_EXCEEDED",
      `This query requests up to ${asked} possible nodes which exceeds the maximum limit of ${most}.`,
    );
  }
  return { points: Math.max(1, Math.round(sum.requests / 100)), nodes: sum.nodes };
}

interface Walk {
  readonly document: Document;
  readonly sum: { requests: number; nodes: number };
  readonly type: GraphQLCompositeType;
  readonly parents: number;
}

function walk(at: Walk, selections: SelectionSetNode): void {
  for (const selection of selections.selections) {
    if (included(selection, at.document.variables)) visit(at, selection);
  }
}

function visit(at: Walk, selection: SelectionNode): void {
  if (selection.kind === Kind.FIELD) {
    visitField(at, selection);
    return;
  }
  const fragment =
    selection.kind === Kind.INLINE_FRAGMENT ? selection : at.document.fragments.get(selection.name.value);
  if (fragment === undefined) return;
  const type = typeNamed(at.document.schema, fragment.typeCondition?.name.value) ?? at.type;
  walk({ ...at, type }, fragment.selectionSet);
}

function typeNamed(schema: GraphQLSchema, name: string | undefined): GraphQLCompositeType | null {
  const type = name === undefined ? undefined : schema.getType(name);
  return isCompositeType(type) ? type : null;
}

function visitField(at: Walk, node: FieldNode): void {
  if (isUnionType(at.type) || node.selectionSet === undefined) return;
  const field = at.type.getFields()[node.name.value];
  if (field === undefined) return;
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return;
  const children = at.parents * childrenOf(at, field, node);
  walk({ ...at, type, parents: children }, node.selectionSet);
}

function childrenOf(at: Walk, field: GraphQLField<unknown, unknown>, node: FieldNode): number {
  if (isPaged(field)) {
    const size = pageSize(argumentsOf(at, field, node), node);
    at.sum.requests += at.parents;
    at.sum.nodes += at.parents * size;
    return size;
  }
  if (field.name !== "nodes") return 1;
  const { ids } = argumentsOf(at, field, node);
  return Array.isArray(ids) ? ids.length : 1;
}

function isPaged(field: GraphQLField<unknown, unknown>): boolean {
  const type = getNamedType(field.type);
  return (
    isObjectType(type) && type.name.endsWith("Connection") && field.args.some(({ name }) => name === "first")
  );
}

function argumentsOf(
  { document }: Walk,
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
): Readonly<Record<string, unknown>> {
  return getArgumentValues(field, node, document.variables);
}

function pageSize(args: Readonly<Record<string, unknown>>, node: FieldNode): number {
  const name = node.name.value;
  const { first, last } = args;
  if (typeof first !== "number" && typeof last !== "number") {
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`;
    throw new PageRefusal("MISSING_PAGINATION_BOUNDARIES", message, node);
  }
  checkBound(node, "first", first);
  checkBound(node, "last", last);
  return Math.min(...[first, last].filter((bound) => typeof bound === "number"));
}

function checkBound(node: FieldNode, bound: "first" | "last", size: unknown): void {
  if (typeof size !== "number" || (size >= 0 && size <= MOST_PER_PAGE)) return;
  const connection = `the \`${node.name.value}\` connection`;
  const message =
    size < 0
      ? `\`${bound}\` on ${connection} cannot be less than zero.`
      : `Requesting ${size} records on ${connection} exceeds the \`${bound}\` limit of ${MOST_PER_PAGE} records.`;
  throw new PageRefusal("EXCESSIVE_PAGINATION", message, node);
}

function included(selection: SelectionNode, variables: Readonly<Record<string, unknown>>): boolean {
  if ((selection.directives ?? []).length === 0) return true;
  const skip = getDirectiveValues(GraphQLSkipDirective, selection, variables);
  const include = getDirectiveValues(GraphQLIncludeDirective, selection, variables);
  return skip?.["if"] !== true && include?.["if"] !== false;
}
