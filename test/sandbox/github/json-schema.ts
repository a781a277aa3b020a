type Schema = Readonly<Record<string, unknown>>;

/** Checks a value against the part of JSON Schema that GitHub's published webhook schemas use. */
export interface Checker {
  /** What is wrong, as `path: problem`; nothing is wrong: empty. */
  check(schema: string, value: unknown): readonly string[];
}

/** `schemas` are the `components.schemas` of an OpenAPI document. */
export function aChecker(schemas: Schema): Checker {
  return { check: (name, value) => problems(schemas, schemas[name], { value, path: name }) };
}

interface Place {
  readonly value: unknown;
  readonly path: string;
}

function problems(schemas: Schema, schema: unknown, at: Place): readonly string[] {
  if (!isRecord(schema)) return [`${at.path}: no schema`];
  const { $ref } = schema;
  if (typeof $ref === "string") return problems(schemas, schemas[$ref.split("/").at(-1) ?? ""], at);
  return [
    ...typeProblems(schema, at),
    ...enumProblems(schema, at),
    ...choiceProblems(schemas, schema, at),
    ...listOf(schema["allOf"]).flatMap((part) => problems(schemas, part, at)),
    ...propertyProblems(schemas, schema, at),
    ...itemProblems(schemas, schema, at),
  ];
}

function typeProblems({ type, nullable }: Schema, { value, path }: Place): string[] {
  if (type === undefined || (nullable === true && value === null)) return [];
  const types = Array.isArray(type) ? type : [type];
  const is = typeOf(value);
  const fits = types.includes(is) || (is === "integer" && types.includes("number"));
  return fits ? [] : [`${path}: is ${is}, not ${types.join(" or ")}`];
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

function enumProblems(schema: Schema, { value, path }: Place): string[] {
  const words = listOf(schema["enum"]);
  return words.length === 0 || words.includes(value)
    ? []
    : [`${path}: ${JSON.stringify(value)} is not one of its words`];
}

function choiceProblems(schemas: Schema, schema: Schema, at: Place): string[] {
  const choices = [...listOf(schema["oneOf"]), ...listOf(schema["anyOf"])];
  if (choices.length === 0) return [];
  const all = choices.map((choice) => problems(schemas, choice, at));
  return all.some((found) => found.length === 0)
    ? []
    : [`${at.path}: fits none of ${choices.length} shapes (${String(all[0])})`];
}

function propertyProblems(schemas: Schema, schema: Schema, { value, path }: Place): string[] {
  if (!isRecord(value)) return [];
  const missing = listOf(schema["required"]).flatMap((name) => {
    return String(name) in value ? [] : [`${path}.${String(name)}: is missing`];
  });
  const properties = isRecord(schema["properties"]) ? schema["properties"] : {};
  const wrong = Object.entries(properties).flatMap(([name, part]) => {
    return value[name] === undefined
      ? []
      : problems(schemas, part, { value: value[name], path: `${path}.${name}` });
  });
  return [...missing, ...wrong];
}

function itemProblems(schemas: Schema, { items }: Schema, { value, path }: Place): string[] {
  if (items === undefined || !Array.isArray(value)) return [];
  return value.flatMap((each: unknown, index) =>
    problems(schemas, items, { value: each, path: `${path}.${index}` }),
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isRecord(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
