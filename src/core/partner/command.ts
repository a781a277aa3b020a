import type { StageId } from "../ids.ts";
import type { Day, Span } from "../time/time.ts";

/** A command as its writer gave it. `reason` and `text` are one line, without e-mail addresses. */
export type Command =
  | { readonly name: "check"; readonly stage: StageId | null }
  | { readonly name: "override"; readonly reason: string }
  | { readonly name: "next"; readonly day: Day; readonly text: string }
  | { readonly name: "done" }
  | { readonly name: "sent"; readonly day: Day | null }
  | { readonly name: "replied" }
  | { readonly name: "snooze"; readonly span: Span }
  | { readonly name: "hold"; readonly until: Day | null; readonly reason: string }
  | { readonly name: "resume" }
  | { readonly name: "exit"; readonly exit: Exit; readonly reason: string }
  | { readonly name: "sync"; readonly sync: Sync }
  | { readonly name: "help" };

export type CommandName = Command["name"];

export type Exit =
  | { readonly why: "declined" | "disqualified" | "no-response" | "wound-down" }
  | { readonly why: "not-now"; readonly until: Day }
  | { readonly why: "merged"; readonly into: number };

export type Sync =
  | { readonly kind: "on"; readonly day: Day }
  | { readonly kind: "skip" }
  | { readonly kind: "every"; readonly span: Span; readonly from: Day };
