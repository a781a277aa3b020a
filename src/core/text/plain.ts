import { withoutEmails } from "./emails.ts";
import { decodeEntities } from "./entities.ts";
import { withoutInvisibles } from "./invisible.ts";

/** Stands within a pattern that GitHub would act on. A backslash or a character reference does not stop it. */
const BREAK = "\u200b";

/** Patterns that GitHub turns into a mention, a reference or a link wherever it finds them in text. */
const acting: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/[@\uFF20\uFE6B#\uFF03\uFE5F]/g, (sign) => sign + BREAK],
  [/:(?=\/\/)/g, (sign) => sign + BREAK],
  [/(?<=www)\.|(?<=mailto|xmpp):/gi, (sign) => BREAK + sign],
  [/(?:GHSA-(?=[a-z\d])|[a-z]{2,20}-(?=\d))/gi, (prefix) => prefix + BREAK],
  [/(?<![a-z\d])[\da-f]{7,64}(?![a-z\d])/gi, (sha) => sha.replace(/.{6}(?=.)/g, `$&${BREAK}`)],
];
const references: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const MARKUP = /[\\`*_[\]|~$&<>]/g;
const BLOCK_START = /^(?:(?=[-+=#:/])|\d{1,9}(?=[.)]))/;

/**
 * Other people's text, harmless inside our Markdown: one line of at most `most` characters that shows what they
 * wrote and makes no mention, reference, link, markup, block or marker, and shows no e-mail address.
 */
export function plain(text: string, most = 300): string {
  const shown = shorten(oneLine(text.slice(0, most * 20)), most);
  const defused = acting.reduce((before, [pattern, fix]) => before.replace(pattern, fix), shown);
  return defused
    .replace(MARKUP, (sign) => references[sign] ?? `\\${sign}`)
    .replace(BLOCK_START, (start) => `${start}\\`);
}

/** What somebody wrote as one line of text, without e-mail addresses. Not yet safe inside Markdown. */
export function oneLine(text: string): string {
  const spaced = decodeEntities(text).replace(/[\s\u0085]+/g, " ");
  return withoutEmails(withoutInvisibles(spaced)).replace(/ {2,}/g, " ").trim();
}

/** At most so many characters, an ellipsis included. */
export function shorten(text: string, most: number): string {
  const characters = Array.from(text);
  if (characters.length <= most) return text;
  return `${characters
    .slice(0, Math.max(0, most - 1))
    .join("")
    .trimEnd()}…`;
}
