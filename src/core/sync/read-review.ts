import { readNote } from "./read-note.ts";

/** How it goes on after a review. */
export type Decision = "continue" | "production reference" | "wind down";

/** What the owner answers to the question after a review; null: not said, or not for certain. */
export interface ReviewAnswer {
  readonly decision: Decision | null;
  /** The average of the answers, 0 to 10, with one decimal. */
  readonly nps: number | null;
}

const LINE = /^(decision|nps)\s*[:：=]\s*(.*)$/i;
const DECISIONS: readonly (readonly [Decision, RegExp])[] = [
  ["continue", /^continue\b/i],
  ["production reference", /^production reference\b/i],
  ["wind down", /^wind(?:ing)?[ -]down\b/i],
];
const ANSWERS = /^\d{1,2}(?:\.\d)?(?:(?:\s*[,;/+]\s*|\s+and\s+|\s+)\d{1,2}(?:\.\d)?)*$/;

/** Reads lines such as `Decision: continue` and `NPS: 9, 8` of a comment; a later line goes before an earlier one. */
export function readReviewAnswer(body: string): ReviewAnswer {
  const said = readNote(body, "comment").lines.flatMap((line) => {
    const [, name, value] = LINE.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [{ name: name.toLowerCase(), value }];
  });
  const last = (name: string): string => said.findLast((one) => one.name === name)?.value ?? "";
  const decision = DECISIONS.find(([, words]) => words.test(last("decision")))?.[0] ?? null;
  return { decision, nps: averageOf(last("nps")) };
}

function averageOf(text: string): number | null {
  if (!ANSWERS.test(text)) return null;
  const answers = (text.match(/[\d.]+/g) ?? []).map(Number);
  if (answers.some((answer) => answer > 10)) return null;
  const mean = answers.reduce((sum, answer) => sum + answer, 0) / answers.length;
  return Math.round(mean * 10) / 10;
}
