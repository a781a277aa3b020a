import type { IncomingHttpHeaders } from "node:http";
import type { Probot } from "probot";
import { AppError } from "../keeper/failure.ts";
import type { Log } from "../keeper/log.ts";
import { sleepReal } from "../keeper/system-clock.ts";

/** A verdict on one delivery, as HTTP. `outcome` is for the metrics. */
export interface Answer {
  readonly status: 200 | 400 | 401 | 503;
  readonly text: string;
  readonly outcome: "taken" | "malformed" | "forged" | "failed" | "late";
}

export type Receive = (headers: IncomingHttpHeaders, body: string) => Promise<Answer>;

/** GitHub gives up after 10 s; what we have not committed by then it has to send again. */
const ANSWER_WITHIN_MS = 9_000;

const answers = {
  taken: { status: 200, text: "ok", outcome: "taken" },
  forged: { status: 401, text: "signature missing or wrong", outcome: "forged" },
  failed: { status: 503, text: "not stored, send again", outcome: "failed" },
  late: { status: 503, text: "not stored in time, send again", outcome: "late" },
} as const satisfies Record<string, Answer>;

/**
 * Verifies the signature, then hands the event to Probot's handlers. Only what they committed is acknowledged;
 * neither error texts nor payloads leave this place.
 */
export function createReceive(
  webhooks: Pick<Probot["webhooks"], "verify" | "receive">,
  log: Log,
  withinMs = ANSWER_WITHIN_MS,
): Receive {
  return async (headers, body) => {
    const id = headerOf(headers, "x-github-delivery", /^[\w-]{1,100}$/);
    const name = headerOf(headers, "x-github-event", /^[a-z0-9_]{1,60}$/);
    if (id === null || name === null) return malformed("x-github-delivery and x-github-event are needed");
    if (!(await isSigned(webhooks, headers, body))) return answers.forged;
    const payload = objectIn(body);
    if (payload === null) return malformed("the body is no JSON object");
    const event = { id, name, payload } as unknown as Parameters<typeof webhooks.receive>[0];
    return inTime(handle(webhooks, event, log), withinMs);
  };
}

async function handle(
  webhooks: Pick<Probot["webhooks"], "receive">,
  event: Parameters<Probot["webhooks"]["receive"]>[0],
  log: Log,
): Promise<Answer> {
  try {
    await webhooks.receive(event);
    return answers.taken;
  } catch (error) {
    const causes = error instanceof AggregateError ? (error.errors as readonly unknown[]) : [error];
    const codes = causes.map((cause) => (cause instanceof AppError ? cause.code : "bug"));
    log.error({ delivery: event.id, name: event.name, codes, err: causes[0] }, "webhook.failed");
    return answers.failed;
  }
}

async function inTime(answer: Promise<Answer>, withinMs: number): Promise<Answer> {
  const done = new AbortController();
  const late = sleepReal(withinMs, done.signal).then(() => answers.late);
  const first = await Promise.race([answer, late]);
  done.abort();
  return first;
}

function malformed(text: string): Answer {
  return { status: 400, text, outcome: "malformed" };
}

async function isSigned(
  webhooks: Pick<Probot["webhooks"], "verify">,
  headers: IncomingHttpHeaders,
  body: string,
): Promise<boolean> {
  const signature = headerOf(headers, "x-hub-signature-256", /^sha256=[0-9a-f]{64}$/);
  return signature !== null && body !== "" && (await webhooks.verify(body, signature));
}

function headerOf(headers: IncomingHttpHeaders, name: string, shape: RegExp): string | null {
  const value = headers[name];
  return typeof value === "string" && shape.test(value) ? value : null;
}

/** An escaped U+0000: no text of PostgreSQL can hold it. */
const ZERO = /(?<!\\)((?:\\\\)*)\\u0000/g;

function objectIn(body: string): object | null {
  try {
    const parsed: unknown = JSON.parse(body.replace(ZERO, "$1\ufffd"));
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? parsed : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
