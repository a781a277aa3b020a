import type { Octokit } from "@octokit/rest";
import type { Clock } from "../keeper/clock.ts";
import { AppError } from "../keeper/failure.ts";
import { BrokenAnswer, statusOf, translate, type Circumstances, type Sending } from "./errors.ts";
import { isLimit } from "./faults.ts";
import { GraphqlBody, type Fault } from "./graphql/fault.ts";
import { isSecondary, type Headers } from "./limits.ts";
import type { Log } from "./log.ts";

/** A GraphQL answer: data and errors, either of which may be missing. */
export interface GraphqlAnswer {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly faults: readonly Fault[];
  readonly headers: Headers;
  readonly at: Circumstances;
}

/** Requests under one identity: the App itself or one installation. Every method throws `AppError`. */
export interface Session {
  /** One REST call, or several reads in a row. */
  rest<T>(sending: Sending, call: (octokit: Octokit) => Promise<T>): Promise<T>;
  graphql(request: GraphqlRequest): Promise<GraphqlAnswer>;
}

interface GraphqlRequest {
  readonly operation: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly sending: Sending;
}

/** Sends a document of GraphQL; the answer of a success as it came. Throws as Octokit does, and `BrokenAnswer`. */
export type Post = (
  document: Pick<GraphqlRequest, "query" | "variables">,
) => Promise<{ readonly body: unknown; readonly headers: Headers }>;

export interface SessionParts {
  readonly octokit: Octokit;
  readonly post: Post;
  /** Makes the next request fetch a new token. */
  readonly forgetToken: () => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Sends without retrying, but for a token that was not accepted: such an answer says that nothing was done. */
export function createSession(parts: SessionParts): Session {
  let strikes = 0;
  const at = (sending: Sending): Circumstances => ({ sending, now: parts.clock.now(), strikes });

  const guarded = async <T>(sending: Sending, call: () => Promise<T>): Promise<T> => {
    try {
      return await withFreshToken(parts, call);
    } catch (error) {
      const translated = translate(error, at(sending));
      if (translated instanceof AppError) {
        if (translated.failure.kind === "limited") strikes += 1;
        const about = { code: translated.code, ...translated.details };
        // Somebody who is not there is an everyday answer; the caller says what it means.
        if (translated.failure.kind === "permanent") parts.log.debug(about, "github.refused");
        else parts.log.warn(about, "github.failed");
      }
      throw translated;
    }
  };

  return {
    async rest(sending, call) {
      const answer = await guarded(sending, () => call(parts.octokit));
      strikes = 0;
      return answer;
    },
    async graphql(request) {
      const { body, headers } = await guarded(request.sending, () => post(parts, request));
      const faults = (body.errors ?? []).map(readFault);
      const circumstances = at(request.sending);
      strikes = faults.some(isLimit) ? strikes + 1 : 0;
      parts.log.debug({ operation: request.operation, faults: faults.length }, "github.answered");
      return { data: body.data ?? null, faults, headers, at: circumstances };
    },
  };
}

async function withFreshToken<T>(parts: SessionParts, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (statusOf(error) !== 401) throw error;
    parts.log.info({}, "github.token-refused");
    await parts.forgetToken();
    return call();
  }
}

async function post(
  { post: send }: SessionParts,
  { query, variables }: GraphqlRequest,
): Promise<{ body: ReturnType<typeof GraphqlBody.parse>; headers: Headers }> {
  const { body, headers } = await send({ query, variables });
  const parsed = GraphqlBody.safeParse(body);
  if (!parsed.success) throw new BrokenAnswer(parsed.error);
  return { body: parsed.data, headers };
}

function readFault(error: NonNullable<ReturnType<typeof GraphqlBody.parse>["errors"]>[number]): Fault {
  return {
    type: error.type ?? null,
    code: error.extensions?.code ?? null,
    path: error.path ?? [],
    secondary: typeof error.type !== "string" && isSecondary({ message: error.message ?? "" }),
  };
}
