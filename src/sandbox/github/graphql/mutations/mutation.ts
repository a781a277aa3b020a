import { z } from "zod";

import { Refusal } from "../../model/refusal.ts";
import type { Acting } from "../../model/rights.ts";
import { served, type Asked, type ServedType } from "../served.ts";

const Anything = z.looseObject({});

/** A mutation: what it takes of GitHub's input, and what it does. Input that is not listed is refused, never ignored. */
export function mutation<Shape extends z.ZodRawShape>(
  name: string,
  shape: Shape,
  act: (by: Acting, input: z.infer<z.ZodObject<Shape, z.core.$strict>>) => object,
): ServedType {
  const Input = z.strictObject(shape);
  return served<unknown>("Mutation", {
    [name]: (_, { viewer, args }: Asked) => {
      const { clientMutationId = null, ...given } = Anything.parse(args["input"]);
      const input = Input.safeParse(given);
      if (!input.success) throw notServed(name, input.error);
      return { ...act({ ...viewer, operation: name }, input.data), clientMutationId };
    },
  });
}

function notServed(name: string, error: z.ZodError): Refusal {
  const [issue] = error.issues;
  const unknown =
    issue?.code === "unrecognized_keys" ? `the input ${issue.keys.join(", ")}` : z.prettifyError(error);
  return new Refusal("NOT_SERVED", `This sandbox does not serve ${name} with ${unknown}`);
}

/** A node id. */
export const Id = z.string();

/** Absent and null mean the same in most inputs. */
export const Ids = z.array(z.string()).nullish();
