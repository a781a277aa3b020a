import { z } from "zod";
import type { Instant } from "../core/time/time.ts";
import { AppError, type Failure } from "../keeper/failure.ts";
import { limitOf, type Headers } from "./limits.ts";

/** A read changes nothing when it is lost; a write may have been applied. */
export type Sending = "read" | "write";

/** What is needed to judge an error beside the error itself. */
export interface Circumstances {
  readonly sending: Sending;
  readonly now: Instant;
  /** How many limits without a deadline came in a row before this one. */
  readonly strikes: number;
}

/** The answer broke off, or is no JSON. Thrown by our own reading of bodies, which Octokit would hide. */
export class BrokenAnswer extends Error {
  constructor(cause: unknown) {
    super("the answer could not be read", { cause });
    this.name = "BrokenAnswer";
  }
}

/** Octokit's error, as far as we read it. Without a response the request failed on the network. */
const RequestFailure = z.object({
  status: z.number(),
  response: z
    .object({ status: z.number(), headers: z.record(z.string(), z.unknown()), data: z.unknown().optional() })
    .optional(),
});

/** Codes of errors that come before the first byte is sent: the write cannot have been applied. */
const UNSENT: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** The status GitHub answered with, or null when `error` is no answer of GitHub. */
export function statusOf(error: unknown): number | null {
  const parsed = RequestFailure.safeParse(error);
  return parsed.success ? (parsed.data.response?.status ?? null) : null;
}

/**
 * The one place that says what an error of the API means. What it does not know is returned as it is: a bug.
 * Neither the request nor GitHub's words are kept, for both may hold what people wrote.
 */
export function translate(error: unknown, at: Circumstances): unknown {
  if (error instanceof AppError) return error;
  if (error instanceof BrokenAnswer) {
    return networkError({ code: "github/broken-answer", failure: lost(at.sending) }, error);
  }
  const parsed = RequestFailure.safeParse(error);
  if (!parsed.success) return error;
  const { response } = parsed.data;
  if (response === undefined) return networkError(onNetwork(error, at.sending), error);
  return responseError(response, at);
}

/** What a write or read whose answer was lost leaves behind. */
export function lost(sending: Sending): Failure {
  return sending === "write" ? { kind: "in-doubt" } : { kind: "transient" };
}

interface Verdict {
  readonly code: string;
  readonly failure: Failure;
}

function onNetwork(error: unknown, sending: Sending): Verdict {
  const reasons = causes(error);
  if (reasons.some(({ code }) => code !== null && UNSENT.has(code))) {
    return { code: "github/unreachable", failure: { kind: "transient" } };
  }
  const timedOut = reasons.some(({ name }) => name === "TimeoutError" || name === "AbortError");
  return { code: timedOut ? "github/timeout" : "github/connection-lost", failure: lost(sending) };
}

function networkError({ code, failure }: Verdict, error: unknown): AppError {
  const reason = causes(error).find(({ code }) => code !== null)?.code ?? null;
  return new AppError(code, failure, {
    message: "GitHub could not be reached or heard",
    details: { reason },
  });
}

function responseError(
  response: { readonly status: number; readonly headers: Headers; readonly data?: unknown },
  at: Circumstances,
): AppError {
  const { code, failure } = onResponse(response, at);
  const id = response.headers["x-github-request-id"];
  return new AppError(code, failure, {
    message: `GitHub answered ${response.status}`,
    details: { status: response.status, request: typeof id === "string" ? id : null },
  });
}

function onResponse(
  response: { readonly status: number; readonly headers: Headers; readonly data?: unknown },
  at: Circumstances,
): Verdict {
  const { status } = response;
  if (status === 403 || status === 429) {
    const limit = limitOf(response, at);
    if (limit !== null) return { code: "github/limited", failure: { kind: "limited", until: limit } };
  }
  if (status >= 500 || status === 408) return { code: "github/server-error", failure: lost(at.sending) };
  return { code: CODES[status] ?? "github/refused", failure: refusal(status) };
}

const CODES: Readonly<Record<number, string>> = {
  401: "github/unauthorised",
  403: "github/forbidden",
  404: "github/not-found",
  410: "github/gone",
  422: "github/unprocessable",
};

function refusal(status: number): Failure {
  return status === 401 || status === 403 ? { kind: "denied" } : { kind: "permanent" };
}

/** A DOMException bears a number as its code. */
const Cause = z.object({
  name: z.string().optional(),
  code: z.unknown().optional(),
  cause: z.unknown().optional(),
});

interface Reason {
  readonly name: string;
  readonly code: string | null;
}

/** An error and what it goes back to, outermost first. */
function causes(error: unknown, depth = 0): readonly Reason[] {
  const parsed = Cause.safeParse(error);
  if (!parsed.success || depth > 5) return [];
  const { name, code, cause } = parsed.data;
  return [{ name: name ?? "", code: typeof code === "string" ? code : null }, ...causes(cause, depth + 1)];
}
