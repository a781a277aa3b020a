import {
  closesFence,
  fenceStart,
  headingStart,
  htmlStart,
  indentOf,
  isRule,
  isTableRule,
  listMarker,
  underlineLevel,
  type Fence,
  type HtmlEnd,
  type ListMarker,
} from "./block-starts.ts";
import { QuoteTags } from "./quote-tags.ts";

/** A piece of a Markdown text that is no code: its words, and where they stand. */
export type Block = {
  readonly text: string;
  /** 1-based. The lines of a block follow each other in the source. */
  readonly line: number;
  /** In a quote, be it Markdown's or raw HTML's, or in raw HTML that strikes out or shows code. */
  readonly quoted: boolean;
} & (
  | { readonly kind: "heading"; readonly level: number }
  /** `opensItem`: the first thing in a list item, where a box may stand. */
  | { readonly kind: "paragraph"; readonly opensItem: boolean }
  | { readonly kind: "html" }
);

export type ReadBlocks =
  | { readonly kind: "blocks"; readonly blocks: readonly Block[]; readonly lines: readonly string[] }
  /** Longer or nested deeper than anybody writes. */
  | { readonly kind: "unreadable" };

const DEEPEST = 40;
/** GitHub takes 65,536 characters; in our units a character can count twice. */
const LONGEST = 131_072;

interface Container {
  /** Columns a list item's content is indented by; null for a quote. */
  readonly width: number | null;
  childless: boolean;
}

type Leaf =
  | {
      readonly kind: "paragraph";
      readonly lines: string[];
      readonly line: number;
      readonly opensItem: boolean;
      /** It became a table, which any raw HTML can interrupt. */
      table: boolean;
    }
  | { readonly kind: "fence"; readonly fence: Fence }
  | { readonly kind: "html"; readonly end: HtmlEnd; readonly lines: string[]; readonly line: number }
  | { readonly kind: "indented" };

interface State {
  containers: Container[];
  leaf: Leaf | null;
  readonly blocks: Block[];
  readonly tags: QuoteTags;
  deepest: number;
}

interface Line {
  readonly text: string;
  readonly number: number;
  at: number;
  /** How many open containers the line continues. */
  matched: number;
  /** A container was opened on this line. */
  opened: boolean;
}

/**
 * Finds the blocks of a Markdown text in one pass over its lines, in time that grows with the length alone.
 * Follows CommonMark's rules for blocks; tables and footnotes are paragraphs here.
 */
export function readBlocks(source: string): ReadBlocks {
  if (source.length > LONGEST) return { kind: "unreadable" };
  const lines = source.replace(/^\uFEFF/, "").split(/\r\n?|\n/);
  const state: State = { containers: [], leaf: null, blocks: [], tags: new QuoteTags(), deepest: 0 };
  for (const [index, text] of lines.entries()) {
    readLine(state, { text: expandTabs(text), number: index + 1, at: 0, matched: 0, opened: false });
    if (state.deepest > DEEPEST) return { kind: "unreadable" };
  }
  closeLeaf(state);
  return { kind: "blocks", blocks: state.blocks, lines };
}

function readLine(state: State, line: Line): void {
  continueContainers(state, line);
  if (allMatched(state, line) && continueLeaf(state, line)) return;
  while (openContainer(state, line));
  if (openLeaf(state, line)) return;
  addText(state, line);
}

function continueContainers({ containers }: State, line: Line): void {
  for (const container of containers) {
    const indent = indentOf(line.text, line.at);
    const blank = line.at + indent >= line.text.length;
    if (container.width === null) {
      if (indent > 3 || line.text[line.at + indent] !== ">") return;
      line.at += indent + (line.text[line.at + indent + 1] === " " ? 2 : 1);
    } else if (blank) {
      if (container.childless) return;
      line.at += indent;
    } else {
      if (indent < container.width) return;
      line.at += container.width;
    }
    line.matched += 1;
  }
}

/** Code and raw HTML take their lines whole. */
function continueLeaf(state: State, line: Line): boolean {
  const { leaf } = state;
  if (leaf === null || leaf.kind === "paragraph") return false;
  if (leaf.kind === "html") return continueHtml(state, leaf, line);
  const indent = indentOf(line.text, line.at);
  const rest = line.text.slice(line.at + indent);
  if (leaf.kind === "indented" && indent < 4 && rest !== "") {
    closeLeaf(state);
    return false;
  }
  if (leaf.kind === "fence" && indent <= 3 && closesFence(rest, leaf.fence)) closeLeaf(state);
  return true;
}

function continueHtml(state: State, { end, lines }: Extract<Leaf, { kind: "html" }>, line: Line): true {
  const text = line.text.slice(line.at);
  const ends = end.pattern === null ? /^[ \t]*$/.test(text) : end.pattern.test(text);
  lines.push(text);
  if (ends) closeLeaf(state);
  return true;
}

/** A quote or a list item that begins here. */
function openContainer(state: State, line: Line): boolean {
  const indent = indentOf(line.text, line.at);
  const start = line.at + indent;
  if (indent > 3 || start >= line.text.length || state.containers.length > DEEPEST) return false;
  if (line.text[start] === ">") {
    push(state, line, { width: null, childless: true });
    line.at = start + (line.text[start + 1] === " " ? 2 : 1);
    return true;
  }
  const rest = line.text.slice(start);
  const marker = listMarker(rest);
  if (marker === null || isRule(rest) || !mayBegin(marker, state, line)) return false;
  push(state, line, { width: indent + marker.width, childless: true });
  line.at = start + marker.taken;
  return true;
}

/** A paragraph is interrupted only by an item with content, numbered from 1. */
function mayBegin({ empty, startsAtOne }: ListMarker, state: State, line: Line): boolean {
  return !continuesParagraph(state, line) || (!empty && startsAtOne);
}

/** A heading, code, raw HTML or a rule that begins here. */
function openLeaf(state: State, line: Line): boolean {
  const indent = indentOf(line.text, line.at);
  const rest = line.text.slice(line.at + indent);
  if (rest === "") return false;
  const paragraph = interrupted(state, line);
  if (indent > 3) return paragraph === null && begin(state, line, { kind: "indented" });
  const fence = fenceStart(rest);
  if (fence !== null) return begin(state, line, { kind: "fence", fence });
  const end = htmlStart(rest, paragraph?.table === false);
  if (end !== null) return beginHtml(state, line, end);
  return openHeading(state, line, rest) || (isRule(rest) && begin(state, line, null));
}

/** The paragraph that the line would interrupt. */
function interrupted({ leaf }: State, { opened }: Line): Extract<Leaf, { kind: "paragraph" }> | null {
  return leaf?.kind === "paragraph" && !opened ? leaf : null;
}

function openHeading(state: State, line: Line, rest: string): boolean {
  const heading = headingStart(rest);
  if (heading === null) return underline(state, line, rest);
  begin(state, line, null);
  return emit(state, { kind: "heading", ...heading, line: line.number });
}

function beginHtml(state: State, line: Line, end: HtmlEnd): boolean {
  const text = line.text.slice(line.at);
  begin(state, line, { kind: "html", end, lines: [text], line: line.number });
  if (end.pattern?.test(text) === true) closeLeaf(state);
  return true;
}

function underline(state: State, line: Line, rest: string): boolean {
  const { leaf } = state;
  const level = continuesParagraph(state, line) ? underlineLevel(rest) : null;
  if (level === null || leaf?.kind !== "paragraph") return false;
  state.leaf = null;
  return emit(state, { kind: "heading", level, text: leaf.lines.join("\n"), line: leaf.line });
}

function addText(state: State, line: Line): void {
  const text = line.text.slice(line.at).trim();
  // A line of a no-break space alone is not blank.
  const blank = line.at + indentOf(line.text, line.at) >= line.text.length;
  const { leaf } = state;
  if (leaf?.kind === "paragraph" && !blank && !line.opened) {
    leaf.lines.push(text);
    leaf.table ||= isTableRule(text);
    return;
  }
  closeUnmatched(state, line);
  if (blank) {
    closeLeaf(state);
    return;
  }
  const opensItem = state.containers.at(-1)?.width !== null && state.containers.at(-1)?.childless === true;
  begin(state, line, { kind: "paragraph", lines: [text], line: line.number, opensItem, table: false });
}

function allMatched({ containers }: State, { matched }: Line): boolean {
  return matched === containers.length;
}

function continuesParagraph(state: State, line: Line): boolean {
  return state.leaf?.kind === "paragraph" && !line.opened && allMatched(state, line);
}

function closeUnmatched(state: State, line: Line): void {
  if (line.opened || allMatched(state, line)) return;
  closeLeaf(state);
  state.containers.length = line.matched;
}

function push(state: State, line: Line, container: Container): void {
  begin(state, line, null);
  state.containers.push(container);
  state.deepest = Math.max(state.deepest, state.containers.length);
  line.opened = true;
  line.matched = state.containers.length;
}

/** Ends what stood open and begins something in the deepest container. */
function begin(state: State, line: Line, leaf: Leaf | null): true {
  closeUnmatched(state, line);
  closeLeaf(state);
  const parent = state.containers.at(-1);
  if (parent !== undefined) parent.childless = false;
  state.leaf = leaf;
  return true;
}

function closeLeaf(state: State): void {
  const { leaf } = state;
  state.leaf = null;
  if (leaf?.kind !== "paragraph" && leaf?.kind !== "html") return;
  const text = leaf.lines.join("\n");
  if (leaf.kind === "html") emit(state, { kind: "html", text, line: leaf.line });
  else emit(state, { kind: "paragraph", text, line: leaf.line, opensItem: leaf.opensItem });
}

type Unplaced<B> = B extends unknown ? Omit<B, "quoted"> : never;

function emit({ blocks, containers, tags }: State, block: Unplaced<Block>): true {
  const quoted = containers.some(({ width }) => width === null) || tags.open;
  blocks.push({ ...block, quoted });
  tags.read(block.text, block.kind === "html");
  return true;
}

/** As if every tab reached to the next multiple of four columns. */
function expandTabs(text: string): string {
  if (!text.includes("\t")) return text;
  const pieces: string[] = [];
  let column = 0;
  for (const part of text.split("\t")) {
    const width = part.length + 4 - ((column + part.length) % 4);
    pieces.push(part.padEnd(width));
    column += width;
  }
  const expanded = pieces.join("");
  let end = expanded.length;
  while (expanded.charCodeAt(end - 1) === 0x20) end -= 1;
  return expanded.slice(0, end);
}
