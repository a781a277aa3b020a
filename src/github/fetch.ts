/** The platform's fetch, or what a test hands in. */
export type Fetch = typeof globalThis.fetch;

/** GitHub gives up after 10 s itself; what takes longer than this was lost on the way. */
const TIMEOUT_MS = 15_000;

/**
 * `fetch` with a deadline for the whole answer, body included, in real time. Redirects (a repository that was
 * renamed) are followed for reads and on the same host only: nothing but the API is ever called.
 */
export function boundedFetch(inner: Fetch, timeoutMs = TIMEOUT_MS): Fetch {
  return async (input, init) => {
    const bounded: RequestInit = { ...init, redirect: "manual", signal: AbortSignal.timeout(timeoutMs) };
    const answer = await inner(input, bounded);
    const next = redirection(answer, init?.method ?? "GET");
    return next === null ? answer : inner(next, bounded);
  };
}

function redirection(answer: Response, method: string): string | null {
  const location = answer.headers.get("location");
  if (method !== "GET" || location === null || answer.status < 300 || answer.status > 399) return null;
  const target = new URL(location, answer.url);
  return target.origin === new URL(answer.url).origin ? target.href : null;
}
