import { decodeEntities } from "./entities.ts";

/** What stands where an address stood. */
const EMAIL_REMOVED = "[e-mail address]";

const label = "[\\p{L}\\p{N}\\p{M}_-]{1,63}";
const named = `(?:${label}[.\\uFF0E\\u3002\\uFF61]){1,20}\\p{L}[\\p{L}\\p{N}\\p{M}-]{1,62}`;
const numbered = "\\[?(?:\\d{1,3}\\.){3}\\d{1,3}\\]?";
const DOMAIN = new RegExp(`${named}|${numbered}`, "uy");
const AT = /[@\uFF20\uFE6B]|%40| [@\uFF20\uFE6B] | ?(?:\[at\]|\(at\)) ?/gi;
/** By units, so that a letter beyond the basic plane counts too. */
const LOCAL = /[\p{L}\p{N}\p{M}.!#$%&'*+=?^_`{|}~\uD800-\uDFFF-]/u;
const LONGEST_LOCAL = 64;

/**
 * Replaces every e-mail address, also one behind character references, percent signs or invisible characters.
 * The one filter for every value that is echoed anywhere. Text without an address comes back as it was.
 */
export function withoutEmails(text: string): string {
  const filtered = replaceAddresses(text);
  if (!/[&\p{Cf}]/u.test(filtered)) return filtered;
  const revealed = decodeEntities(filtered).replace(/\p{Cf}/gu, "");
  const unmasked = replaceAddresses(revealed);
  return unmasked === revealed ? filtered : unmasked;
}

/** Looks at each `@` and to both sides of it, so that the time grows with the length alone. */
function replaceAddresses(text: string): string {
  const pieces: string[] = [];
  let done = 0;
  for (const at of text.matchAll(AT)) {
    const start = localStart(text, at.index, done);
    const end = start < at.index ? domainEnd(text, at.index + at[0].length) : null;
    if (end === null) continue;
    pieces.push(text.slice(done, start), EMAIL_REMOVED);
    done = end;
  }
  return pieces.join("") + text.slice(done);
}

function localStart(text: string, at: number, done: number): number {
  const earliest = Math.max(done, at - LONGEST_LOCAL);
  const quote = text[at - 1] === '"' ? text.lastIndexOf('"', at - 2) : -1;
  let start = quote >= earliest ? quote : at;
  while (start > earliest && LOCAL.test(text.charAt(start - 1))) start -= 1;
  const scheme = start - "mailto:".length;
  return scheme >= done && text.slice(scheme, start).toLowerCase() === "mailto:" ? scheme : start;
}

function domainEnd(text: string, from: number): number | null {
  DOMAIN.lastIndex = from;
  return DOMAIN.test(text) ? DOMAIN.lastIndex : null;
}
