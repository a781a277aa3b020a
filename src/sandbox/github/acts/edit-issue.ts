import type { Account, Issue } from "../model/records.ts";
import { Refusal } from "../model/refusal.ts";
import { demand, may, type Acting } from "../model/rights.ts";
import { timestamp } from "../model/state.ts";
import { record } from "../payloads/announce.ts";
import { issueRef, tellIssue } from "./issue-news.ts";
import { tellBuiltInField } from "./item-news.ts";
import { checkBody, checkTitle, happened, rewrite, touch } from "./timeline.ts";

/** Whether somebody may rewrite what `author` wrote. */
export function mayRewrite(by: Acting, issue: Issue, author: Account): boolean {
  return may(by, issue.repository, author === by.account ? "write" : "moderate");
}

/** Gives an issue another title or body. Undefined: stays. */
export function editIssue(
  by: Acting,
  issue: Issue,
  edit: { title?: string | undefined; body?: string | undefined },
): void {
  demand(by, mayRewrite(by, issue, issue.author));
  const before = { title: issue.title, body: issue.body };
  const { title = before.title, body = before.body } = edit;
  checkTitle(title);
  checkBody(body);
  const retitled = title !== before.title;
  const rewritten = body !== before.body;
  if (!retitled && !rewritten) return;
  if (retitled) retitle(by, issue, title);
  if (rewritten) rewrite(by, issue, body);
  const changes = {
    ...(retitled ? { title: { from: before.title } } : {}),
    ...(rewritten ? { body: { from: before.body } } : {}),
  };
  record(by, { issue: issueRef(issue), edited: Object.keys(changes) });
  tellIssue(by, issue, { action: "edited", facts: { changes } });
  if (retitled) tellBuiltInField(by, issue, "TITLE");
}

function retitle(by: Acting, issue: Issue, title: string): void {
  const facts = { previousTitle: issue.title, currentTitle: title, subject: issue };
  issue.title = title;
  touch(by, issue);
  happened(by, issue, { type: "RenamedTitleEvent", facts });
}

export interface Closing {
  readonly reason: "COMPLETED" | "NOT_PLANNED" | "DUPLICATE";
  readonly duplicateOf: Issue | null;
}

function mayClose(by: Acting, issue: Issue): boolean {
  return may(by, issue.repository, issue.author === by.account ? "write" : "triage");
}

/** Closes an issue. Closing it again only changes the reason. */
export function closeIssue(by: Acting, issue: Issue, closing: Closing): void {
  demand(by, mayClose(by, issue));
  if (closing.duplicateOf === issue)
    throw new Refusal("UNPROCESSABLE", "An issue cannot be a duplicate of itself");
  if (issue.state === "CLOSED" && issue.stateReason === closing.reason) return;
  shutIssue(by, issue, closing);
  by.state.automate({ kind: "issue closed", issue });
}

/** Closes an issue without asking for rights. */
export function shutIssue(by: Acting, issue: Issue, closing: Closing): void {
  issue.state = "CLOSED";
  issue.stateReason = closing.reason;
  issue.closedAt = timestamp(by.state);
  issue.closedBy = by.account;
  issue.duplicateOf = closing.duplicateOf;
  touch(by, issue);
  if (closing.duplicateOf !== null) {
    happened(by, issue, {
      type: "MarkedAsDuplicateEvent",
      facts: { canonical: closing.duplicateOf, duplicate: issue },
    });
  }
  happened(by, issue, {
    type: "ClosedEvent",
    facts: { closable: issue, stateReason: closing.reason, duplicateOf: closing.duplicateOf },
  });
  record(by, { issue: issueRef(issue), closed: closing.reason });
  tellIssue(by, issue, { action: "closed" });
}

/** Opens a closed issue again. */
export function reopenIssue(by: Acting, issue: Issue): void {
  demand(by, mayClose(by, issue));
  if (issue.state === "OPEN") return;
  issue.state = "OPEN";
  issue.stateReason = "REOPENED";
  issue.closedAt = null;
  issue.closedBy = null;
  issue.duplicateOf = null;
  touch(by, issue);
  happened(by, issue, { type: "ReopenedEvent", facts: { closable: issue, stateReason: "REOPENED" } });
  record(by, { issue: issueRef(issue), reopened: true });
  tellIssue(by, issue, { action: "reopened" });
  by.state.automate({ kind: "issue reopened", issue });
}
