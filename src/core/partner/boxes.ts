import { readBlocks, type Block } from "../text/blocks.ts";
import { sectionsNamed, type ChecklistIndex, type Section } from "./sections.ts";

/** A task of a list: its box, its text, and the sections it stands in. */
export interface Box {
  readonly ticked: boolean;
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  /** The nearest heading that announces something, and those around it; outermost first. */
  readonly within: readonly (readonly Section[])[];
}

interface Heading {
  /** 1–6; 7 for a bold line or a summary; 0 for the root and for `<details>`, which headings do not end. */
  readonly level: number;
  readonly sections: readonly Section[];
}

/** Nobody writes more; they would only cost time. */
const MOST = { boxes: 5_000, headings: 3_000 };
const BOX = /^\[([ \u00a0xX])\]\s+(\S[\s\S]*)$/;
const BOLD_LINE = /^(?:\*\*|__)([^\n]*[^\s\n])(?:\*\*|__):?$/;
const HTML_HEADING = /<(h[1-6]|summary)\b[^<>]{0,200}>([\s\S]{0,400}?)<\/\1\s*>|<(\/?)details\b/gi;

/** The boxes of a Markdown text; null when it is unreadable. `root`: what the whole text belongs to. */
export function readBoxes(
  text: string,
  index: ChecklistIndex,
  root: readonly Section[],
): readonly Box[] | null {
  const read = readBlocks(text);
  if (read.kind === "unreadable") return null;
  const boxes: Box[] = [];
  let headings: readonly Heading[] = [{ level: 0, sections: root }];
  if (read.blocks.filter(({ kind }) => kind === "heading").length > MOST.headings) return null;
  for (const block of read.blocks) {
    if (block.quoted) continue;
    const box = boxOf(block, headings);
    if (box === null) headings = headingsAfter(block, headings, index);
    else boxes.push(box);
  }
  return boxes.length > MOST.boxes ? null : boxes;
}

function boxOf(block: Block, headings: readonly Heading[]): Box | null {
  if (block.kind !== "paragraph" || !block.opensItem) return null;
  const [, sign, text] = BOX.exec(block.text) ?? [];
  if (sign === undefined || text === undefined) return null;
  const within = headings.map(({ sections }) => sections).filter((sections) => sections.length > 0);
  return { ticked: sign.toLowerCase() === "x", text, line: block.line, within };
}

function headingsAfter(
  block: Block,
  headings: readonly Heading[],
  index: ChecklistIndex,
): readonly Heading[] {
  if (block.kind === "html") return afterHtml(block.text, headings, index);
  const heading = headingOf(block);
  return heading === null ? headings : opened(headings, heading.level, sectionsNamed(heading.text, index));
}

function headingOf(block: Block): { readonly level: number; readonly text: string } | null {
  if (block.kind === "heading") return block;
  const bold = block.kind === "paragraph" && !block.opensItem ? BOLD_LINE.exec(block.text)?.[1] : undefined;
  return bold === undefined ? null : { level: 7, text: bold };
}

/** Raw headings, summaries and details, in the order in which they stand. */
function afterHtml(html: string, before: readonly Heading[], index: ChecklistIndex): readonly Heading[] {
  let headings = before;
  for (const [, tag, text, slash] of html.replace(/<!--[\s\S]*?(?:-->|$)/g, "").matchAll(HTML_HEADING)) {
    if (tag !== undefined) {
      const level = tag.toLowerCase() === "summary" ? 7 : Number(tag.slice(1));
      headings = opened(headings, level, sectionsNamed(text ?? "", index));
    } else if (slash === "/") {
      headings = headings.slice(0, Math.max(1, innermostFence(headings)));
    } else if (headings.length < 40) {
      headings = [...headings, { level: 0, sections: [] }];
    }
  }
  return headings;
}

/** Ends the sections that are not above this heading, but none outside the innermost `<details>`. */
function opened(
  headings: readonly Heading[],
  level: number,
  sections: readonly Section[],
): readonly Heading[] {
  const fence = innermostFence(headings);
  const above = headings.filter((heading, at) => at <= fence || heading.level < level);
  return [...above, { level, sections }];
}

function innermostFence(headings: readonly Heading[]): number {
  return headings.findLastIndex(({ level }) => level === 0);
}
