import { type DestinationStream, type Logger, pino } from "pino";
import { AppError } from "./keeper/failure.ts";

/** Names under which a secret or a person's text would hide, should somebody log an object by mistake. */
const secret = ["privateKey", "secret", "webhookSecret", "token", "authorization", "password", "databaseUrl"];
const personal = ["payload", "body", "text", "title", "email", "headers", "event"];
const redacted = [...secret, ...personal].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** The one logger: JSON lines on stdout; errors by code, place and class, never by text of others. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { name: "stagekeeper" },
    redact: { paths: redacted, censor: "[redacted]" },
    serializers: { err: describeError },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

const DEEPEST_CAUSE = 4;

/** Our own errors carry words that are safe; a foreign message may quote anything, so only its place is kept. */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const cause =
    error.cause === undefined || depth >= DEEPEST_CAUSE
      ? {}
      : { cause: describeError(error.cause, depth + 1) };
  if (error instanceof AppError) {
    const { code, failure, details, message } = error;
    return { type: error.name, code, failure: failure.kind, details, message, ...cause };
  }
  const code: unknown = Reflect.get(error, "code");
  return { type: error.name, ...(typeof code === "string" ? { code } : {}), at: framesOf(error), ...cause };
}

const MOST_FRAMES = 8;

function framesOf({ stack = "" }: Error): readonly string[] {
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return frames.slice(0, MOST_FRAMES).map((line) => line.trim());
}
