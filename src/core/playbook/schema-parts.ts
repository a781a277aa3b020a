import { z } from "zod";
import { parseDay } from "../time/instant.ts";
import { parseSpan } from "../time/span.ts";
import { quoted, suggestion } from "./problems.ts";

/**
 * A map with these keys and no others. An unknown key is reported with the known one it resembles; several
 * unknown keys of one map are lines of one message, in zod's order of the keys.
 */
export function strict<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => unknownKey(key, Object.keys(shape))).join("\n")
        : undefined,
  });
}

/** Text of at most `length` characters that is not empty. */
export function word(length: number): z.ZodString {
  return z.string().trim().min(1, "Write something here, or leave the key out.").max(length);
}

/** Id of a stage, a checklist or an item. */
export const StageKey = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,49}$/, "Use small letters, digits and hyphens, beginning with a letter.");

/** Key of a field. */
export const FieldKey = camelKey();

/** Key of a label. */
export const LabelKey = camelKey();

/** A calendar date. */
export const DayText = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "Write a date as YYYY-MM-DD.")
  .refine((text) => parseDay(text) !== null, "The calendar has no such date.");

/** A calendar span. */
export const SpanText = z
  .string()
  .max(60)
  .refine(
    (text) => parseSpan(text) !== null,
    "Write a duration such as “3 months”, “4 weeks”, “10 days”, “4w” or “P3M”.",
  )
  .describe("A duration such as 3 months, 4 weeks, 10 days, 4w or P3M.");

/** A GitHub login. */
export const LoginText = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?(?:\[bot\])?$/, "Write a GitHub login, without @.");

function camelKey(): z.ZodString {
  return z
    .string()
    .regex(/^[a-z][A-Za-z0-9]{0,49}$/, "Use letters and digits, beginning with a small letter.");
}

function unknownKey(key: string, known: readonly string[]): string {
  return `${quoted(key)} is not a key here${suggestion(key, known)}.`;
}
