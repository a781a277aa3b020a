/** GitHub masks every address in a comment that came by e-mail. */
const MASKED = "***@***.***";
const HEADER = /^[*_]{0,2}\p{L}[\p{L} -]{0,20}:/u;
const ORIGINAL = /^-{4,} ?\p{L}[^-]{3,60}-{4,}$/u;
const FOOTER = /^(?:—\s*)?Reply to this email directly,/;
const LONGEST_VERB = 40;

/**
 * The index of the first line that is an older mail, in a comment that came by e-mail: some mail programs repeat it
 * without `>`. With GitHub's footer and no such line it is 0, for nobody knows what is old.
 */
export function historyStart(lines: readonly string[]): number {
  const start = lines.findIndex((line, index) => beginsHistory(line.trim(), lines[index + 1]?.trim() ?? ""));
  if (start !== -1) return start;
  return lines.some((line) => FOOTER.test(line.trim())) ? 0 : lines.length;
}

/** `On … wrote:`, which may break before its verb; `-----Original Message-----`; `From: …` above `Sent: …`. */
function beginsHistory(line: string, next: string): boolean {
  if (ORIGINAL.test(line)) return true;
  if (line.startsWith(">") || !line.includes(MASKED)) return false;
  const attributes = line.endsWith(":") || (next.length <= LONGEST_VERB && next.endsWith(":"));
  return attributes || (HEADER.test(line) && HEADER.test(next));
}
