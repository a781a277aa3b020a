import type { ApiResponse } from "../contract.ts";

const WORDS = "Something went wrong while executing your query.";

/** A GraphQL answer with holes: null at each path (`repository.issue`, `nodes.0`), and an error that names it. */
export function inPart(response: ApiResponse, paths: readonly string[]): ApiResponse {
  const { body } = response;
  if (typeof body !== "object" || body === null || !("data" in body)) return response;
  const steps = paths.map((path) => path.split("."));
  const errors = steps.map((path) => ({
    path: path.map((step) => (/^\d+$/u.test(step) ? Number(step) : step)),
    message: WORDS,
  }));
  return { ...response, body: { ...body, data: steps.reduce(without, body.data), errors } };
}

function without(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return null;
  if (Array.isArray(value))
    return value.map((each: unknown, index) => (String(index) === step ? without(each, rest) : each));
  if (typeof value !== "object" || value === null || !(step in value)) return value;
  return { ...value, [step]: without(Reflect.get(value, step), rest) };
}
