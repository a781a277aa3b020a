/** What the rest of a line, its indentation taken off, begins. As CommonMark has it. */

/** How a raw HTML block ends: at a line that matches, or (null) before the next blank line. */
export interface HtmlEnd {
  readonly pattern: RegExp | null;
}

export interface Fence {
  readonly sign: string;
  readonly length: number;
}

export interface ListMarker {
  /** Columns from the marker to the content. */
  readonly width: number;
  /** Characters of the rest that marker and padding take. */
  readonly taken: number;
  readonly empty: boolean;
  readonly startsAtOne: boolean;
}

const blockTags =
  "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|" +
  "fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|" +
  "menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul";
/** As CommonMark has it: a no-break space is none. */
const space = "[ \\t\\n]";
const attribute = `${space}+[a-zA-Z_:][\\w.:-]*(?:${space}*=${space}*(?:[^ \\t\\n"'=<>\`]+|'[^']{0,999}'|"[^"]{0,999}"))?`;

/** One tag of raw HTML, opening or closing. */
export const TAG = `(?:<[A-Za-z][A-Za-z\\d-]*(?:${attribute}){0,40}${space}*/?>|</[A-Za-z][A-Za-z\\d-]*${space}*>)`;

const htmlStarts: readonly (readonly [start: RegExp, end: RegExp | null])[] = [
  [/^<(?:script|pre|textarea|style)(?:[ \t]|>|$)/i, /<\/(?:script|pre|textarea|style)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<![A-Za-z]/, />/],
  [/^<!\[CDATA\[/, /\]\]>/],
  [new RegExp(`^</?(?:${blockTags})(?:[ \\t]|/?>|$)`, "i"), null],
];
const ALONE = new RegExp(`^${TAG}[ \\t]*$`);
const HEADING = /^(#{1,6})(?: +|$)/;
const FENCE = /^(`{3,})[^`]*$|^(~{3,})/;
const RULE = /^(?:(?:\* *){3,}|(?:_ *){3,}|(?:- *){3,})$/;
const MARKER = /^(?:[-+*]|(\d{1,9})[.)])(?= |$)/;

/** `## Title ##`: its level and text. */
export function headingStart(rest: string): { readonly level: number; readonly text: string } | null {
  const marks = HEADING.exec(rest)?.[1];
  if (marks === undefined) return null;
  const text = rest.slice(marks.length).trim();
  return { level: marks.length, text: withoutClosingMarks(text) };
}

/** The line under a paragraph that makes it a heading; its level. */
export function underlineLevel(rest: string): 1 | 2 | null {
  if (/^=+ *$/.test(rest)) return 1;
  return /^-+ *$/.test(rest) ? 2 : null;
}

/** Three or more of one sign: where code begins. */
export function fenceStart(rest: string): Fence | null {
  const match = FENCE.exec(rest);
  const signs = match?.[1] ?? match?.[2];
  return signs === undefined ? null : { sign: signs.slice(0, 1), length: signs.length };
}

/** Whether the rest of a line closes the fence. */
export function closesFence(rest: string, { sign, length }: Fence): boolean {
  const [signs = ""] = /^[^ ]*(?= *$)/.exec(rest) ?? [];
  return signs.length >= length && signs === sign.repeat(signs.length);
}

/** The second line of a table, more or less: `| --- | :-: |`. */
export function isTableRule(line: string): boolean {
  return /^\|?(?: *:?-+:? *\|)* *:?-+:? *\|?$/.test(line);
}

/** Raw HTML. A lone tag of no special name does not interrupt a paragraph. */
export function htmlStart(rest: string, inParagraph: boolean): HtmlEnd | null {
  if (!rest.startsWith("<")) return null;
  const known = htmlStarts.find(([start]) => start.test(rest));
  if (known !== undefined) return { pattern: known[1] };
  return !inParagraph && ALONE.test(rest) ? { pattern: null } : null;
}

/** `***`, `- - -`: a line across. */
export function isRule(rest: string): boolean {
  return RULE.test(rest);
}

/** `-`, `*`, `+`, `1.`, `1)` before a space or the end of the line. */
export function listMarker(rest: string): ListMarker | null {
  const match = MARKER.exec(rest);
  if (match === null) return null;
  const marker = match[0].length;
  const startsAtOne = match[1] === undefined || Number(match[1]) === 1;
  const spaces = indentOf(rest, marker);
  const empty = marker + spaces >= rest.length;
  const padding = empty || spaces > 4 ? 1 : spaces;
  return { width: marker + padding, taken: Math.min(marker + padding, rest.length), empty, startsAtOne };
}

/** Spaces from `from` on. Tabs were expanded before. */
export function indentOf(line: string, from: number): number {
  let at = from;
  while (line.charCodeAt(at) === 0x20) at += 1;
  return at - from;
}

function withoutClosingMarks(text: string): string {
  let end = text.length;
  while (text.charCodeAt(end - 1) === 0x23) end -= 1;
  if (end === 0) return "";
  return text.charCodeAt(end - 1) === 0x20 ? text.slice(0, end).trimEnd() : text;
}
