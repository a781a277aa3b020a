import { readBlocks, type Block } from "../text/blocks.ts";
import { oneLine, shorten } from "../text/plain.ts";
import { parseDay } from "../time/instant.ts";
import type { Day } from "../time/time.ts";

/** What people wrote down at a sync. */
export interface NoteRead {
  /** What was written, line by line, without the lines that name a field. */
  readonly lines: readonly string[];
  readonly values: NoteValues;
}

/** What lines such as `Due: 2026-12-01` say; absent: there is no such line that can be read. */
export interface NoteValues {
  readonly nextAction?: string;
  readonly dueDate?: Day;
  readonly runsPerWeek?: number;
  readonly adoptionLevel?: string;
}

const LONGEST_LINE = 300;
const MOST_LINES = 200;
const LEAD = /^(?:(?:[-*+•]|\d{1,9}[.)])\s+)?(?:\[[ xX]\]\s+)?/;
const NAMED =
  /^(next actions?|due(?: date| on)?|runs(?: per |\s*\/\s*)week|(?:adoption )?level)\s*(?:[:：=]|\s[-–—](?=\s))\s*(.*)$/i;

/** The section of our own template under which notes are written. */
export const NOTES_HEADING = "Notes";

/** Reads one text: the body of a sync note (only what stands under *Notes*, if that is still there) or a comment. */
export function readNote(text: string, place: "body" | "comment"): NoteRead {
  const read = readBlocks(text);
  if (read.kind === "unreadable") return { lines: [], values: {} };
  const open = read.blocks.filter(({ quoted, kind }) => !quoted && kind !== "html");
  const wanted = place === "body" ? underNotes(open) : open;
  const lines = wanted.flatMap(linesOf).slice(0, MOST_LINES);
  const values = lines.reduce<NoteValues>((sofar, line) => ({ ...sofar, ...valueIn(line) }), {});
  return { lines: lines.filter((line) => line !== "" && !NAMED.test(line)), values };
}

function underNotes(blocks: readonly Block[]): readonly Block[] {
  const start = blocks.findIndex((block) => block.kind === "heading" && bare(block.text) === NOTES_HEADING);
  const heading = blocks[start];
  if (heading?.kind !== "heading") return blocks;
  const rest = blocks.slice(start + 1);
  const end = rest.findIndex((block) => block.kind === "heading" && block.level < heading.level);
  return end === -1 ? rest : rest.slice(0, end);
}

function linesOf({ text }: Block): readonly string[] {
  return text
    .replace(/<!--[\s\S]*?(?:-->|$)/g, " ")
    .split("\n")
    .map(bare);
}

/** One line without list sign, box and emphasis, shortened, with no e-mail address in it. */
function bare(line: string): string {
  const words = oneLine(line)
    .replace(LEAD, "")
    .replace(/(\*\*|__|`)(?=\S)|(?<=\S)(\*\*|__|`)/g, "")
    .replace(/\[([^\]]*)\]\((?:[^()\s]|\([^()]*\))*\)/g, "$1");
  return shorten(words.trim(), LONGEST_LINE);
}

function valueIn(line: string): NoteValues {
  const [, name = "", text = ""] = NAMED.exec(line) ?? [];
  const value = text.replace(/^[*_\s]+|[*_\s]+$/g, "");
  if (value === "") return {};
  const key = name.toLowerCase();
  if (key.startsWith("next")) return { nextAction: value };
  if (key.startsWith("due")) return dueIn(value);
  return key.startsWith("runs") ? runsIn(value) : levelIn(value);
}

function dueIn(value: string): NoteValues {
  const days = value.match(/(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g) ?? [];
  const day = days.length === 1 ? parseDay(days[0]) : null;
  return day === null ? {} : { dueDate: day };
}

/** `12`, `~12`, `1,200 runs`, `12.5 / week`; a range or two numbers say nothing certain. */
function runsIn(value: string): NoteValues {
  const [, digits] =
    /^(?:~|≈|about |ca\.? )?\s*(\d{1,3}(?:[, ]\d{3})+|\d{1,7}(?:\.\d{1,3})?)(?![\d.,]*\d)(?![^\d]*\d)/i.exec(
      value,
    ) ?? [];
  return digits === undefined ? {} : { runsPerWeek: Number(digits.replaceAll(/[, ]/g, "")) };
}

/** `L3`, `L3 – Production`; the level as the ladder writes it is found by its first word. */
function levelIn(value: string): NoteValues {
  const [, level] = /^(\S+?)(?=$|[\s,;:.(–—-])/.exec(value) ?? [];
  return level === undefined ? {} : { adoptionLevel: level };
}
