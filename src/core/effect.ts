import type { CardId, CommentId, FieldId, IssueId, Login, OptionId, ProjectId } from "./ids.ts";
import type { Day } from "./time/time.ts";

/**
 * Something to be done on GitHub, as data. `key` is deterministic and unique within the partner: the same
 * decision gives the same key, so that the ledger does it once. A text written to GitHub carries the key
 * in its marker. All effects of one plan that GraphQL can carry go out in one mutation document.
 */
export type Effect = { readonly key: string } & EffectAct;

export type EffectAct =
  | {
      readonly kind: "set-status";
      readonly card: CardId;
      readonly project: ProjectId;
      readonly field: FieldId;
      /** Null clears the Status. */
      readonly option: OptionId | null;
      /** The value that was judged: nothing is written if the card says something else by then. */
      readonly judged: OptionId | null;
    }
  | {
      readonly kind: "set-field";
      readonly card: CardId;
      readonly project: ProjectId;
      readonly field: FieldId;
      readonly value: FieldWrite;
    }
  | {
      readonly kind: "comment";
      readonly issue: IssueId;
      readonly body: string;
      readonly content: "refusal" | "stage" | "answer" | "reminder";
    }
  | { readonly kind: "edit-comment"; readonly comment: CommentId; readonly body: string }
  | { readonly kind: "minimise"; readonly comment: CommentId; readonly as: "outdated" | "resolved" }
  | {
      readonly kind: "react";
      readonly comment: CommentId;
      readonly reaction: "THUMBS_UP" | "EYES" | "CONFUSED";
    }
  | { readonly kind: "add-to-board"; readonly issue: IssueId; readonly project: ProjectId }
  | {
      readonly kind: "open-issue";
      /** Node id of the repository. */
      readonly repository: string;
      readonly title: string;
      readonly body: string;
      readonly labels: readonly string[];
      readonly assignees: readonly Login[];
      readonly parent: IssueId | null;
    }
  | {
      readonly kind: "edit-issue";
      readonly issue: IssueId;
      readonly title: string | null;
      readonly body: string | null;
    }
  | { readonly kind: "close-issue"; readonly issue: IssueId; readonly as: "completed" | "not-planned" }
  | { readonly kind: "reopen-issue"; readonly issue: IssueId }
  | { readonly kind: "pin-issue"; readonly issue: IssueId };

export type FieldWrite =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "date"; readonly day: Day }
  | { readonly kind: "option"; readonly option: OptionId }
  | { readonly kind: "clear" };
