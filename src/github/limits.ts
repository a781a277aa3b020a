import { z } from "zod";
import type { Instant } from "../core/time/time.ts";

/** Headers of an answer, names in lower case. */
export type Headers = Readonly<Record<string, unknown>>;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** A limit lasts an hour at most: a deadline further off means that one of the clocks is wrong. */
const LONGEST = 61 * MINUTE;

/** GitHub documents the secondary limit by its words and by the page it points to: there is nothing else to go by. */
const SECONDARY = /secondary rate limit|abuse detection|secondary-rate-limits/i;
const Body = z.object({ message: z.string().optional(), documentation_url: z.string().optional() });

/**
 * Until when nothing may be sent, or null when a 403 or 429 is no limit: `retry-after`, then
 * `x-ratelimit-reset` if nothing remains, else a minute that doubles with every such answer in a row.
 */
export function limitOf(
  answer: { readonly status: number; readonly headers: Headers; readonly data?: unknown },
  at: { readonly now: Instant; readonly strikes: number },
): Instant | null {
  const deadline = deadlineOf(answer.headers, at.now);
  if (deadline !== null) return deadline;
  return answer.status === 429 || isSecondary(answer.data) ? backOff(at) : null;
}

/** For a limit that came as errors of a 200: there is always a moment to wait for. */
export function limitUntil(
  headers: Headers,
  at: { readonly now: Instant; readonly strikes: number },
): Instant {
  return deadlineOf(headers, at.now) ?? backOff(at);
}

/** Whether GitHub's answer speaks of a limit, in words. */
export function isSecondary(data: unknown): boolean {
  const body = Body.safeParse(data);
  return body.success && SECONDARY.test(`${body.data.message ?? ""} ${body.data.documentation_url ?? ""}`);
}

function deadlineOf(headers: Headers, now: Instant): Instant | null {
  const seconds = numberIn(headers["retry-after"]);
  if (seconds !== null) return within(now, now + seconds * SECOND);
  if (numberIn(headers["x-ratelimit-remaining"]) !== 0) return null;
  const reset = numberIn(headers["x-ratelimit-reset"]);
  return reset === null ? null : within(now, (reset + 1) * SECOND);
}

function backOff({ now, strikes }: { readonly now: Instant; readonly strikes: number }): Instant {
  return within(now, now + MINUTE * 2 ** Math.min(strikes, 6));
}

function within(now: Instant, until: number): Instant {
  return Math.min(Math.max(until, now + SECOND), now + LONGEST) as Instant;
}

function numberIn(header: unknown): number | null {
  const text = typeof header === "number" ? String(header) : header;
  return typeof text === "string" && /^\d+$/.test(text.trim()) ? Number(text) : null;
}
