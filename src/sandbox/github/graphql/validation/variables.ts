import {
  getNamedType,
  GraphQLNonNull,
  isListType,
  isNonNullType,
  isTypeSubTypeOf,
  Kind,
  typeFromAST,
  type ArgumentNode,
  type ASTNode,
  type ASTVisitor,
  type GraphQLType,
  type ObjectFieldNode,
  type OperationDefinitionNode,
  type ValidationContext,
  type VariableDefinitionNode,
  type VariableNode,
} from "graphql";

import { above, pathTo, problem, type Above } from "./problem.ts";

/** Variables that are declared and not used, or used and not declared. */
export function unknownVariables(context: ValidationContext): ASTVisitor {
  const places = new Map<VariableNode, readonly string[]>();
  return {
    Variable(node, _key, parent, _path, ancestors) {
      places.set(node, pathTo(above(parent, ancestors), node));
    },
    Document: {
      leave({ definitions }) {
        const operations = definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
        for (const operation of operations) compare(context, operation, places);
      },
    },
  };
}

function compare(
  context: ValidationContext,
  operation: OperationDefinitionNode,
  places: ReadonlyMap<VariableNode, readonly string[]>,
): void {
  const by = operation.name?.value ?? `anonymous ${operation.operation}`;
  const declared = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  const used = context.getRecursiveVariableUsages(operation).map(({ node }) => node);
  const names = new Set(used.map(({ name }) => name.value));
  for (const variableName of declared.filter((name) => !names.has(name))) {
    const about = { code: "variableNotUsed", facts: { variableName }, path: pathTo([], operation) };
    context.reportError(
      problem(operation, `Variable $${variableName} is declared by ${by} but not used`, about),
    );
  }
  for (const node of used.filter(({ name }) => !declared.includes(name.value))) {
    const variableName = node.name.value;
    const about = { code: "variableNotDefined", facts: { variableName }, path: places.get(node) ?? [] };
    context.reportError(problem(node, `Variable $${variableName} is used by ${by} but not declared`, about));
  }
}

/** An argument that takes a variable. */
interface Taker {
  readonly node: ArgumentNode | ObjectFieldNode;
  readonly path: readonly string[];
}

/** Variables whose type does not fit the argument that takes them. */
export function misfitVariables(context: ValidationContext): ASTVisitor {
  const takers = new Map<ASTNode, Taker>();
  const take = (node: Taker["node"], over: Above): void => {
    takers.set(node.value, { node, path: pathTo(over, node) });
  };
  return {
    Argument(node, _key, parent, _path, ancestors) {
      take(node, above(parent, ancestors));
    },
    ObjectField(node, _key, parent, _path, ancestors) {
      take(node, above(parent, ancestors));
    },
    Document: {
      leave({ definitions }) {
        const operations = definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
        for (const operation of operations) checkUses(context, operation, takers);
      },
    },
  };
}

function checkUses(
  context: ValidationContext,
  operation: OperationDefinitionNode,
  takers: ReadonlyMap<ASTNode, Taker>,
): void {
  const declared = new Map(
    (operation.variableDefinitions ?? []).map((each) => [each.variable.name.value, each]),
  );
  for (const { node, type, defaultValue } of context.getRecursiveVariableUsages(operation)) {
    const definition = declared.get(node.name.value);
    const taker = takers.get(node);
    const own = definition === undefined ? undefined : typeOf(context, definition);
    if (taker === undefined || own === undefined || type == null) continue;
    const wanted = isNonNullType(type) && defaultValue !== undefined ? type.ofType : type;
    const errorMessage = misfit(context, own, wanted);
    if (errorMessage === null) continue;
    const [variableName, argumentName] = [node.name.value, taker.node.name.value];
    const types = `${String(own)} / ${String(type)}`;
    const facts = { variableName, typeName: String(own), argumentName, errorMessage };
    const words = `${errorMessage} on variable $${variableName} and argument ${argumentName} (${types})`;
    context.reportError(problem(taker.node, words, { code: "variableMismatch", facts, path: taker.path }));
  }
}

/** A default makes a variable's type non-null. */
function typeOf(
  context: ValidationContext,
  { type, defaultValue }: VariableDefinitionNode,
): GraphQLType | undefined {
  const declared = typeFromAST(context.getSchema(), type);
  const defaulted = defaultValue !== undefined && defaultValue.kind !== Kind.NULL;
  return declared !== undefined && defaulted && !isNonNullType(declared)
    ? new GraphQLNonNull(declared)
    : declared;
}

function misfit(context: ValidationContext, own: GraphQLType, wanted: GraphQLType): string | null {
  if (isTypeSubTypeOf(context.getSchema(), own, wanted)) return null;
  if (getNamedType(own) !== getNamedType(wanted)) return "Type mismatch";
  return depth(own) === depth(wanted) ? "Nullability mismatch" : "List dimension mismatch";
}

function depth(type: GraphQLType): number {
  if (isNonNullType(type)) return depth(type.ofType);
  return isListType(type) ? 1 + depth(type.ofType) : 0;
}
