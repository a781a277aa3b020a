import { withoutEmails } from "./emails.ts";
import { withoutInvisibles } from "./invisible.ts";

/** A fenced block that shows `text` as it is. The fence is longer than any in the text, so nothing breaks out. */
export function codeBlock(text: string, language = ""): string {
  const lines = withoutEmails(text)
    .split(/\r\n?|[\n\u2028\u2029]/)
    .map(withoutInvisibles)
    .map((line) => line.replaceAll("<!--", "<\u200b!--"));
  const longest = Math.max(2, ...runs(lines));
  const fence = "`".repeat(longest + 1);
  return [fence + language.replace(/[^\w+-]/g, ""), ...lines, fence].join("\n");
}

function runs(lines: readonly string[]): readonly number[] {
  return lines.map((line) => /^\s*(`*)/.exec(line)?.[1]?.length ?? 0);
}
