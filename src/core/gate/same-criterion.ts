import type { Criterion } from "../playbook/playbook.ts";

/** A text that two criteria share when they ask for the same thing, however they are worded or shown. */
export function contentOf(criterion: Criterion): string {
  return JSON.stringify(withoutWording(criterion));
}

const WORDING = new Set<string>(["key", "title", "remedy", "warn", "internal"]);

function withoutWording(criterion: Criterion): unknown {
  const asked = Object.entries(criterion).filter(([key]) => !WORDING.has(key) && key !== "of");
  return "of" in criterion ? [asked, criterion.of.map(strictly)] : asked;
}

/** Within a list a mere warning is another thing than a condition. */
function strictly(part: Criterion): unknown {
  return [part.warn, withoutWording(part)];
}
