import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { Ajv } from "ajv";
import { z } from "zod";

const Document = z.record(z.string(), z.unknown());

/** One of GitHub's OpenAPI documents. */
export interface Published {
  readonly document: z.infer<typeof Document>;
  /** What is wrong with a value by the schema at a JSON pointer; nothing: empty. */
  readonly check: (pointer: string, value: unknown) => readonly string[];
}

/** OpenAPI 3.0 says `nullable` where JSON Schema says what else may stand there. */
function asJsonSchema(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("nullable" in value) || value.nullable !== true)
    return value;
  return { anyOf: [{ type: "null" }, { ...value, nullable: undefined }] };
}

/** Reads the document of an npm package. Formats are judged as far as the sandbox writes them. */
export function published(file: string): Published {
  const path = createRequire(import.meta.url).resolve(file);
  const document = Document.parse(JSON.parse(readFileSync(path, "utf8"), asJsonSchema));
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateSchema: false,
    logger: false,
    formats: {
      "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/u,
      date: /^\d{4}-\d\d-\d\d$/u,
      uri: (text: string) => URL.canParse(text),
    },
  });
  ajv.addSchema(document, "github");
  return {
    document,
    check: (pointer, value) => {
      const validate = ajv.getSchema(`github#${pointer}`);
      if (validate === undefined) return [`${pointer} is not published`];
      if (validate(value) === true) return [];
      return (validate.errors ?? []).map(({ instancePath, message = "" }) => `${instancePath}: ${message}`);
    },
  };
}
