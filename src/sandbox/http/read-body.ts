import type { IncomingMessage } from "node:http";

/** What came with a request. `bad` says why it could not be used. */
export type ReadBody =
  | { readonly kind: "none" }
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "bad"; readonly because: "not-json" | "too-large" };

const LARGEST = 25 * 1024 * 1024;

/** Reads the whole body as JSON, whatever content type it claims: official clients differ in that. */
export async function readBody(request: IncomingMessage): Promise<ReadBody> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: unknown = chunk;
    if (!(bytes instanceof Uint8Array)) continue;
    size += bytes.length;
    if (size > LARGEST) return { kind: "bad", because: "too-large" };
    chunks.push(bytes);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  if (text.trim() === "") return { kind: "none" };
  try {
    return { kind: "json", value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: "bad", because: "not-json" };
    throw error;
  }
}
