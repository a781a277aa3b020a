const LINES = 6;
const WIDTH = 100;

/** The first lines of a Markdown text that a reader would see. */
export function excerpt(markdown: string): readonly string[] {
  const lines = markdown
    .replace(/<!--[\s\S]*?-->/g, "")
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== "");
  const first = lines
    .slice(0, LINES)
    .map((line) => (line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line));
  return lines.length > LINES ? [...first, `… ${String(lines.length - LINES)} more lines`] : first;
}
