import { TAG } from "./block-starts.ts";

/** What a paragraph shows as code, or not at all. */
export type Hidden = "code" | "code and HTML";

interface Scan {
  readonly text: string;
  readonly closers: ReadonlyMap<number, readonly number[]>;
  /** Unclosed comments are looked for once. */
  commentsEnd: boolean;
}

const HIDDEN_HTML = new RegExp(TAG, "y");
const LINK_END =
  /\]\(\s{0,9}[^\s()<>]{0,999}(?:\s{1,9}(?:"[^"]{0,999}"|'[^']{0,999}'|\([^()]{0,999}\)))?\s{0,9}\)/y;

/**
 * A paragraph's text with everything blanked out that its reader does not read as words: code spans or, beside
 * them, HTML comments, tags and the targets of links. Every other character and every newline keeps its place.
 */
export function maskHidden(text: string, hidden: Hidden): string {
  const scan: Scan = { text, closers: backtickRuns(text), commentsEnd: true };
  const pieces: string[] = [];
  let shown = 0;
  for (let at = 0; at < text.length;) {
    const end = hiddenEnd(scan, at, hidden);
    if (end > at) {
      pieces.push(text.slice(shown, at), text.slice(at, end).replace(/[^\n]/g, " "));
      shown = end;
    }
    at = end > at ? end : next(text, at);
  }
  return pieces.join("") + text.slice(shown);
}

/** Where the hidden piece ends that begins here; `at` itself when none does. */
function hiddenEnd(scan: Scan, at: number, hidden: Hidden): number {
  const { text } = scan;
  const sign = text[at];
  if (sign === "`") return codeEnd(scan, at);
  if (hidden === "code") return at;
  if (sign === "<")
    return text.startsWith("<!--", at) ? commentEnd(scan, at) : matchEnd(HIDDEN_HTML, text, at);
  return sign === "]" ? matchEnd(LINK_END, text, at) : at;
}

function codeEnd({ text, closers }: Scan, at: number): number {
  const length = runLength(text, at);
  const close = firstAfter(closers.get(length) ?? [], at);
  return close === null ? at : close + length;
}

function commentEnd(scan: Scan, at: number): number {
  const end = scan.commentsEnd ? scan.text.indexOf("-->", at + 2) : -1;
  scan.commentsEnd = end !== -1;
  return end === -1 ? at : end + 3;
}

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Steps over an escaped character, and over a whole run of backticks that opens nothing. */
function next(text: string, at: number): number {
  if (text[at] === "`") return at + runLength(text, at);
  return at + (text[at] === "\\" ? 2 : 1);
}

function runLength(text: string, at: number): number {
  let end = at;
  while (text[end] === "`") end += 1;
  return end - at;
}

function backtickRuns(text: string): ReadonlyMap<number, readonly number[]> {
  const runs = new Map<number, number[]>();
  for (const match of text.matchAll(/`+/g)) {
    const same = runs.get(match[0].length) ?? [];
    same.push(match.index);
    runs.set(match[0].length, same);
  }
  return runs;
}

/** Binary search: the places are in ascending order. */
function firstAfter(places: readonly number[], at: number): number | null {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return places[low] ?? null;
}
