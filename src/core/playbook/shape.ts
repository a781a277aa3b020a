import type { z } from "zod";
import { type Fault, type Path, quoted, suggestion } from "./problems.ts";
import { type PlaybookFile, PlaybookSchema } from "./schema.ts";

/** What a file's shape came to. `file` leaves out what is faulty; null when too little remains. */
export interface Shape {
  readonly file: PlaybookFile | null;
  readonly faults: readonly Fault[];
}

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
  record: "a map",
};

/** Reads plain values as a playbook file. With faults, the rest is read too, so that it can be checked as well. */
export function readShape(value: unknown): Shape {
  if (!isMap(value))
    return { file: null, faults: [{ path: [], message: "The file must be a map of keys." }] };
  const read = PlaybookSchema.safeParse(value);
  if (read.success) return { file: read.data, faults: [] };

  const faults = read.error.issues.flatMap((issue) => explain(issue, value));
  const pruned = faults.reduce<unknown>((rest, { path }) => without(rest, path), value);
  return { file: PlaybookSchema.safeParse(pruned).data ?? null, faults };
}

function explain(issue: z.core.$ZodIssue, file: unknown): readonly Fault[] {
  const path = issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
  if (issue.code === "unrecognized_keys") {
    const messages = issue.message.split("\n");
    return issue.keys.map((key, index) => ({
      path: [...path, key],
      message: messages[index] ?? issue.message,
    }));
  }
  return [{ path, message: describe(issue, valueAt(file, path)) }];
}

function describe(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === "invalid_type") {
    return issue.expected === "never" ? issue.message : expected([issue.expected], value);
  }
  if (issue.code === "invalid_union") return expected(issue.errors.flatMap(expectedTypes), value);
  if (issue.code === "too_small" || issue.code === "too_big") return outOfRange(issue);
  if (issue.code === "invalid_key") return issue.issues[0]?.message ?? issue.message;
  return describeValue(issue, value);
}

function describeValue(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === "invalid_value") {
    return `Expected ${oneOf(issue.values)}${near(value, issue.values)}, found ${found(value)}.`;
  }
  return `${issue.message} Found ${found(value)}.`;
}

function outOfRange(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  if (issue.code === "too_small" && issue.origin === "string") return issue.message;
  const bound = issue.code === "too_small" ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
  if (issue.origin === "string") return `The text may have ${bound} characters.`;
  if (issue.origin === "array") return `The list must have ${bound} entries.`;
  return `The number must be ${bound}.`;
}

function expectedTypes(issues: readonly z.core.$ZodIssue[]): readonly string[] {
  return issues.flatMap((issue) => (issue.code === "invalid_type" ? [issue.expected] : []));
}

function expected(types: readonly string[], value: unknown): string {
  if (value === undefined) return "This is missing.";
  const names = [...new Set(types.filter((type) => type !== "null").map((type) => KINDS[type] ?? type))];
  return `Expected ${names.join(" or ")}, found ${found(value)}.`;
}

function found(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return quoted(value);
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "a map";
}

function oneOf(values: readonly unknown[]): string {
  return values
    .map(String)
    .join(", ")
    .replace(/, ([^,]*)$/, " or $1");
}

function near(value: unknown, values: readonly unknown[]): string {
  return typeof value === "string" ? suggestion(value, values.map(String)) : "";
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((reached, step) => {
    if (Array.isArray(reached)) return reached[Number(step)] as unknown;
    return isMap(reached) && Object.hasOwn(reached, step) ? reached[step] : undefined;
  }, value);
}

/** `value` without what stands at `path`. Of a list no entry is taken out, rather the list as a whole. */
function without(value: unknown, path: Path): unknown {
  const [step, ...rest] = path;
  if (Array.isArray(value)) {
    return value.map((entry: unknown, index) => (index === step ? without(entry, rest) : entry));
  }
  if (!isMap(value) || typeof step !== "string" || !Object.hasOwn(value, step)) return value;
  const { [step]: inner, ...others } = value;
  return reachesIn(inner, rest) ? { ...value, [step]: without(inner, rest) } : others;
}

/** Whether `path` names something within `value` that can be left out by itself. */
function reachesIn(value: unknown, path: Path): boolean {
  return isMap(value) ? path.length > 0 : Array.isArray(value) && path.length > 1;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
