import type { Shown } from "./calls.ts";

/** How the story looks in a terminal. */
export interface Print {
  scene(title: string): void;
  act(words: string): void;
  column(name: string | null): void;
  comment(comment: Shown): void;
  /** The lines of a comment that somebody changed. */
  changes(before: string, after: string): void;
  check(sentence: string, holds: boolean): void;
  line(text: string): void;
}

/** Writes plain lines; colours only where the terminal has them. */
export function printTo(write: (text: string) => void, coloured: boolean): Print {
  const paint = (code: number, text: string): string =>
    coloured ? `\u001b[${String(code)}m${text}\u001b[0m` : text;
  const line = (text: string): void => {
    write(`${text}\n`);
  };
  return {
    line,
    scene: (title) => {
      line(`\n${paint(1, `━━ ${title}`)}`);
    },
    act: (words) => {
      line(`\n${paint(36, "▸")} ${words}`);
    },
    column: (name) => {
      line(`  board: ${paint(33, name ?? "(no Status)")}`);
    },
    comment: ({ author, body }) => {
      line(paint(2, `  ╭─ ${author}`));
      for (const text of visibleLines(body)) line(`${paint(2, "  │")} ${text}`);
      line(paint(2, "  ╰─"));
    },
    changes: (before, after) => {
      const known = new Set(before.split("\n"));
      for (const text of after.split("\n").filter((changed) => !known.has(changed))) {
        line(`${paint(2, "  ✎")} ${text}`);
      }
    },
    check: (sentence, holds) => {
      line(`  ${holds ? paint(32, "✓") : paint(31, "✗ FAILED:")} ${sentence}`);
    },
  };
}

/** The comment without its hidden marker. */
function visibleLines(body: string): readonly string[] {
  return body
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<\/?sub>/g, "")
    .trim()
    .split("\n");
}
