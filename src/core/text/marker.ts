import { z } from "zod";
import { readBlocks, type Block } from "./blocks.ts";
import { maskHidden } from "./inline.ts";

/** What a text of ours carries, hidden, to be found again. Counts only in what this App wrote. */
export interface Marker {
  readonly v: 1;
  /** The effect's key. */
  readonly key: string;
  readonly kind: string;
  /** More facts; their names are letters and digits. */
  readonly [fact: string]: string | number | boolean | null;
}

const FACT = /^[A-Za-z][A-Za-z\d]{0,40}$/;
const STRING = /"(?:[^"\\]|\\.)*"/g;
const WRITTEN = /<!--\s*stagekeeper\s*(\{[^<>]{1,8000}\})\s*-->/g;
const MarkerText = z
  .object({ v: z.literal(1), key: z.string(), kind: z.string() })
  .catchall(z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** The hidden comment that carries the marker. No value can break out of it. Facts with odd names are left out. */
export function writeMarker(marker: Marker): string {
  const facts = Object.entries(marker).filter(([name]) => FACT.test(name));
  const json = JSON.stringify(Object.fromEntries(facts)).replace(STRING, escapeString);
  return `<!-- stagekeeper ${json} -->`;
}

/** All markers in a text, in order, whatever people did to it; the inverse of `writeMarker`. None from code. */
export function readMarkers(body: string): readonly Marker[] {
  const read = readBlocks(body);
  if (read.kind === "unreadable") return [];
  return read.blocks
    .filter(({ quoted }) => !quoted)
    .flatMap((block) => [...visible(block).matchAll(WRITTEN)])
    .flatMap(([, json]) => parse(json ?? ""));
}

/** Nothing that ends a comment, mentions or links survives, and the line stays ASCII. */
function escapeString(text: string): string {
  return text.replace(
    /[^\x20-\x7e]|[<>&@#`-]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function visible(block: Block): string {
  return block.kind === "html" ? block.text : maskHidden(block.text, "code");
}

function parse(json: string): readonly Marker[] {
  const parsed = MarkerText.safeParse(parseJson(json));
  return parsed.success ? [parsed.data] : [];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
