import type { Comment, Issue } from "../model/records.ts";
import type { Acting } from "../model/rights.ts";
import { announce } from "../payloads/announce.ts";
import { commentJson, issueJson } from "../payloads/issue.ts";
import type { Json } from "../payloads/people.ts";

/** Tells an `issues` event. */
export function tellIssue(by: Acting, issue: Issue, news: { action: string; facts?: Json }): void {
  const { repository } = issue;
  const facts = { issue: issueJson(by.state, issue), ...news.facts };
  announce(by, { event: "issues", action: news.action, repository, owner: repository.owner, facts });
}

/** Tells an `issue_comment` event. */
export function tellComment(by: Acting, comment: Comment, news: { action: string; facts?: Json }): void {
  const { issue } = comment;
  const { repository } = issue;
  const facts = { issue: issueJson(by.state, issue), comment: commentJson(by.state, comment), ...news.facts };
  announce(by, { event: "issue_comment", action: news.action, repository, owner: repository.owner, facts });
}

/** How the journal names an issue. */
export function issueRef(issue: Issue): string {
  return `${issue.repository.owner.login}/${issue.repository.name}#${issue.number}`;
}
