import { createHash } from "node:crypto";

/**
 * A node id in GitHub's present form: a prefix, then a MessagePack array of integers in base64url:
 * `[0, owner, …, own id]`. Clients must not read them, but tests and people know them by their look.
 */
export function nodeId(prefix: string, ...numbers: readonly number[]): string {
  const bytes = Buffer.alloc(2 + numbers.length * 5);
  bytes.writeUInt8(0x90 + numbers.length + 1, 0);
  numbers.forEach((number, index) => {
    bytes.writeUInt8(0xce, 2 + index * 5);
    bytes.writeUInt32BE(number, 3 + index * 5);
  });
  return `${prefix}_${bytes.toString("base64url")}`;
}

/** The id of a single-select option: eight hexadecimal digits. */
export function optionId(seed: string): string {
  return createHash("sha1").update(seed).digest("hex").slice(0, 8);
}

/** Git's own hash of a file. */
export function blobSha(bytes: Buffer): string {
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

/** Something that looks like a commit's hash. */
export function commitSha(seed: string): string {
  return createHash("sha1").update(`commit ${seed}`).digest("hex");
}
