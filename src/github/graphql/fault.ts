import { z } from "zod";

/** An error beside the data of a GraphQL answer. `type` is GitHub's class of it; its words are not kept. */
export interface Fault {
  readonly type: string | null;
  /** Set for a document that the schema refuses, such as `undefinedField`. */
  readonly code: string | null;
  /** Empty: about the document as a whole. */
  readonly path: readonly (string | number)[];
  /** The words spoke of a secondary limit, for which GitHub has no type. */
  readonly secondary: boolean;
}

/** A GraphQL answer as it came: either half may be missing. */
export const GraphqlBody = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        type: z.string().nullish(),
        message: z.string().nullish(),
        path: z.array(z.union([z.string(), z.number()])).nullish(),
        extensions: z.object({ code: z.string().nullish() }).nullish(),
      }),
    )
    .nullish(),
});

/** Whether `path` leads to what lies at or below `prefix`. */
export function isUnder(path: readonly (string | number)[], prefix: readonly (string | number)[]): boolean {
  return prefix.every((step, depth) => path[depth] === step);
}
