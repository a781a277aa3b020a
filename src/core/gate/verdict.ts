import type { Finding } from "./finding.ts";

/** What the file of one kind says: a finding without what every criterion has in common. */
export interface Verdict {
  readonly outcome: Finding["outcome"];
  /** What is asked for, in our words. */
  readonly title: string;
  readonly because: string;
  /** What to do and who can do it, in our words; null when there is nothing to do. */
  readonly remedy: string | null;
  readonly metBy: Finding["metBy"];
  readonly wakeAt: Finding["wakeAt"];
  /** Internal whatever the criterion says. */
  readonly internal: boolean;
  readonly parts: readonly Finding[];
}

/** A verdict on something that only a person can change. */
export function verdict(
  outcome: Finding["outcome"],
  said: Pick<Verdict, "title" | "because"> & Partial<Verdict>,
): Verdict {
  return { outcome, remedy: null, metBy: "person", wakeAt: null, internal: false, parts: [], ...said };
}

/** `met` if it holds, else `missing`. */
export function outcomeOf(holds: boolean): "met" | "missing" {
  return holds ? "met" : "missing";
}

/** `1 issue`, `3 issues`. */
export function counted(count: number, singular: string): string {
  return count === 1 ? `1 ${singular}` : `${count} ${singular}s`;
}
