import { createAppAuth } from "@octokit/auth-app";
import { registerApp } from "../../../src/sandbox/access/registration.ts";
import type { Pieces } from "../../../src/sandbox/assemble.ts";
import type { ApiResponse } from "../../../src/sandbox/contract.ts";
import { createApi } from "../../../src/sandbox/http/api.ts";
import { createPieces } from "../../../src/sandbox/start.ts";
import type { LimitNumbers } from "../../../src/sandbox/limits/limits.ts";

/** GitHub's API without a port and without the App. Its time stands still. */
export interface TestApi {
  readonly pieces: Pieces;
  /** Sends `METHOD /path?query`; `by` is a whole `Authorization`, or null for nobody. Null: the connection is cut. */
  readonly send: (by: string | null, line: string, body?: unknown) => Promise<ApiResponse | null>;
  /** A GraphQL request of a person. */
  readonly ask: (
    login: string,
    query: string,
    variables?: Readonly<Record<string, unknown>>,
  ) => Promise<ApiResponse | null>;
  /** `Authorization` of a person, of the App's installation, and of the App itself. */
  readonly person: (login: string) => string;
  readonly installation: () => string;
  readonly app: () => Promise<string>;
  readonly pass: (seconds: number) => void;
}

/** A key of its own takes longer to make than all the rest. */
const registration = registerApp("app.yml");

/** The programme of the seed, at noon on a Monday. */
export function anApi(limits: Partial<LimitNumbers> = {}): TestApi {
  const pieces = createPieces({ speed: 0, base: Date.parse("2026-03-02T12:00:00Z"), limits, registration });
  pieces.at.root = "http://127.0.0.1:9";
  const api = createApi(pieces);
  const person = (login: string): string => `token ${pieces.tokens.forLogin(login)}`;
  const send: TestApi["send"] = (by, line, body) => {
    const [method = "", target = ""] = line.split(" ");
    const { pathname: path, searchParams: query } = new URL(target, "https://api.github.com");
    const headers = by === null ? {} : { authorization: by };
    return api({
      method,
      path,
      query,
      headers,
      body,
      requestId: "AB:12",
      signal: new AbortController().signal,
    });
  };
  return {
    pieces,
    send,
    ask: (login, query, variables = {}) => send(person(login), "POST /graphql", { query, variables }),
    person,
    installation: () =>
      `token ${pieces.tokens.forInstallation(pieces.world.installations()[0]?.id ?? 0).token}`,
    app: async () => {
      const { id: appId, privateKey } = pieces.registration;
      return `bearer ${(await createAppAuth({ appId, privateKey })({ type: "app" })).token}`;
    },
    pass: (seconds) => {
      pieces.clock.set({ to: pieces.clock.now() + seconds * 1000 });
    },
  };
}
