import { nodeId } from "../model/node-ids.ts";
import type { Comment, Issue } from "../model/records.ts";
import { Refusal } from "../model/refusal.ts";
import { demand, may, permissionIn, suffices, type Acting } from "../model/rights.ts";
import { keep, timestamp } from "../model/state.ts";
import { record } from "../payloads/announce.ts";
import { mayRewrite } from "./edit-issue.ts";
import { issueRef, tellComment } from "./issue-news.ts";
import { checkBody, drop, happened, rewrite, touch } from "./timeline.ts";

/** Whether an issue's lock keeps somebody out: all but people with write access. Apps are kept out, too. */
function lockedOut(by: Acting, issue: Issue): boolean {
  if (!issue.locked) return false;
  return by.installation !== null || !suffices(permissionIn(issue.repository, by.account), "write");
}

/** Writes a comment. */
export function addComment(by: Acting, issue: Issue, body: string): Comment {
  demand(by, may(by, issue.repository, "write"));
  checkText(body);
  if (lockedOut(by, issue))
    throw new Refusal("FORBIDDEN", "Unable to create comment because issue is locked.");
  const databaseId = by.state.nextId();
  const now = timestamp(by.state);
  const comment: Comment = keep(by.state, {
    type: "IssueComment",
    id: nodeId("IC", issue.repository.databaseId, databaseId),
    databaseId,
    issue,
    body,
    author: by.account,
    createdAt: now,
    updatedAt: now,
    editor: null,
    lastEditedAt: null,
    minimisedReason: null,
    reactions: [],
  });
  issue.comments.push(comment);
  touch(by, issue);
  record(by, { issue: issueRef(issue), comment: comment.id, opening: body.slice(0, 80) });
  tellComment(by, comment, { action: "created" });
  return comment;
}

function checkText(body: string): void {
  if (body.trim() === "") throw new Refusal("UNPROCESSABLE", "Body can't be blank");
  checkBody(body);
}

/** Rewrites a comment. */
export function editComment(by: Acting, comment: Comment, body: string): void {
  demand(by, mayRewrite(by, comment.issue, comment.author));
  checkText(body);
  const from = comment.body;
  if (from === body) return;
  rewrite(by, comment, body);
  record(by, { issue: issueRef(comment.issue), edited: comment.id, opening: body.slice(0, 80) });
  tellComment(by, comment, { action: "edited", facts: { changes: { body: { from } } } });
}

/** Deletes a comment. */
export function deleteComment(by: Acting, comment: Comment): void {
  const { issue } = comment;
  demand(by, mayRewrite(by, issue, comment.author));
  drop(issue.comments, comment);
  by.state.nodes.delete(comment.id);
  touch(by, issue);
  happened(by, issue, { type: "CommentDeletedEvent", facts: { deletedCommentAuthor: comment.author } });
  record(by, { issue: issueRef(issue), deleted: comment.id });
  tellComment(by, comment, { action: "deleted" });
}

/** Hides a comment, with GitHub's word for why. No webhook tells of it. */
export function minimise(by: Acting, comment: Comment, reason: string): void {
  demand(by, may(by, comment.issue.repository, "triage"));
  comment.minimisedReason = reason;
  record(by, { issue: issueRef(comment.issue), minimised: comment.id, as: reason });
}

/** Shows a hidden comment again. */
export function unminimise(by: Acting, comment: Comment): void {
  demand(by, may(by, comment.issue.repository, "triage"));
  comment.minimisedReason = null;
  record(by, { issue: issueRef(comment.issue), unminimised: comment.id });
}
