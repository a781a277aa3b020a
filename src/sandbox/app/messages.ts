import { z } from "zod";
import type { ClockReading } from "../clock/clock.ts";

/** What the sandbox says to the App over its IPC channel. */
export type ToApp =
  | ({ readonly type: "clock"; readonly id: number } & ClockReading)
  | { readonly type: "standing"; readonly id: number };

const Standing = z.object({
  type: z.literal("standing"),
  id: z.number(),
  /** Deliveries that no pass has considered yet. */
  inbox: z.number(),
  /** Due now, limits disregarded. */
  due: z.number(),
  busy: z.boolean(),
  /** When a limit, an in-doubt write or a retry lets the next one go on. Virtual ms. */
  waitsUntil: z.number().nullable(),
  deadLetters: z.number(),
  inDoubt: z.number(),
});

/** What the App says back. */
export const FromApp = z.discriminatedUnion("type", [
  z.object({ type: z.literal("hello") }),
  z.object({ type: z.literal("ready"), url: z.url() }),
  z.object({ type: z.literal("ack"), id: z.number() }),
  Standing,
]);
export type FromApp = z.infer<typeof FromApp>;
export type Standing = Omit<z.infer<typeof Standing>, "type" | "id">;
