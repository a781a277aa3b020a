import { randomUUID } from "node:crypto";
import { stagekeeper, type Received } from "../../../../src/app.ts";
import { createGithub } from "../../../../src/github/installation-github.ts";
import { createSession, type SessionParts } from "../../../../src/github/session.ts";
import type { Clock } from "../../../../src/keeper/clock.ts";
import { AppError } from "../../../../src/keeper/failure.ts";
import type { GithubApp } from "../../../../src/keeper/github.ts";
import type { Login } from "../../../../src/core/ids.ts";
import { createLogger } from "../../../../src/logger.ts";
import { delivered } from "../../../../src/sandbox/webhooks/delivery.ts";
import type { Github } from "./github.ts";
import type { Line } from "./line.ts";
import { cut } from "./wire.ts";

const self = "stagekeeper[bot]" as Login;
const log = createLogger("silent");

/**
 * The short way: GitHub's API is called as the function it is here, and deliveries are handed to the handlers. What is
 * asked, how answers are read and what errors mean stays the product's own; left out are tokens, signatures, Octokit
 * and Probot, which the real line plays.
 */
export function directLine(github: Github): Line {
  return {
    app: (clock) => appOn(github, clock),
    receiver: (parts) => {
      const handlers = new Map<string, (received: Received) => Promise<void>>();
      const on = (name: unknown, handler: unknown): void => {
        handlers.set(String(name), handler as (received: Received) => Promise<void>);
      };
      stagekeeper({ on } as Parameters<typeof stagekeeper>[0], parts);
      return Promise.resolve(async (headers, body) => {
        const { "x-github-event": name = "", "x-github-delivery": id = "" } = headers;
        try {
          await handlers.get(name)?.({ id, name, payload: JSON.parse(body) as unknown });
          return { status: 200, text: "ok" };
        } catch (error) {
          if (error instanceof AppError) return { status: 503, text: "not stored, send again" };
          throw error;
        }
      });
    },
  };
}

/** What the App asks as itself is answered from the world; what an installation asks goes through the API. */
function appOn(github: Github, clock: Clock): GithubApp {
  const { pieces } = github.world();
  const known = new Map<string, ReturnType<GithubApp["as"]>>();
  return {
    self: () => Promise.resolve(self),
    installations: () =>
      Promise.resolve(
        pieces.world
          .installations()
          .map(({ id, account, suspended }) => ({ id: String(id), account, suspended })),
      ),
    as: (id) => {
      const as = known.get(id) ?? githubAs(github, id, clock);
      known.set(id, as);
      return as;
    },
    failedDeliveries: (since) => {
      const sent = pieces.log.all().filter(({ at }) => at >= since);
      const arrived = new Set(sent.filter(delivered).map(({ guid }) => guid));
      const lost = sent.filter(({ guid }) => !arrived.has(guid)).reverse();
      return Promise.resolve([...new Map(lost.map(({ id, guid }) => [guid, { id, guid }])).values()]);
    },
    redeliver: (id) => {
      const delivery = pieces.log.find(id);
      if (delivery !== null) pieces.dispatcher.redeliver(delivery);
      return Promise.resolve();
    },
  };
}

function githubAs(github: Github, id: string, clock: Clock): ReturnType<GithubApp["as"]> {
  const { tokens, world, registration } = github.world().pieces;
  const header = `token ${tokens.forInstallation(Number(id)).token}`;
  const call = caller(github, () => {
    if (world.actorForInstallation(Number(id)) === null) throw gone();
    return header;
  });
  const request = (route: string, given: Given): Promise<Answer> => call(expand(route, given));
  const octokit = { request } as unknown as SessionParts["octokit"];
  const forgetToken = (): Promise<void> => Promise.resolve();
  return createGithub({
    ...{ id, clock, log, self: () => Promise.resolve(self) },
    session: createSession({ octokit, post: poster(call), forgetToken, clock, log }),
    auth: {
      app: () => Promise.resolve(header),
      installation: () => Promise.resolve({ header, grants: registration.permissions }),
    },
  });
}

function gone(): AppError {
  const message = "GitHub knows no such installation";
  return new AppError("github/installation-gone", { kind: "denied" }, { message });
}

type Given = Readonly<Record<string, string | number>>;
type Call = (request: Expanded) => Promise<Answer>;

/** A success as Octokit gives it. */
interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: unknown;
}

interface Expanded {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

const never = new AbortController().signal;

/** As Octokit, throws what is no success, with the answer beside it. */
function caller({ ask }: Github, authorise: () => string): Call {
  return async (request) => {
    const headers = { authorization: authorise() };
    const answer = await ask({ ...request, headers, requestId: randomUUID(), signal: never });
    if (answer === null) throw Object.assign(new Error("fetch failed", { cause: cut }), { status: 500 });
    const { status } = answer;
    const response: Answer = { status, headers: answer.headers ?? {}, data: asSent(answer.body) };
    if (status >= 400) throw Object.assign(new Error("refused"), { status, response });
    return response;
  };
}

/** What is left of a value on the line. */
function asSent(body: unknown): unknown {
  return body === undefined ? undefined : JSON.parse(JSON.stringify(body));
}

function poster(call: Call): SessionParts["post"] {
  return async (document) => {
    const query = new URLSearchParams();
    const { data, headers } = await call({ method: "POST", path: "/graphql", query, body: asSent(document) });
    return { body: data, headers };
  };
}

/** `GET /repos/{owner}`: what the path does not take is asked for in the query, or sent. */
function expand(route: string, given: Given): Expanded {
  const [method = "", template = ""] = route.split(" ");
  const rest = new Map(Object.entries(given));
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    rest.delete(name);
    return encodeURIComponent(String(given[name] ?? ""));
  });
  const [query, body] = method === "GET" ? [rest, undefined] : [[], Object.fromEntries(rest)];
  return {
    method,
    path,
    query: new URLSearchParams([...query].map(([key, value]): [string, string] => [key, String(value)])),
    body,
  };
}
