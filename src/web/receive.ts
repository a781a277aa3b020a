import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Probot } from "probot";
import { AppError } from "../keeper/failure.ts";
import type { Log } from "../keeper/log.ts";
import type { Body } from "./body.ts";

/** A verdict on one delivery, as HTTP. `outcome` is for the metrics. */
export interface Answer {
  readonly status: 200 | 400 | 401 | 503;
  readonly text: string;
  readonly outcome: "taken" | "malformed" | "forged" | "failed" | "late";
}

export type Receive = (headers: IncomingHttpHeaders, body: Body) => Promise<Answer>;

export interface ReceiveParts {
  /** Handles what was signed. */
  readonly webhooks: Pick<Probot["webhooks"], "receive">;
  /** What GitHub signs with. */
  readonly secret: string;
  readonly log: Log;
  /** Real milliseconds in which the answer must stand. */
  readonly withinMs?: number;
}

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
export function createReceive({ webhooks, secret, log, withinMs = ANSWER_WITHIN_MS }: ReceiveParts): Receive {
  return async (headers, body) => {
    const id = headerOf(headers, "x-github-delivery", /^[\w-]{1,100}$/);
    const name = headerOf(headers, "x-github-event", /^[a-z][a-z0-9_]{0,59}$/);
    if (id === null || name === null) return malformed("x-github-delivery and x-github-event are needed");
    if (!isSigned(headers, body, secret)) return answers.forged;
    const payload = objectIn(Buffer.concat(body).toString("utf8"));
    if (payload === null) return malformed("the body is no JSON object");
    // Octokit dispatches by "name.action": what cannot be made a text would throw there.
    if ("action" in payload && typeof payload.action !== "string") return malformed("action is no text");
    const event = { id, name, payload } as unknown as Parameters<typeof webhooks.receive>[0];
    return inTime(handle(webhooks, event, log), withinMs);
  };
}

async function handle(
  webhooks: ReceiveParts["webhooks"],
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

/** `answer` never rejects. */
function inTime(answer: Promise<Answer>, withinMs: number): Promise<Answer> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, withinMs, answers.late).unref();
    void answer.then((first) => {
      clearTimeout(late);
      resolve(first);
    });
  });
}

function malformed(text: string): Answer {
  return { status: 400, text, outcome: "malformed" };
}

/** Over the bytes as they came: Probot's own check wants a text, and 25 MB of it several times over. */
function isSigned(headers: IncomingHttpHeaders, body: Body, secret: string): boolean {
  const claimed = headerOf(headers, "x-hub-signature-256", /^sha256=[0-9a-f]{64}$/)?.slice(7);
  if (claimed === undefined || body.length === 0) return false;
  const mac = createHmac("sha256", secret);
  for (const chunk of body) mac.update(chunk);
  return timingSafeEqual(mac.digest(), Buffer.from(claimed, "hex"));
}

function headerOf(headers: IncomingHttpHeaders, name: string, shape: RegExp): string | null {
  const value = headers[name];
  return typeof value === "string" && shape.test(value) ? value : null;
}

/** Perhaps an escaped U+0000 or half of a surrogate pair: PostgreSQL can hold neither. */
const ODD_ESCAPE = /\\u(?:0000|d[89a-f])/i;
const LONE_SURROGATE = /\p{Surrogate}/gu;

function objectIn(body: string): object | null {
  try {
    const parsed: unknown = JSON.parse(body, ODD_ESCAPE.test(body) ? storable : undefined);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? parsed : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function storable(_key: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  return value.replaceAll("\u0000", "\ufffd").replace(LONE_SURROGATE, "\ufffd");
}
