/** A copy of a payload with other values at paths such as `changes.field_value.to`; what is missing on the way is made. */
export function alter(
  payload: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.entries(values).reduce<Readonly<Record<string, unknown>>>(
    (altered, [path, value]) => put(altered, path.split("."), value),
    payload,
  );
}

function put(
  into: Readonly<Record<string, unknown>>,
  [first = "", ...rest]: readonly string[],
  value: unknown,
): Readonly<Record<string, unknown>> {
  if (rest.length === 0) return { ...into, [first]: value };
  const inner = into[first];
  const below = typeof inner === "object" && inner !== null ? { ...inner } : {};
  return { ...into, [first]: put(below, rest, value) };
}
