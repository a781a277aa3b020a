/** One thing that is wrong, or could be better, and what to do about it. */
export interface Diagnosis {
  /** Stable, for scripts: `workflow-on`. */
  readonly code: string;
  /** fault: something does not work · advice: it works, perhaps not as meant. */
  readonly level: "fault" | "advice";
  readonly what: string;
  readonly fix: string;
}

/** The fault, where it is one. */
export function faultIf(wrong: boolean, fault: Omit<Diagnosis, "level">): readonly Diagnosis[] {
  return wrong ? [{ level: "fault", ...fault }] : [];
}
