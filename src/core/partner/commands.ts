import type { StageId } from "../ids.ts";
import type { Stage } from "../playbook/playbook.ts";
import type { Day, Span } from "../time/time.ts";
import type { CommandName } from "./command-table.ts";

/** A command as its writer gave it. `reason` and `text` are one line, without e-mail addresses. */
export type Command =
  | { readonly name: "check"; readonly stage: StageId | null }
  | { readonly name: "override"; readonly reason: string }
  | { readonly name: "next"; readonly day: Day; readonly text: string }
  | { readonly name: "done" | "replied" | "resume" | "help" }
  | { readonly name: "sent"; readonly day: Day | null }
  | { readonly name: "snooze"; readonly span: Span }
  | { readonly name: "hold"; readonly until: Day | null; readonly reason: string }
  | { readonly name: "exit"; readonly exit: Exit; readonly reason: string }
  | { readonly name: "sync"; readonly sync: Sync };

export type Exit =
  | { readonly why: "declined" | "disqualified" | "no-response" | "wound-down" }
  | { readonly why: "not-now"; readonly until: Day }
  | { readonly why: "merged"; readonly into: number };

export type Sync =
  | { readonly kind: "on"; readonly day: Day }
  | { readonly kind: "skip" }
  | { readonly kind: "every"; readonly span: Span; readonly from: Day };

/** One line that is, or was meant as, a command. */
export type CommandLine =
  | {
      readonly kind: "command";
      readonly line: string;
      /** The partner's issue number, on the dashboard; else null. */
      readonly target: number | null;
      readonly command: Command;
    }
  | {
      readonly kind: "misread";
      readonly line: string;
      /** The command that was meant. */
      readonly meant: CommandName;
      /** How it is written: `/hold [until DATE] REASON`. */
      readonly right: string;
    };

export interface CommandContext {
  readonly stages: readonly Pick<Stage, "id" | "name">[];
  /** On the dashboard every command but `/help` names its partner first: `/done #12`. */
  readonly place: "partner" | "dashboard";
}

/**
 * The commands of a comment, in order, at most 10. Only lines that start with `/` outside quotes, code and HTML;
 * lines that resemble no command are left alone. Give it the text as created, never as edited.
 */
export function readCommands(text: string, context: CommandContext): readonly CommandLine[] {
  void text;
  void context;
  return [];
}
