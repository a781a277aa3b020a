import type { PlaybookProblem } from "./playbook.ts";

/** A place in a playbook file: keys of maps and indices of lists. */
export type Path = readonly (string | number)[];

/** A problem before its line is known. */
export interface Fault {
  readonly path: Path;
  readonly message: string;
}

/** `stages.outreach.gate[0].checked`. */
export function writePath(path: Path): string {
  return path.reduce<string>((written, step) => {
    if (typeof step === "number") return `${written}[${step}]`;
    return written === "" ? step : `${written}.${step}`;
  }, "");
}

/** Whether `path` is `ancestor` or lies inside it. */
export function isInside(path: Path, ancestor: Path): boolean {
  return ancestor.every((step, index) => path[index] === step);
}

/** The fault with its path written out and the line at which its place, or what encloses it, stands in the file. */
export function locate({ path, message }: Fault, lineOf: (path: Path) => number | null): PlaybookProblem {
  for (let length = path.length; length > 0; length -= 1) {
    const line = lineOf(path.slice(0, length));
    if (line !== null) return { path: writePath(path), line, message };
  }
  return { path: writePath(path), line: null, message };
}

/** A value out of the file in quotes, cut to a length that a notice can bear. */
export function quoted(value: string | number): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 60 ? `“${line.slice(0, 59)}…”` : `“${line}”`;
}

/** ` (did you mean “gate”?)` when one of `known` is near to `name`, else nothing. */
export function suggestion(name: string, known: readonly string[]): string {
  if (name.length > 60) return "";
  const ranked = known
    .map((candidate) => ({ candidate, distance: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  const near = best !== undefined && best.distance <= Math.min(3, Math.max(1, Math.floor(name.length / 2)));
  return near ? ` (did you mean ${quoted(best.candidate)}?)` : "";
}

/** How many single-letter changes lead from one word to the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(from).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(to).entries()) {
      const change = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
