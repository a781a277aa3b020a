import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { z } from "zod";

const Example = z.record(z.string(), z.unknown());
const Catalogue = z.array(z.object({ name: z.string(), examples: z.array(Example) }));

/** A key that real payloads of a kind have, and the types of its values there. */
interface Seen {
  readonly types: ReadonlySet<string>;
  /** Whether each payload that has the object has the key. */
  readonly always: boolean;
}

/** What the payloads collected by octokit/webhooks hold, by `event.action`: real ones, sent to somebody once. */
export interface Examples {
  has(kind: string): boolean;
  /**
   * Where a payload has another shape than all those of its kind: a key is missing, or its value is of another type.
   * Whether null may stand for a value depends on what a payload is about; that is for the published schemas to say.
   */
  differences(kind: string, payload: unknown): readonly string[];
}

/** Reads the package's examples for github.com. */
export function webhookExamples(): Examples {
  const file = createRequire(import.meta.url).resolve("@octokit/webhooks-examples");
  const catalogue = Catalogue.parse(JSON.parse(readFileSync(file, "utf8")));
  const byKind = new Map<string, unknown[]>();
  for (const { name, examples } of catalogue)
    for (const example of examples) {
      const kind = `${name}.${String(example["action"])}`;
      byKind.set(kind, [...(byKind.get(kind) ?? []), example]);
    }
  const shapes = new Map([...byKind].map(([kind, all]) => [kind, shapeOf(all)] as const));
  return {
    has: (kind) => shapes.has(kind),
    differences: (kind, payload) =>
      [...(shapes.get(kind) ?? [])].flatMap(([path, seen]) => differencesAt(path, seen, payload)),
  };
}

/** Every path in these payloads; `[]` stands for each member of a list. */
function shapeOf(payloads: readonly unknown[]): ReadonlyMap<string, Seen> {
  const shape = new Map<string, Seen>();
  describe(payloads, "", shape);
  return shape;
}

function describe(values: readonly unknown[], path: string, into: Map<string, Seen>): void {
  const objects = values.filter(isObject);
  for (const key of new Set(objects.flatMap((object) => Object.keys(object)))) {
    const there = objects.filter((object) => Object.hasOwn(object, key)).map((object) => object[key]);
    const place = path === "" ? key : `${path}.${key}`;
    into.set(place, { types: new Set(there.map(typeOf)), always: there.length === objects.length });
    describe(there, place, into);
    describe(
      there.flatMap((value): unknown[] => (Array.isArray(value) ? value : [])),
      `${place}[]`,
      into,
    );
  }
}

function differencesAt(path: string, { types, always }: Seen, payload: unknown): readonly string[] {
  return valuesAt(payload, path.split(".")).flatMap((value) => {
    if (value === undefined) return always ? [`${path} is missing`] : [];
    const type = typeOf(value);
    const isJudged = type !== "null" && [...types].some((each) => each !== "null");
    return types.has(type) || !isJudged ? [] : [`${path} is ${type}, not ${[...types].join(" or ")}`];
  });
}

/** The values at a path wherever the object that holds its last key is; undefined where that key is missing. */
function valuesAt(value: unknown, [first = "", ...rest]: readonly string[]): readonly unknown[] {
  if (!isObject(value)) return [];
  const list = first.endsWith("[]");
  const found = value[list ? first.slice(0, -2) : first];
  if (rest.length === 0) return [found];
  if (!list) return valuesAt(found, rest);
  return Array.isArray(found) ? found.flatMap((each: unknown) => valuesAt(each, rest)) : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}
