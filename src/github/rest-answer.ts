import type { z } from "zod";
import { AppError } from "../keeper/failure.ts";

/** The few fields we read of a REST answer. Anything else in their place is a broken answer, to be asked for again. */
export function readAnswer<Schema extends z.ZodType>(schema: Schema, data: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new AppError(
    "github/broken-answer",
    { kind: "transient" },
    {
      message: "The answer lacks what was asked for",
      details: { path: parsed.error.issues[0]?.path.map(String).join(".") ?? null },
    },
  );
}
