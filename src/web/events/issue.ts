import { z } from "zod";
import type { CommentId, IssueId } from "../../core/ids.ts";
import type { About } from "../../keeper/inbox.ts";
import { labels, moment, person, type Reader, reading } from "./read.ts";

const nodeId = z.object({ node_id: z.string() });
const issue = z.object({
  node_id: z.string().transform((id) => id as IssueId),
  labels,
  updated_at: moment,
  pull_request: z.unknown().optional(),
});

const IssuePayload = z.object({ action: z.string(), repository: nodeId, issue });

function readAbout({ node_id: id, labels: borne, updated_at: updatedAt }: z.infer<typeof issue>) {
  return { issue: id, labels: borne, updatedAt };
}

/** What may change a partner, or something linked to one. */
const telling: ReadonlySet<string> = new Set([
  ...["opened", "edited", "labeled", "unlabeled", "assigned", "unassigned"],
  ...["closed", "reopened", "transferred", "deleted", "locked", "unlocked"],
]);

/** issues: somebody changed an issue that may be a partner or be linked to one. */
export const readIssue: Reader = reading(
  IssuePayload,
  ({ action, repository, issue: about }): About | null =>
    telling.has(action) ? { kind: "issue", repository: repository.node_id, ...readAbout(about) } : null,
);

const CommentPayload = IssuePayload.extend({
  comment: z.object({
    node_id: z.string().transform((id) => id as CommentId),
    user: person,
    body: z.string().nullish().catch(null),
  }),
});

const commandLine = /^[ \t]{0,3}\/[a-z]/im;
/** A command is a line or two: of a text longer than this, whole paragraphs are kept. */
const MOST_COMMAND = 10_000;

/** issue_comment: a comment was written, changed (a box ticked) or deleted. Only one just written can command. */
export const readComment: Reader = reading(
  CommentPayload,
  ({ action, repository, issue: about, comment }): About | null => {
    if (about.pull_request !== undefined && about.pull_request !== null) return null;
    const text = action === "created" ? upToABlankLine(comment.body ?? "") : "";
    return {
      kind: "comment",
      ...{ repository: repository.node_id, ...readAbout(about) },
      ...{ comment: comment.node_id, author: comment.user },
      command: commandLine.test(text) ? text : null,
    };
  },
);

/** Cut within a paragraph, what its end hides (a comment, code) could come to light. */
function upToABlankLine(text: string): string {
  if (text.length <= MOST_COMMAND) return text;
  const start = text.slice(0, MOST_COMMAND).replace(/\r\n?/g, "\n");
  return start.slice(0, start.lastIndexOf("\n\n") + 1);
}

const SubIssuePayload = z.object({
  repository: nodeId,
  parent_issue: issue,
  parent_issue_repo: nodeId.nullish().catch(null),
});

/** sub_issues: the parent may be a partner whose linked issues changed. */
export const readSubIssues: Reader = reading(
  SubIssuePayload,
  ({ repository, parent_issue: parent, parent_issue_repo: home }): About => ({
    kind: "issue",
    ...{ repository: (home ?? repository).node_id, ...readAbout(parent) },
  }),
);

const DependencyPayload = z.object({
  repository: nodeId,
  blocked_issue: issue,
  blocked_issue_repo: nodeId.nullish().catch(null),
});

/** issue_dependencies: the blocked issue may be a partner whose blockers changed. */
export const readDependencies: Reader = reading(
  DependencyPayload,
  ({ repository, blocked_issue: blocked, blocked_issue_repo: home }): About => ({
    kind: "issue",
    ...{ repository: (home ?? repository).node_id, ...readAbout(blocked) },
  }),
);
