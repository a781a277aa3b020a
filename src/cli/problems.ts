import type { PlaybookProblem } from "../core/playbook/playbook.ts";

/** Every problem of a playbook file on a line of its own: `file:line path: what is wrong`. */
export function renderProblems(file: string, problems: readonly PlaybookProblem[]): string {
  return problems
    .map(({ path, line, message }) => {
      const place = line === null ? file : `${file}:${String(line)}`;
      return path === "" ? `${place} ${message}` : `${place} ${path}: ${message}`;
    })
    .join("\n");
}
