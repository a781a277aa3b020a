/** What a mutation document wants done, one text an effect: each part of a composed document has its input in a variable. */
export function effectsIn(body: unknown): readonly string[] {
  const { variables = {} } = (body ?? {}) as { readonly variables?: Readonly<Record<string, unknown>> };
  return Object.entries(variables).flatMap(([name, value]) =>
    name.endsWith("_input") ? [JSON.stringify(value)] : [],
  );
}
