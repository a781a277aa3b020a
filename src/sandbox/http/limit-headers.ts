import type { LimitAsk, Limits, PrimaryState } from "../limits/limits.ts";

/** The `x-ratelimit-*` headers of an answer. */
export function limitHeaders(
  { actor, resource }: Pick<LimitAsk, "actor" | "resource">,
  limits: Limits,
): Readonly<Record<string, string>> {
  const state = limits.primary(actor, resource);
  return {
    "x-ratelimit-limit": String(state.limit),
    "x-ratelimit-remaining": String(state.remaining),
    "x-ratelimit-used": String(state.used),
    "x-ratelimit-reset": String(resetSecond(state)),
    "x-ratelimit-resource": resource,
  };
}

/** When the window ends, in whole seconds, never too early. */
export function resetSecond({ resetAt }: PrimaryState): number {
  return Math.ceil(resetAt / 1000);
}
