import { readBlocks, type Block } from "../text/blocks.ts";
import { historyStart } from "../text/email-history.ts";
import { maskHidden } from "../text/inline.ts";
import { isSlipOf } from "../text/one-slip.ts";
import { oneLine, shorten } from "../text/plain.ts";
import { QuoteTags } from "../text/quote-tags.ts";
import type { Command, CommandName } from "./command.ts";
import { firstWord, issueNumber, type Reading, type Stages, type Wanted } from "./command-arguments.ts";
import { COMMAND_NAMES, GRAMMAR, type Place } from "./grammar.ts";

export type { Command } from "./command.ts";

/** One line that is, or was meant as, a command. */
export type CommandLine =
  | {
      readonly kind: "command";
      readonly line: string;
      /** The partner's issue number, on the dashboard; else null. */
      readonly target: number | null;
      readonly command: Command;
    }
  | Misread
  /** More commands than are read of one comment: so many were left. */
  | { readonly kind: "beyond"; readonly more: number };

export interface Misread {
  readonly kind: "misread";
  readonly line: string;
  /** The command that was meant. */
  readonly meant: CommandName;
  /** What is wrong: the name, the partner's number on the dashboard, or what should stand behind them. */
  readonly wanted: Wanted | "name" | "number";
}

export interface CommandContext {
  readonly stages: Stages;
  /** On the dashboard every command about one partner names it first: `/done #12`. */
  readonly place: Place;
}

/** So many commands of one comment are read. */
export const MOST_COMMANDS = 10;
const LONGEST_LINE = 1_000;
/** A word this short is one letter away from too much else. */
const SHORTEST_SLIP = 3;
const NAMED = /^ {0,3}\/([A-Za-z][A-Za-z-]{0,20})[.,:;!?]?(?=\s|$)/;
/** A footnote may hold anything, a quote too, and what follows it may belong to it. */
const FOOTNOTE = /^\[\^[^\]]{1,999}\]:/;

/**
 * The commands of a comment, in order. Only lines that start with `/` outside quotes, code, HTML and older mails;
 * lines that resemble no command are left alone. Give it the text as created, never as edited.
 */
export function readCommands(text: string, context: CommandContext): readonly CommandLine[] {
  if (!/^ {0,3}\//m.test(text)) return [];
  const read = readBlocks(text);
  if (read.kind === "unreadable") return [];
  const { blocks, lines } = read;
  const fresh = lines.slice(0, historyStart(lines));
  const found = blocks
    .flatMap((block) => openLines(block, fresh))
    .map((line) => readLine(line, context))
    .filter((line) => line !== null);
  const more = found.length - MOST_COMMANDS;
  return more > 0 ? [...found.slice(0, MOST_COMMANDS), { kind: "beyond", more }] : found;
}

/** The lines of a paragraph, or of a heading by underline, in which a command may stand. */
function openLines({ kind, quoted, text, line }: Block, lines: readonly string[]): readonly string[] {
  if (quoted || kind === "html" || !text.includes("/") || isDefinition(text)) return [];
  const shown = maskHidden(text, "code and HTML").split("\n");
  const inTags = linesInTags(text);
  const opens = (index: number): boolean => shown[index]?.startsWith("/") === true && inTags[index] === false;
  const all = text.split("\n");
  const note = all.findIndex((words) => FOOTNOTE.test(words));
  return all
    .slice(0, note === -1 ? all.length : note)
    .filter((_, index) => opens(index) && NAMED.test(lines[line - 1 + index] ?? ""))
    .map((words) => words.replace(/<!--.*?(?:-->|$)/g, " "));
}

/** Of each line, whether it begins within a tag of the same paragraph that quotes, strikes out or shows code. */
function linesInTags(text: string): readonly boolean[] {
  const tags = new QuoteTags();
  return maskHidden(text, "code")
    .split("\n")
    .map((line) => {
      const { open } = tags;
      tags.read(`${line}\n`, false);
      return open;
    });
}

/** `[name]: target "title"` shows nothing to its reader, and may run over several lines. */
function isDefinition(text: string): boolean {
  return /^\[[^\]]{1,999}\]:/.test(text);
}

function readLine(written: string, { stages, place }: CommandContext): CommandLine | null {
  const line = shorten(oneLine(written), LONGEST_LINE);
  const [first, behind] = firstWord(line);
  const name = first.slice(1).toLowerCase();
  const meant = commandMeant(name.replace(/[.,:;!?]$/, ""));
  if (meant === null) return null;
  const numbered = place === "dashboard" && GRAMMAR[meant].about === "partner";
  const [number, argument] = numbered ? firstWord(behind) : ["", behind];
  const target = issueNumber(number);
  const misread = { kind: "misread", line, meant } as const;
  if (name !== meant) return { ...misread, wanted: "name" };
  if (numbered && target === null) return { ...misread, wanted: "number" };
  const reading = readWhole(meant, argument, stages);
  return "wanted" in reading
    ? { ...misread, wanted: reading.wanted }
    : { kind: "command", line, target, command: reading.value };
}

/** The grammar says what stands behind each name, so that name and values together are that command. */
function readWhole(name: CommandName, text: string, stages: Stages): Reading<Command> {
  const reading = GRAMMAR[name].takes.read(text, stages);
  if ("wanted" in reading) return reading;
  if (reading.behind !== "") return { wanted: "nothing" };
  return { value: { name, ...reading.value } as Command, behind: "" };
}

/** The command of that name, or the only one that a slip of the pen makes of it. */
function commandMeant(word: string): CommandName | null {
  const exact = COMMAND_NAMES.find((name) => name === word);
  if (exact !== undefined) return exact;
  if (word.length <= SHORTEST_SLIP) return null;
  const near = COMMAND_NAMES.filter((name) => isSlipOf(word, name));
  return near.length === 1 ? (near[0] ?? null) : null;
}
