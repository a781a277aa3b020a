import type { CommentId } from "../ids.ts";
import type { Person } from "../partner/partner.ts";
import { nothing } from "../rules/ruling.ts";
import type { Ruling } from "../situation.ts";

/** A command as it was given: by whom, in which comment, as which of its lines. */
export interface Given {
  readonly comment: CommentId;
  readonly by: Person;
  /** Unique within the partner: the comment's id and the line's number. Effects of the command are keyed by it. */
  readonly key: string;
}

/** What carrying out a command comes to. */
export interface Outcome extends Ruling {
  readonly outcome: "done" | "refused";
  /** What is answered, as Markdown of ours. Null: a reaction says that it was done. */
  readonly says: string | null;
}

/** Done. */
export function yes(ruled: Partial<Ruling>, says: string | null = null): Outcome {
  return { ...nothing, ...ruled, outcome: "done", says };
}

/** Not done, and why, as Markdown of ours. */
export function no(because: string): Outcome {
  return { ...nothing, outcome: "refused", says: because };
}
