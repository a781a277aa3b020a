import type { Console } from "../../src/cli/console.ts";

/** A console that keeps what was written and answers as it is told. */
export function aConsole(answer: boolean | null = null): Console & {
  readonly said: readonly string[];
  readonly told: readonly string[];
  readonly asked: readonly string[];
} {
  const said: string[] = [];
  const told: string[] = [];
  const asked: string[] = [];
  return {
    ...{ said, told, asked },
    say: (text) => void said.push(text),
    tell: (text) => void told.push(text),
    progress: () => undefined,
    confirm: (question) => {
      asked.push(question);
      return Promise.resolve(answer);
    },
  };
}
