/** A copy of a payload without what stands at the paths, such as `changes.field_value.from`. */
export function strip(
  payload: Readonly<Record<string, unknown>>,
  paths: readonly string[],
): Readonly<Record<string, unknown>> {
  return paths.reduce<Readonly<Record<string, unknown>>>(
    (left, path) => without(left, path.split(".")),
    payload,
  );
}

function without(
  value: Readonly<Record<string, unknown>>,
  [first = "", ...rest]: readonly string[],
): Readonly<Record<string, unknown>> {
  const { [first]: gone, ...others } = value;
  if (rest.length === 0 || typeof gone !== "object" || gone === null) return others;
  return { ...others, [first]: without({ ...gone }, rest) };
}
