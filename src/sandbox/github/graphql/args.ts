import { z } from "zod";

import type { Args } from "./served.ts";

/** A required string argument. */
export function textArg(args: Args, name: string): string {
  return z.string().parse(args[name]);
}

/** An optional string argument. */
export function optionalText(args: Args, name: string): string | null {
  return z.string().nullish().parse(args[name]) ?? null;
}

/** A required integer argument. */
export function numberArg(args: Args, name: string): number {
  return z.number().parse(args[name]);
}

/** A list argument; null: not given. */
export function textsArg(args: Args, name: string): readonly string[] | null {
  return z.array(z.string()).nullish().parse(args[name]) ?? null;
}

/** A boolean argument that has a default. */
export function flagArg(args: Args, name: string): boolean {
  return z.boolean().nullish().parse(args[name]) ?? false;
}

const Order = z.object({ field: z.string(), direction: z.enum(["ASC", "DESC"]) });

/** An `orderBy`; null: not given. */
export function orderArg(args: Args): z.infer<typeof Order> | null {
  return Order.nullish().parse(args["orderBy"]) ?? null;
}
