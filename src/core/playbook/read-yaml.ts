import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Pair, type YAMLMap } from "yaml";
import { guardYaml } from "./guard-yaml.ts";
import type { PlaybookProblem } from "./playbook.ts";
import { type Fault, locate, type Path, quoted } from "./problems.ts";

/** Syntax errors cascade: the first few say it all. */
const MOST_SYNTAX_PROBLEMS = 20;

/** A YAML file as plain values, with the line of every place in it. */
export interface YamlRead {
  readonly value: unknown;
  readonly lineOf: (path: Path) => number | null;
  /** Duplicate keys and keys that no map may have; the value stands without them. */
  readonly problems: readonly PlaybookProblem[];
}

export type YamlResult =
  | ({ readonly kind: "yaml" } & YamlRead)
  | { readonly kind: "problems"; readonly problems: readonly PlaybookProblem[] };

/** Reads YAML 1.2 (core schema) from text that may be hostile. Never throws. */
export function readYaml(text: string): YamlResult {
  const refused = guardYaml(text);
  if (refused.length > 0) return { kind: "problems", problems: refused };

  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: "1.2",
    schema: "core",
    uniqueKeys: false,
    stringKeys: true,
    resolveKnownTags: false,
    prettyErrors: false,
    lineCounter: lines,
    logLevel: "silent",
  });
  const errors = [...document.errors, ...document.warnings];
  if (errors.length > 0) {
    return {
      kind: "problems",
      problems: errors.slice(0, MOST_SYNTAX_PROBLEMS).map(({ pos, message }) => ({
        path: "",
        line: lines.linePos(pos[0]).line,
        message: `Not valid YAML: ${message}`,
      })),
    };
  }
  const reader = new NodeReader(lines);
  const value = reader.read(document.contents, []);
  return {
    kind: "yaml",
    value,
    lineOf: reader.lineOf,
    problems: reader.faults.map((fault) => locate(fault, reader.lineOf)),
  };
}

class NodeReader {
  readonly faults: Fault[] = [];
  readonly #lines: LineCounter;
  readonly #found = new Map<string, number>();

  constructor(lines: LineCounter) {
    this.#lines = lines;
  }

  readonly lineOf = (path: Path): number | null => this.#found.get(JSON.stringify(path)) ?? null;

  read(node: unknown, path: Path): unknown {
    this.#note(node, path);
    if (isMap(node)) return this.#readMap(node, path);
    if (isSeq(node)) return node.items.map((item, index) => this.read(item, [...path, index]));
    return isScalar(node) ? node.value : null;
  }

  #readMap(map: YAMLMap, path: Path): Record<string, unknown> {
    const entries = new Map<string, unknown>();
    for (const pair of map.items) {
      const key = keyOf(pair);
      const place = [...path, key];
      if (key in Object.prototype) {
        this.#note(pair.key, place);
        this.faults.push({ path: place, message: `${quoted(key)} cannot be used as a name.` });
      } else if (entries.has(key)) {
        this.#repeated(pair, place);
      } else {
        this.#note(pair.key, place);
        entries.set(key, this.read(pair.value, place));
      }
    }
    return Object.fromEntries(entries);
  }

  #repeated(pair: Pair, place: Path): void {
    const first = this.lineOf(place);
    const again = this.#position(pair.key);
    const lines = again === null || first === null ? "" : `: lines ${first} and ${again}`;
    this.faults.push({ path: place, message: `${quoted(keyOf(pair))} stands twice${lines}.` });
  }

  #note(node: unknown, path: Path): void {
    const key = JSON.stringify(path);
    const line = this.#position(node);
    if (line !== null && !this.#found.has(key)) this.#found.set(key, line);
  }

  #position(node: unknown): number | null {
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return null;
    return node.range ? this.#lines.linePos(node.range[0]).line : null;
  }
}

function keyOf({ key }: Pair): string {
  return isScalar(key) && typeof key.value === "string" ? key.value : "";
}
