/** Who makes a request of the sandbox's GitHub. Null in a request: nobody (no token). */
export interface Actor {
  readonly login: string;
  readonly kind: "User" | "Bot";
  /** Set for an installation token: what the App may do is limited to this installation and its permissions. */
  readonly installation: number | null;
}

/** A request as the HTTP front parsed it. `body` is parsed JSON, or undefined. */
export interface ApiRequest {
  readonly method: string;
  /** Without the `/api/v3` prefix and the query string. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
  readonly actor: Actor | null;
}

export interface ApiResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, a text as it is; undefined sends no body. */
  readonly body: unknown;
}

/** A webhook that GitHub would send to the App, before signing. */
export interface Webhook {
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** A write that was applied, even if the answer was lost on the way. `at` is virtual time, ISO. */
export interface JournalLine {
  readonly at: string;
  readonly actor: string;
  /** Such as `updateProjectV2ItemFieldValue` or `POST /repos/{owner}/{repo}/issues`. */
  readonly operation: string;
  /** What was written, small and readable: ids, numbers, from, to. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The virtual clock, in ms since the epoch. */
export type Now = () => number;
