import type { Partner } from "../partner/partner.ts";
import type { Decision } from "../sync/read-review.ts";
import type { Touch } from "../follow-ups/touch.ts";
import { codeBlock } from "../text/code-block.ts";
import type { Day } from "../time/time.ts";
import { comment } from "./comment.ts";

/** What the partner allows, as the card says it: `public`, `anonymised`; null: nothing yet. */
export function referencePermission({ card }: Partner): string | null {
  const permission = card?.fields["referencePermission"];
  const may = permission?.kind === "option" && ["Public", "Anonymised"].includes(permission.name);
  return may ? permission.name.toLowerCase() : null;
}

const PERMISSION_FIRST = "the partner's permission first: set the field *Reference permission*";

/** A review was held: what becomes of it is asked here, and not in the sync note, which is the partner's. */
export function reviewDecision(on: Day, permission: string | null): Pick<Touch, "title" | "text"> {
  const reference =
    permission === null ? `needs ${PERMISSION_FIRST}` : `permission is on record: ${permission}`;
  return {
    title: `decision of the review of ${on}`,
    text: [
      `**The quarterly review was held on ${on}. How does it go on?** Answer in a comment, with one of these lines:`,
      [
        "- `Decision: continue`",
        `- \`Decision: production reference\`; ${reference}`,
        "- `Decision: wind down`",
      ].join("\n"),
      "And how likely they are to recommend us, 0 to 10, several answers side by side: `NPS: 9, 8`.",
    ].join("\n\n"),
  };
}

/** What comes next after that decision; null: nothing that needs saying. */
export function renderReviewAnswer(
  key: string,
  decision: Decision | null,
  permission: string | null,
): string | null {
  if (decision === "wind down") {
    const line = codeBlock("/exit wound-down");
    return comment(key, "review-answer", ["To wind down, close this partner with a comment:", line]);
  }
  if (decision !== "production reference" || permission !== null) return null;
  return comment(key, "review-answer", [`A production reference needs ${PERMISSION_FIRST}.`]);
}
