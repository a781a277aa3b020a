import { decodeEntities } from "../text/entities.ts";

/** An item's or a heading's text, reduced to what two people would call the same words. */
export interface ItemWords {
  /** Lower case, without punctuation, accents and emphasis; links are their text. */
  readonly words: readonly string[];
  /** The words before the first dash, colon, bracket, full stop or line end: mostly the item without its note. */
  readonly head: readonly string[];
  /** All that is written is crossed out. */
  readonly struck: boolean;
}

/** More than this of one item is a note. */
const LONGEST = 600;
const COMMENT = /<!--[\s\S]*?(?:-->|$)/g;
const STRUCK = /~~(?=[^\s~])([^~]*)~~|(?<!~)~(?=[^\s~])([^~]*)~(?!~)|<(del|s|strike)>([\s\S]*?)<\/\3>/gi;
const AUTOLINK = /<(?:https?:|mailto:)[^<>]*>|https?:\/\/[^\s)\]]+/gi;
const TAG = /<\/?[A-Za-z][^<>]*>/g;
const LINK = /!?\[([^[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^[\]]*\])/g;
const NUMBERING = /^\s*(?:\(?\d{1,3}[.)]|[a-z]\))\s+/i;
const SEPARATOR = /\s[-–—−]+\s|[:;(.\n]|[–—]/;

/** Reads the words of one line or paragraph of Markdown. */
export function itemWords(markdown: string): ItemWords {
  const whole = markdown.slice(0, LONGEST).replace(COMMENT, " ");
  const left = whole.replace(STRUCK, " ");
  const struck = left !== whole && wordsOf(readable(left)).length === 0;
  const text = readable(struck ? whole : left).replace(NUMBERING, "");
  const end = text.search(SEPARATOR);
  return { words: wordsOf(text), head: wordsOf(end === -1 ? text : text.slice(0, end)), struck };
}

/** Links and images become their text, tags and addresses vanish. */
function readable(markdown: string): string {
  const linked = markdown.replace(LINK, "$1").replace(LINK, "$1");
  return decodeEntities(linked.replace(AUTOLINK, " ").replace(TAG, " "));
}

function wordsOf(text: string): readonly string[] {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .replace(/(?<=\p{L})['‘’ʼ`´](?=\p{L})/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}
