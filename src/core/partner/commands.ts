import { readBlocks, type Block } from "../text/blocks.ts";
import { editDistance } from "../text/edit-distance.ts";
import { maskHidden } from "../text/inline.ts";
import { oneLine, shorten } from "../text/plain.ts";
import type { Command } from "./command.ts";
import { firstWord, issueNumber, readers } from "./command-arguments.ts";
import { COMMANDS, formOf, type CommandName } from "./command-table.ts";
import type { Stage } from "../playbook/playbook.ts";

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
  | {
      readonly kind: "misread";
      readonly line: string;
      /** The command that was meant. */
      readonly meant: CommandName;
      /** How it is written: `/hold [until DATE] REASON`. */
      readonly right: string;
    };

export interface CommandContext {
  readonly stages: readonly Pick<Stage, "id" | "name">[];
  /** On the dashboard every command but `/help` names its partner first: `/done #12`. */
  readonly place: "partner" | "dashboard";
}

const MOST_COMMANDS = 10;
const LONGEST_LINE = 1_000;
const NAMED = /^ {0,3}\/([A-Za-z][A-Za-z-]{0,20})(?=\s|$)/;

/**
 * The commands of a comment, in order, at most 10. Only lines that start with `/` outside quotes, code and HTML;
 * lines that resemble no command are left alone. Give it the text as created, never as edited.
 */
export function readCommands(text: string, context: CommandContext): readonly CommandLine[] {
  if (!/^ {0,3}\//m.test(text)) return [];
  const read = readBlocks(text);
  if (read.kind === "unreadable") return [];
  const { blocks, lines } = read;
  return blocks
    .flatMap((block) => openLines(block, lines))
    .map((line) => readLine(line, context))
    .filter((line) => line !== null)
    .slice(0, MOST_COMMANDS);
}

/** The lines of a paragraph, or of a heading by underline, in which a command may stand. */
function openLines({ kind, quoted, text, line }: Block, lines: readonly string[]): readonly string[] {
  if (quoted || kind === "html" || !text.includes("/") || isDefinition(text)) return [];
  const shown = maskHidden(text, "code and HTML").split("\n");
  return text
    .split("\n")
    .filter((_, index) => shown[index]?.startsWith("/") === true && NAMED.test(lines[line - 1 + index] ?? ""))
    .map((words) => words.replace(/<!--.*?(?:-->|$)/g, " "));
}

/** `[name]: target "title"` shows nothing to its reader, and may run over several lines. */
function isDefinition(text: string): boolean {
  return /^\[[^\]]{1,999}\]:/.test(text);
}

function readLine(written: string, { stages, place }: CommandContext): CommandLine | null {
  const line = shorten(oneLine(written), LONGEST_LINE);
  const [first, behind] = firstWord(line);
  const meant = commandMeant(first.slice(1).toLowerCase());
  if (meant === null) return null;
  const [number, argument] = place === "dashboard" ? firstWord(behind) : ["", behind];
  const target = issueNumber(number);
  const command = `/${meant}` === first.toLowerCase() ? readers[meant]({ rest: argument, stages }) : null;
  const addressed = place === "partner" || target !== null || meant === "help";
  return command === null || !addressed
    ? { kind: "misread", line, meant, right: formOf(meant, place) }
    : { kind: "command", line, target, command };
}

/** The command of that name, or the only one that a slip of the pen makes of it. */
function commandMeant(word: string): CommandName | null {
  const names = COMMANDS.map(({ name }) => name);
  const exact = names.find((name) => name === word);
  if (exact !== undefined) return exact;
  const near = names.filter((name) => word.length > 3 && editDistance(name, word) === 1);
  return near.length === 1 ? (near[0] ?? null) : null;
}
