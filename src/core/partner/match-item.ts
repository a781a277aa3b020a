import { editDistance } from "../text/edit-distance.ts";
import type { ItemWords } from "./item-words.ts";

/** A checklist item as something that a box's text can name. */
export interface Candidate {
  readonly words: readonly string[];
  /** The words of the item's id. */
  readonly idWords: readonly string[];
  /** The word of its ladder level, or null. */
  readonly level: string | null;
}

export type Match<C> =
  | { readonly kind: "item"; readonly item: C }
  | { readonly kind: "ambiguous"; readonly items: readonly C[] }
  | { readonly kind: "none" };

/** Words that carry no meaning of their own. */
const STOP = wordSet(
  "a an the to of for and or with in on at by as is are be has have was were we they it its this",
);
/** Words of a note that say no more than the box does. */
const NOISE = wordSet(
  "done complete completed finished ok okay yes ticked checked achieved jan feb mar apr may jun jul",
);
const NEGATION = wordSet(
  "not no never cannot cant dont doesnt didnt wont isnt arent wasnt hasnt havent without none",
);
const OPPOSING = wordSet(
  "cancelled canceled postponed failed rejected declined refused pending missing waiting blocked tbd todo unable except",
);

/**
 * Which item a box's text names: the same words, the item with a note behind, its beginning, or (conservatively)
 * the same words reordered, shortened, lengthened or misspelt. What fits several items alike fits none.
 */
export function matchItem<C extends Candidate>(text: ItemWords, candidates: readonly C[]): Match<C> {
  if (text.words.length === 0) return { kind: "none" };
  const steps = [sameWords, withNote, beginning];
  for (const step of steps) {
    const found = candidates.filter((candidate) => step(text, candidate));
    if (found.length > 0) return chosen(step === withNote ? longest(found) : found);
  }
  return similar(text, candidates);
}

function sameWords({ words, head }: ItemWords, { words: item, idWords }: Candidate): boolean {
  const written = words.join("");
  return written === item.join("") || written === idWords.join("") || sameList(head, idWords);
}

/** A short item needs a mark between itself and the note: `Signed — 12 Mar`. */
function withNote({ words, head }: ItemWords, { words: item }: Candidate): boolean {
  return item.length > 2 ? startsWith(words, item) : item.length > 0 && sameList(head, item);
}

function beginning({ words }: ItemWords, { words: item }: Candidate): boolean {
  return words.length > 1 && words.join("").length > 9 && startsWith(item, words);
}

function similar<C extends Candidate>(text: ItemWords, candidates: readonly C[]): Match<C> {
  const scored = candidates
    .map((item) => ({ item, score: bestScore(text, item) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const best = scored[0];
  if (best === undefined) return { kind: "none" };
  return chosen(scored.filter(({ score }) => score > best.score - 0.15).map(({ item }) => item));
}

function bestScore({ words, head }: ItemWords, item: Candidate): number {
  const whole = similarity(words, item);
  return head.length === words.length ? whole : Math.max(whole, similarity(head, item));
}

/** From 0 (not the same) to 1. Nothing may be put in another's place: words are left out or added, not both. */
function similarity(written: readonly string[], item: Candidate): number {
  const wanted = item.words.filter((word) => !STOP.has(word));
  const given = written.filter((word) => !STOP.has(word) && (item.words.includes(word) || !NOISE.has(word)));
  if (given.length < 2 || contradicts(given, wanted)) return 0;
  const kept = given.filter((word) => wanted.some((other) => alike(word, other))).length;
  const covered = wanted.filter((word) => given.some((other) => alike(word, other))).length;
  const alikeness = (kept + covered) / (given.length + wanted.length);
  if (oneSlip(written.join(""), item.words.join(""))) return 1;
  const shortened = kept === given.length && isEnough(given, covered / wanted.length, item.level);
  const lengthened = covered === wanted.length && wanted.length > 2 && alikeness >= 0.5;
  return shortened || lengthened || alikeness >= 0.9 ? alikeness : 0;
}

function isEnough(given: readonly string[], share: number, level: string | null): boolean {
  const namesLevel = level !== null && given.includes(level);
  return namesLevel || (given.length > 2 && share >= 0.4);
}

/** One denies what the other says, names another number or level, or tells that it came to nothing. */
function contradicts(given: readonly string[], wanted: readonly string[]): boolean {
  const denies = (words: readonly string[]): boolean => words.some((word) => NEGATION.has(word));
  if (denies(given) !== denies(wanted)) return true;
  return given.some((word) => !wanted.includes(word) && (/\p{N}/u.test(word) || OPPOSING.has(word)));
}

/** The same word, another form of it, or a slip of the pen; never in the first letter (`unconfirmed`). */
function alike(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < 5 || long.length - short.length > 3 || !long.startsWith(short.slice(0, 1))) return false;
  if (long.startsWith(short)) return true;
  return editDistance(short, long) <= (short.length > 8 ? 2 : 1);
}

/** Whether long texts differ in one letter, whatever the spaces between their words. */
function oneSlip(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < 12 || long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  const rest = long.slice(start + 1);
  return rest === short.slice(start) || rest === short.slice(start + 1);
}

function chosen<C>(found: readonly C[]): Match<C> {
  const [item, ...others] = found;
  if (item === undefined) return { kind: "none" };
  return others.length === 0 ? { kind: "item", item } : { kind: "ambiguous", items: found };
}

function longest<C extends Candidate>(found: readonly C[]): readonly C[] {
  const most = Math.max(...found.map(({ words }) => words.length));
  return found.filter(({ words }) => words.length === most);
}

function startsWith(words: readonly string[], start: readonly string[]): boolean {
  return start.length > 0 && start.every((word, index) => word === words[index]);
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && startsWith(a, b);
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}
