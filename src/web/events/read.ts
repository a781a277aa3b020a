import { z } from "zod";
import type { InstallationId, Login } from "../../core/ids.ts";
import type { Person } from "../../core/partner/partner.ts";
import type { Instant } from "../../core/time/time.ts";
import type { About } from "../../keeper/inbox.ts";

/** What a payload says, as far as it concerns us. */
export type Read =
  | { readonly kind: "about"; readonly about: About }
  /** Readable, and nothing to us. */
  | { readonly kind: "irrelevant" }
  /** Not what GitHub documents. `problems` names paths, never values. */
  | { readonly kind: "unreadable"; readonly problems: readonly string[] };

/** One concern: turns the payload of one event into what it is about. */
export type Reader = (payload: unknown) => Read;

export const irrelevant: Read = { kind: "irrelevant" };

/** Applies a schema, then `read`; a payload that does not fit is unreadable. */
export function reading<Shape>(schema: z.ZodType<Shape>, read: (payload: Shape) => About | null): Reader {
  return (payload) => {
    const parsed = schema.safeParse(payload);
    if (!parsed.success) return { kind: "unreadable", problems: problemsOf(parsed.error) };
    const about = read(parsed.data);
    return about === null ? irrelevant : { kind: "about", about };
  };
}

/** Paths and kinds of problems only: values are people's text. */
export function problemsOf(error: z.ZodError | undefined): readonly string[] {
  return (error?.issues ?? []).map(({ path, code }) => `${path.join(".")}: ${code}`);
}

/** A login or nothing: GitHub sends null for accounts that are gone. */
export const person = z
  .object({ login: z.string().min(1), type: z.string().optional().catch(undefined) })
  .transform(({ login, type }): Person => ({ login: login as Login, bot: type === "Bot" }))
  .nullish()
  .catch(null)
  .transform((found) => found ?? null);

/** Every event of ours bears these. */
export const envelope = z.object({
  action: z.string().nullish().catch(null),
  installation: z.object({ id: z.number().transform((id) => String(id) as InstallationId) }),
  sender: person,
});

/** When something was changed last; null where GitHub does not say. */
export const moment = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text) as Instant)
  .nullish()
  .catch(null)
  .transform((at) => at ?? null);

/** Label names; whatever is no list of labels counts as none. */
export const labels = z
  .array(z.object({ name: z.string() }).transform(({ name }) => name))
  .catch([])
  .default([]);
