import type { IncomingMessage } from "node:http";

/** GitHub sends no more than this. */
const MOST_BYTES = 25 * 1024 * 1024;
/** All bodies at once: the largest of GitHub's and many usual ones. Each takes several times its size in memory. */
const MOST_BYTES_AT_ONCE = 32 * 1024 * 1024;

/** The bytes of a body in the pieces in which they came. What nobody signed is never put together. */
export type Body = readonly Buffer[];
export type Unread = "too-large" | "busy" | "broken";

/** What was made of a body, or why there is none. `busy`: too many bytes at once; `broken`: the sender went away. */
type Read<T> = { readonly kind: "used"; readonly value: T } | { readonly kind: Unread };

type BodyReader = <T>(request: IncomingMessage, use: (body: Body) => Promise<T>) => Promise<Read<T>>;

/** Reads bodies up to the cap, one budget for all that are read or used. What is too much is left unread. */
export function createBodyReader(): BodyReader {
  const budget = { left: MOST_BYTES_AT_ONCE };
  return async (request, use) => {
    if (Number(request.headers["content-length"] ?? "0") > MOST_BYTES) return { kind: "too-large" };
    const held = { bytes: 0 };
    try {
      const body = await collect(request, held, budget);
      return typeof body === "string" ? { kind: body } : { kind: "used", value: await use(body) };
    } finally {
      budget.left += held.bytes;
    }
  };
}

function collect(
  request: IncomingMessage,
  held: { bytes: number },
  budget: { left: number },
): Promise<Unread | Body> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    const refuse = (because: Unread): void => {
      request.off("data", take);
      request.pause();
      // The request outlives its refusal by a moment and would keep them.
      chunks = [];
      resolve(because);
    };
    const take = (chunk: Buffer): void => {
      held.bytes += chunk.length;
      budget.left -= chunk.length;
      chunks.push(chunk);
      if (held.bytes > MOST_BYTES) refuse("too-large");
      else if (budget.left < 0) refuse("busy");
    };
    request.on("data", take);
    request.once("end", () => {
      resolve(chunks);
      chunks = [];
    });
    request.once("close", () => {
      refuse("broken");
    });
    request.once("error", () => {
      refuse("broken");
    });
  });
}
