import { z } from "zod";

import type { Args } from "./served.ts";

const Text = z.string();
const OptionalText = Text.nullish();
const Texts = z.array(Text).nullish();
const Whole = z.number();
const Flag = z.boolean().nullish();
const Order = z.object({ field: Text, direction: z.enum(["ASC", "DESC"]) });
const OptionalOrder = Order.nullish();

/** A required string argument. */
export function textArg(args: Args, name: string): string {
  return Text.parse(args[name]);
}

/** An optional string argument. */
export function optionalText(args: Args, name: string): string | null {
  return OptionalText.parse(args[name]) ?? null;
}

/** A required integer argument. */
export function numberArg(args: Args, name: string): number {
  return Whole.parse(args[name]);
}

/** A list argument; null: not given. */
export function textsArg(args: Args, name: string): readonly string[] | null {
  return Texts.parse(args[name]) ?? null;
}

/** A boolean argument that has a default. */
export function flagArg(args: Args, name: string): boolean {
  return Flag.parse(args[name]) ?? false;
}

/** An `orderBy`; null: not given. */
export function orderArg(args: Args): z.infer<typeof Order> | null {
  return OptionalOrder.parse(args["orderBy"]) ?? null;
}
