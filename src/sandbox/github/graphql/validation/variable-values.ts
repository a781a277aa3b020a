import {
  GraphQLError,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  typeFromAST,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLLeafType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from "graphql";

interface Problem {
  readonly path: readonly (string | number)[];
  readonly explanation: string;
}

/** Variables whose values are missing or do not fit. A value that no variable takes is nobody's concern. */
export function misfitVariableValues(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): readonly GraphQLError[] {
  return (operation.variableDefinitions ?? []).flatMap((definition) => {
    const type = typeFromAST(schema, definition.type);
    const value = given[definition.variable.name.value];
    const defaulted = value === undefined && definition.defaultValue !== undefined;
    if (!isInputType(type) || defaulted) return [];
    const problems = problemsOf(value, type, []);
    return problems.length === 0 ? [] : [misfit(definition, value, problems)];
  });
}

function misfit(
  definition: VariableDefinitionNode,
  value: unknown,
  problems: readonly Problem[],
): GraphQLError {
  const { start = 0, end = 0 } = definition.type.loc ?? {};
  const type = definition.loc?.source.body.slice(start, end) ?? "";
  const inside = problems
    .filter(({ path }) => path.length > 0)
    .map(({ path, explanation }) => `${path.join(".")} (${explanation})`);
  const where = inside.length === 0 ? "" : ` for ${inside.join(", ")}`;
  return new GraphQLError(
    `Variable $${definition.variable.name.value} of type ${type} was provided invalid value${where}`,
    { nodes: definition, extensions: { value: value ?? null, problems } },
  );
}

function problemsOf(value: unknown, type: GraphQLInputType, path: Problem["path"]): readonly Problem[] {
  if (value === null || value === undefined) {
    return isNonNullType(type) ? [{ path, explanation: "Expected value to not be null" }] : [];
  }
  if (isNonNullType(type)) return problemsOf(value, type.ofType, path);
  if (isListType(type)) {
    if (!Array.isArray(value)) return problemsOf(value, type.ofType, path);
    return value.flatMap((each: unknown, index) => problemsOf(each, type.ofType, [...path, index]));
  }
  if (isInputObjectType(type)) return fieldProblems(value, type, path);
  const explanation = leafProblem(value, type);
  return explanation === null ? [] : [{ path, explanation }];
}

function fieldProblems(
  value: unknown,
  type: GraphQLInputObjectType,
  path: Problem["path"],
): readonly Problem[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [{ path, explanation: `Expected ${JSON.stringify(value)} to be a key-value object.` }];
  }
  const given: Readonly<Record<string, unknown>> = { ...value };
  const known = type.getFields();
  const unknown = Object.keys(given).filter((name) => known[name] === undefined);
  return [
    ...unknown.map((name) => ({
      path: [...path, name],
      explanation: `Field is not defined on ${type.name}`,
    })),
    ...Object.values(known).flatMap((field) =>
      given[field.name] !== undefined || isRequiredInputField(field)
        ? problemsOf(given[field.name], field.type, [...path, field.name])
        : [],
    ),
  ];
}

function leafProblem(value: unknown, type: GraphQLLeafType): string | null {
  try {
    if (type.parseValue(value) !== undefined) return null;
  } catch {
    // What does not parse does not fit.
  }
  if (!isEnumType(type)) return `Could not coerce value ${JSON.stringify(value)} to ${type.name}`;
  const names = type.getValues().map(({ name }) => name);
  return `Expected ${JSON.stringify(value)} to be one of: ${names.join(", ")}`;
}
