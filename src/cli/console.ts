import { createInterface } from "node:readline/promises";

/** Where a command writes and whom it asks. */
export interface Console {
  /** The answer of the command, for people and pipes. */
  say(text: string): void;
  /** Progress and complaints: never part of the answer. */
  tell(text: string): void;
  /** How far long work has come: one line that is written over, on a terminal only. */
  progress(text: string): void;
  /** Yes or no; null when nobody is there to ask. */
  confirm(question: string): Promise<boolean | null>;
}

/** Exit codes of every command, as `--help` names them. */
export const EXIT = { done: 0, problems: 1, misunderstood: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Back to the line's beginning, and nothing on it. */
const CLEAR_LINE = "\r\u001b[2K";

/** The terminal, or the pipe in its place. */
export function processConsole({
  stdin,
  stdout,
  stderr,
}: Pick<NodeJS.Process, "stdin" | "stdout" | "stderr">): Console {
  // Who reads our answer may stop reading: `| head` is no fault of the command.
  for (const stream of [stdout, stderr]) stream.on("error", quietWhenClosed);
  let shown = false;
  const clear = (): void => {
    if (shown) stderr.write(CLEAR_LINE);
    shown = false;
  };
  return {
    say: (text) => {
      clear();
      stdout.write(`${text}\n`);
    },
    tell: (text) => {
      clear();
      stderr.write(`${text}\n`);
    },
    progress: (text) => {
      if (!stderr.isTTY) return;
      stderr.write(`${CLEAR_LINE}${text}`);
      shown = true;
    },
    async confirm(question) {
      if (!stdin.isTTY || !stderr.isTTY) return null;
      clear();
      const lines = createInterface({ input: stdin, output: stderr });
      const answer = await lines.question(`${question} [y/N] `);
      lines.close();
      return /^y(es)?$/i.test(answer.trim());
    },
  };
}

function quietWhenClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

/** What stands in the way of a command, in words for who typed it. Ends it with the exit code 1. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
