import type { SyncFact } from "../sync/record.ts";
import type { CommentId, Login, OptionId, StageId } from "../ids.ts";
import type { Day, Instant } from "../time/time.ts";

/** Who did something: a login, and whether it is a bot. Null: nobody is named. */
export interface Actor {
  readonly login: Login;
  readonly bot: boolean;
}

/**
 * One line of a partner's journal. Append-only; everything Stagekeeper remembers of a partner is derived
 * from these by `recall`. A new kind may be added, a landed one never changes its meaning.
 */
export type Entry = { readonly at: Instant } & EntryFact;

interface Dated {
  /** The day in the zone that was in force then: a later change of the zone moves no clock. */
  readonly on?: Day;
}

export type EntryFact =
  /** The board existed before us: the partner stands where it stands. Null: its column is no stage. */
  | ({
      readonly kind: "adopted";
      readonly stage: StageId | null;
      /** Our record was lost: this, and what follows at earlier moments, was read back from GitHub. */
      readonly restored?: true;
    } & Dated)
  /** Became a partner later: on record in the first stage. */
  | ({ readonly kind: "appeared"; readonly stage: StageId } & Dated)
  | { readonly kind: "candidate"; readonly author: Login | null }
  /** We put the issue on the board. */
  | { readonly kind: "added" }
  | ({
      readonly kind: "entered";
      readonly stage: StageId;
      readonly from: StageId | null;
      readonly by: Actor | null;
      /** move: a person earned it · auto: we moved it on · override · backward · observed: mode is observe. */
      readonly via: "move" | "auto" | "override" | "backward" | "observed";
    } & Dated)
  | {
      readonly kind: "refused";
      /** Null: the Status was cleared or is no stage. */
      readonly target: StageId | null;
      readonly option: OptionId | null;
      readonly by: Actor | null;
      /** Keys of the criteria that were missing. */
      readonly missing: readonly string[];
      /** Nothing but a place is missing. */
      readonly waits: boolean;
      /** False when there was nothing to undo: the card stood in its stage again already. */
      readonly undone: boolean;
      /** When the person moved it, which orders rivals for a place. */
      readonly movedAt: Instant;
      /** Effect key of the comment that explains it; null when it shares an older one or a summary. */
      readonly comment: string | null;
    }
  /** A move was refused but not yet undone: the caps of I6 let it wait until `until`. */
  | { readonly kind: "delayed"; readonly option: OptionId | null; readonly until: Instant }
  /** Stopped fighting over this card, until a person moves it or says so. */
  | { readonly kind: "stood-down"; readonly because: "bot" | "daily-cap"; readonly option: OptionId | null }
  | { readonly kind: "stood-up"; readonly by: Actor | null }
  /** What is still missing for the remembered target changed. */
  | {
      readonly kind: "progress";
      readonly target: StageId;
      readonly missing: readonly string[];
      readonly waits: boolean;
    }
  /** The person and the owner were told that the card may move now. */
  | { readonly kind: "told"; readonly target: StageId }
  /** The refused target is no longer remembered. */
  | { readonly kind: "forgotten"; readonly target: StageId }
  /** In observe mode: what would have been moved back. */
  | { readonly kind: "observed"; readonly target: StageId | null; readonly missing: readonly string[] }
  | { readonly kind: "replied"; readonly by: Login | null; readonly how: "comment" | "ticked" | "command" }
  | {
      readonly kind: "commanded";
      readonly comment: CommentId;
      readonly by: Login;
      /** The command's name, or `unknown`. */
      readonly command: string;
      readonly outcome: "done" | "refused" | "misread";
    }
  | { readonly kind: "overridden"; readonly target: StageId; readonly by: Login; readonly reason: string }
  | { readonly kind: "held"; readonly by: Login; readonly until: Instant | null; readonly reason: string }
  | { readonly kind: "resumed"; readonly by: Login | null }
  | {
      readonly kind: "exited";
      readonly by: Login | null;
      readonly why:
        | "declined"
        | "disqualified"
        | "no-response"
        | "wound-down"
        | "not-now"
        | "merged"
        | "completed"
        | "removed"
        | "unknown";
      readonly reason: string;
      /** `not-now`: the day on which the partner returns to its owner. */
      readonly until?: Day;
    }
  | ({ readonly kind: "reopened"; readonly stage: StageId } & Dated)
  /** Closed as completed too early: we opened it again. `closedAt` names the closing. */
  | { readonly kind: "reopening"; readonly by: Actor | null; readonly closedAt: Instant | null }
  /** The outreach message went out on this day: its reminders count from there. */
  | { readonly kind: "sent"; readonly day: Day; readonly how: "command" | "ticked" }
  /** No reminders until then, and their clocks stop. */
  | { readonly kind: "snoozed"; readonly by: Login; readonly until: Instant }
  /** One reminder comment. */
  | {
      readonly kind: "reminded";
      /** Effect key of the comment. */
      readonly key: string;
      /** Keys of the touches it stands for, superseded ones among them. */
      readonly touches: readonly string[];
    }
  /** Ticks, fields and owner are others than before; the first time, that they were seen. */
  | {
      readonly kind: "noticed";
      readonly mark: string;
      /** Whether a due date is set; absent in old entries. */
      readonly planned?: boolean | undefined;
    }
  /** That reminder was not posted after all: before it could be, it was wanted no more. */
  | { readonly kind: "withdrawn"; readonly key: string }
  | { readonly kind: "sync"; readonly fact: SyncFact }
  /** We wrote the field Health. */
  | { readonly kind: "health"; readonly value: string }
  /** A person wrote something here, whatever it was. */
  | { readonly kind: "heard" }
  /** All comments up to this moment were read. */
  | { readonly kind: "read"; readonly until: Instant }
  /** A comment or issue of ours stands on GitHub. `key` is its effect's. */
  | { readonly kind: "posted"; readonly key: string; readonly id: string }
  /** Names and whatever people wrote were taken out of the entries before this one, and nothing follows it. */
  | { readonly kind: "names-forgotten" };
