import type { IncomingMessage } from "node:http";

/** GitHub sends no more than this. */
export const MOST_BYTES = 25 * 1024 * 1024;
/** All bodies being read at once: unsigned ones must not fill the memory. */
const MOST_BYTES_AT_ONCE = 80 * 1024 * 1024;

export type Body =
  | { readonly kind: "body"; readonly text: string }
  | { readonly kind: "too-large" }
  | { readonly kind: "busy" }
  /** The sender went away. */
  | { readonly kind: "broken" };

/** Reads bodies up to the cap, one budget for all of them. What is too much is left unread. */
export function createBodyReader(
  mostAtOnce = MOST_BYTES_AT_ONCE,
): (request: IncomingMessage) => Promise<Body> {
  const budget = { left: mostAtOnce };
  return async (request) => {
    if (Number(request.headers["content-length"] ?? "0") > MOST_BYTES) return { kind: "too-large" };
    const held = { bytes: 0 };
    try {
      return await collect(request, held, budget);
    } finally {
      budget.left += held.bytes;
    }
  };
}

function collect(request: IncomingMessage, held: { bytes: number }, budget: { left: number }): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const end = (body: Body): void => {
      request.off("data", take);
      request.pause();
      resolve(body);
    };
    const take = (chunk: Buffer): void => {
      held.bytes += chunk.length;
      budget.left -= chunk.length;
      chunks.push(chunk);
      if (held.bytes > MOST_BYTES) end({ kind: "too-large" });
      else if (budget.left < 0) end({ kind: "busy" });
    };
    request.on("data", take);
    request.once("end", () => {
      resolve({ kind: "body", text: Buffer.concat(chunks).toString("utf8") });
    });
    request.once("close", () => {
      resolve({ kind: "broken" });
    });
    request.once("error", () => {
      resolve({ kind: "broken" });
    });
  });
}
