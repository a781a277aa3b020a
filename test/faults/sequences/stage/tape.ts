import type { Pieces } from "../../../../src/sandbox/assemble.ts";
import type { IncomingCall } from "../../../../src/sandbox/http/api.ts";
import type { Post } from "../../../../src/sandbox/webhooks/send.ts";
import { effectsIn } from "../../effects.ts";

/** A request of the App, as it passed on the line. */
export interface Passed {
  /** Virtual time, ms. */
  readonly at: number;
  /** Null: the App itself, not one of its installations. */
  readonly installation: number | null;
  readonly kind: "query" | "mutation" | "rest";
  /** Method and path; `graphql` for both kinds of it. */
  readonly label: string;
  /** What a mutation document wants done, one text an effect: equal texts are the same effect. */
  readonly effects: readonly string[];
  /** All that was sent. */
  readonly text: string;
  /** Other GraphQL requests of this installation that were under way when it began. */
  readonly beside: number;
  /** Null: the connection was cut. */
  readonly status: number | null;
  /** Where it stands among requests and deliveries: when it was sent. */
  readonly order: number;
}

/** A webhook that was posted to the App. */
export interface Posted {
  /** Virtual time, ms: when it came to the App's door. */
  readonly at: number;
  readonly guid: string;
  readonly event: string;
  readonly body: string;
  /** What the App answered. */
  readonly code: number;
  /** Where it stands among requests and deliveries: when it was answered. */
  readonly order: number;
}

/** Everything that passes between GitHub and the App, in order. */
export interface Tape {
  readonly passed: Passed[];
  readonly posted: Posted[];
  /** Notes each webhook and how the App takes it. */
  noting(post: Post): Post;
  /** Notes a request and how `work` answers it. */
  note<T extends { readonly status: number } | null>(call: IncomingCall, work: () => Promise<T>): Promise<T>;
}

interface TapeParts {
  readonly clock: () => Pieces["clock"];
  readonly tokens: Pieces["tokens"];
}

/** An empty tape. */
export function createTape({ clock, tokens }: TapeParts): Tape {
  const passed: Passed[] = [];
  const posted: Posted[] = [];
  let order = 0;
  const underWay = new Map<number, number>();
  return {
    passed,
    posted,
    noting: (post) => async (url, headers, body) => {
      const at = clock().now();
      const outcome = await post(url, headers, body);
      order += 1;
      const [guid = "", event = ""] = [headers["x-github-delivery"], headers["x-github-event"]];
      posted.push({ at, guid, event, body, code: outcome.code, order });
      return outcome;
    },
    note: async (call, work) => {
      order += 1;
      const about = { at: clock().now(), order, ...describe(call, tokens) };
      const line = about.kind === "rest" ? null : about.installation;
      const beside = line === null ? 0 : (underWay.get(line) ?? 0);
      if (line !== null) underWay.set(line, beside + 1);
      const answer = await work();
      if (line !== null) underWay.set(line, (underWay.get(line) ?? 1) - 1);
      passed.push(withText({ ...about, beside, status: answer?.status ?? null }, call.body));
      return answer;
    },
  };
}

function describe(
  call: IncomingCall,
  tokens: Pieces["tokens"],
): Omit<Passed, "at" | "order" | "beside" | "status" | "text"> {
  const kind = kindOf(call);
  return {
    ...{ kind, installation: installationOf(call, tokens) },
    label: kind === "rest" ? `${call.method} ${call.path}` : "graphql",
    effects: kind === "mutation" ? effectsIn(call.body) : [],
  };
}

/** Few requests are ever read: the text is written when somebody asks for it. */
function withText(about: Omit<Passed, "text">, body: unknown): Passed {
  let text: string | null = null;
  const get = (): string => (text ??= JSON.stringify(body ?? ""));
  return Object.defineProperty(about, "text", { get }) as Passed;
}

function kindOf({ path, body }: IncomingCall): Passed["kind"] {
  if (path !== "/graphql") return "rest";
  const { query = "" } = body as { readonly query?: string };
  return query.trimStart().startsWith("mutation") ? "mutation" : "query";
}

function installationOf({ headers }: IncomingCall, tokens: Pieces["tokens"]): number | null {
  const token = (headers["authorization"] ?? "").split(" ")[1] ?? "";
  const holder = tokens.holder(token);
  return holder?.kind === "installation" ? holder.id : null;
}
