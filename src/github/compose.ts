import type { TadaDocumentNode } from "gql.tada";
import {
  Kind,
  OperationTypeNode,
  visit,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
} from "graphql";
import type { Acted } from "../keeper/github.ts";

/** One mutation with its values, and how to read what it answers. */
export interface Part {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What GitHub made of it, or null when the answer lacks what would tell. */
  readonly read: (payload: unknown) => Acted | null;
}

/** One document of several mutations. */
export interface Composed {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A part whose values and answer are typed by its document. */
export function part<Result, Variables extends Record<string, unknown>>(
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
  read: (result: Result) => Acted | null,
): Part {
  const field = rootField(operationOf(document)).name.value;
  return { document, variables, read: (payload) => read({ [field]: payload } as Result) };
}

/** The alias under which the answer to the part at `index` comes back. */
export function alias(index: number): string {
  return `e${index}`;
}

/** One mutation document out of many. Values travel as variables only; GitHub carries the parts out in order. */
export function compose(parts: readonly Part[]): Composed {
  const operations = parts.map(({ document }, index) => renamed(operationOf(document), alias(index)));
  const definition: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.MUTATION,
    name: { kind: Kind.NAME, value: "Act" },
    variableDefinitions: operations.flatMap(({ variableDefinitions }) => variableDefinitions ?? []),
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: operations.map((operation, index) => ({
        ...rootField(operation),
        alias: { kind: Kind.NAME, value: alias(index) },
      })),
    },
  };
  const variables = parts.flatMap((one, index) =>
    Object.entries(one.variables).map(([name, value]) => [`${alias(index)}_${name}`, value] as const),
  );
  return {
    document: { kind: Kind.DOCUMENT, definitions: [definition] },
    variables: Object.fromEntries(variables),
  };
}

/** The same operation with its variables named apart from everybody else's. */
function renamed(operation: OperationDefinitionNode, prefix: string): OperationDefinitionNode {
  return visit(operation, {
    Variable: (node) => ({ ...node, name: { ...node.name, value: `${prefix}_${node.name.value}` } }),
  });
}

function operationOf(document: DocumentNode): OperationDefinitionNode {
  const [definition] = document.definitions;
  if (definition?.kind === Kind.OPERATION_DEFINITION && document.definitions.length === 1) return definition;
  throw new TypeError("a part is one operation without fragments");
}

function rootField(operation: OperationDefinitionNode): FieldNode {
  const [field] = operation.selectionSet.selections;
  if (field?.kind === Kind.FIELD && operation.selectionSet.selections.length === 1) return field;
  throw new TypeError("a part has one field");
}
