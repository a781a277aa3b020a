import { createInterface } from "node:readline/promises";

/** Where a command writes and whom it asks. */
export interface Console {
  /** The answer of the command, for people and pipes. */
  say(text: string): void;
  /** Progress and complaints: never part of the answer. */
  tell(text: string): void;
  /** Yes or no; null when nobody is there to ask. */
  confirm(question: string): Promise<boolean | null>;
}

/** Exit codes of every command, as `--help` names them. */
export const EXIT = { done: 0, problems: 1, misunderstood: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The terminal, or the pipe in its place. */
export function processConsole({ stdin, stdout, stderr }: NodeJS.Process): Console {
  return {
    say: (text) => {
      stdout.write(`${text}\n`);
    },
    tell: (text) => {
      stderr.write(`${text}\n`);
    },
    async confirm(question) {
      if (!stdin.isTTY || !stderr.isTTY) return null;
      const lines = createInterface({ input: stdin, output: stderr });
      const answer = await lines.question(`${question} [y/N] `);
      lines.close();
      return /^y(es)?$/i.test(answer.trim());
    },
  };
}

/** What stands in the way of a command, in words for who typed it. Ends it with the exit code 1. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
