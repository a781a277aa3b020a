import type {
  CardId,
  CommentId,
  FieldId,
  InstallationId,
  IssueId,
  OptionId,
  ProjectId,
} from "../core/ids.ts";
import type { Person } from "../core/partner/partner.ts";
import type { Instant } from "../core/time/time.ts";

/** A webhook delivery, reduced to what we read of it. Parsed by `app.ts`, kept by the store. */
export interface Delivery {
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly installation: InstallationId;
  readonly receivedAt: Instant;
  readonly sender: Person | null;
  /** The sender is this App. */
  readonly own: boolean;
  readonly about: About;
}

export type About =
  | {
      readonly kind: "card";
      readonly project: ProjectId;
      readonly card: CardId;
      /** Null for drafts and when GitHub did not say. */
      readonly issue: IssueId | null;
      /** Which field changed; null when GitHub did not say (then everything may have). */
      readonly field: FieldId | null;
      readonly from: OptionId | null | undefined;
      readonly to: OptionId | null | undefined;
      readonly updatedAt: Instant | null;
    }
  | {
      readonly kind: "issue";
      readonly repository: string;
      readonly issue: IssueId;
      readonly labels: readonly string[];
      readonly updatedAt: Instant | null;
    }
  | {
      readonly kind: "comment";
      readonly repository: string;
      readonly issue: IssueId;
      readonly labels: readonly string[];
      /** Of the issue. */
      readonly updatedAt: Instant | null;
      readonly comment: CommentId;
      readonly author: Person | null;
      /** The text as created, only if a line starts with `/` and the action is `created`. */
      readonly command: string | null;
    }
  /** A push to the default branch that touched `.github/stagekeeper.yml`. */
  | { readonly kind: "playbook"; readonly repository: string }
  /** The installation or its repositories changed: look at all of it again. */
  | {
      readonly kind: "installation";
      readonly account: string | null;
      readonly state: "active" | "suspended" | "deleted";
    };

/**
 * Where deliveries are put. Resolves only after the commit.
 * remembered: something is due now · echo: our own write came back · repeated: this delivery was here before
 * irrelevant: no board, issue or field of ours is concerned.
 */
export interface Inbox {
  remember(delivery: Delivery): Promise<"remembered" | "echo" | "repeated" | "irrelevant">;
}
