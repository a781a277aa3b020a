import type { Issue } from "../model/records.ts";
import { Refusal } from "../model/refusal.ts";
import { demand, may, type Acting } from "../model/rights.ts";
import { announce, record } from "../payloads/announce.ts";
import { issueJson } from "../payloads/issue.ts";
import { repositoryJson } from "../payloads/repository.ts";
import { issueRef } from "./issue-news.ts";
import { drop, happened, touch } from "./timeline.ts";

const MOST_SUB_ISSUES = 100;
const MOST_LEVELS = 8;

/** Hangs an issue below another. */
export function addSubIssue(
  by: Acting,
  parent: Issue,
  { child, replace }: { child: Issue; replace: boolean },
): void {
  demand(by, may(by, parent.repository, "triage") && may(by, child.repository, "triage"));
  if (child.parent === parent)
    throw new Refusal("UNPROCESSABLE", "Issue may not contain duplicate sub-issues");
  if (child.parent !== null && !replace)
    throw new Refusal("UNPROCESSABLE", "Sub issue may only have one parent");
  checkTree(parent, child);
  if (child.parent !== null) unlink(by, child.parent, child);
  linkSubIssue(by, parent, child);
}

function checkTree(parent: Issue, child: Issue): void {
  if (parent === child || ancestors(parent).includes(child)) {
    throw new Refusal("UNPROCESSABLE", "Sub issue may not create a circular dependency");
  }
  checkSize(parent, depth(child));
}

function checkSize(parent: Issue, added: number): void {
  if (parent.subIssues.length >= MOST_SUB_ISSUES) {
    throw new Refusal("UNPROCESSABLE", `Parent cannot have more than ${MOST_SUB_ISSUES} sub-issues`);
  }
  if (ancestors(parent).length + added > MOST_LEVELS) {
    throw new Refusal("UNPROCESSABLE", `Parent may not have more than ${MOST_LEVELS} levels of sub-issues`);
  }
}

/** Refuses a parent that may not have a new sub-issue. */
export function checkParent(by: Acting, parent: Issue): void {
  demand(by, may(by, parent.repository, "triage"));
  checkSize(parent, 1);
}

function ancestors(issue: Issue): readonly Issue[] {
  return issue.parent === null ? [] : [issue.parent, ...ancestors(issue.parent)];
}

function depth(issue: Issue): number {
  return 1 + Math.max(0, ...issue.subIssues.map(depth));
}

/** Takes an issue from below another. */
export function removeSubIssue(by: Acting, parent: Issue, child: Issue): void {
  demand(by, may(by, parent.repository, "triage"));
  if (child.parent !== parent)
    throw new Refusal("UNPROCESSABLE", "The issue is not a sub-issue of the parent");
  unlink(by, parent, child);
}

/** Moves a sub-issue behind another one, or to the top. */
export function reorderSubIssue(by: Acting, child: Issue, after: Issue | null): void {
  const { parent } = child;
  if (parent === null) throw new Refusal("UNPROCESSABLE", "The issue has no parent");
  demand(by, may(by, parent.repository, "triage"));
  drop(parent.subIssues, child);
  parent.subIssues.splice(after === null ? 0 : parent.subIssues.indexOf(after) + 1, 0, child);
  record(by, { issue: issueRef(parent), moved: issueRef(child) });
}

/** Links parent and child without asking for rights. */
export function linkSubIssue(by: Acting, parent: Issue, child: Issue): void {
  child.parent = parent;
  parent.subIssues.push(child);
  happened(by, parent, { type: "SubIssueAddedEvent", facts: { subIssue: child } });
  happened(by, child, { type: "ParentIssueAddedEvent", facts: { parent } });
  record(by, { issue: issueRef(parent), subIssue: issueRef(child) });
  tell(by, { parent, child }, "added");
}

/** Parts parent and child without asking for rights. */
export function unlink(by: Acting, parent: Issue, child: Issue): void {
  child.parent = null;
  drop(parent.subIssues, child);
  happened(by, parent, { type: "SubIssueRemovedEvent", facts: { subIssue: child } });
  happened(by, child, { type: "ParentIssueRemovedEvent", facts: { parent } });
  record(by, { issue: issueRef(parent), subIssueRemoved: issueRef(child) });
  tell(by, { parent, child }, "removed");
}

/** GitHub tells twice: once for each side, in its own repository. */
function tell(
  by: Acting,
  { parent, child }: { parent: Issue; child: Issue },
  verb: "added" | "removed",
): void {
  touch(by, parent);
  touch(by, child);
  const facts = {
    sub_issue_id: child.databaseId,
    sub_issue: issueJson(by.state, child),
    parent_issue_id: parent.databaseId,
    parent_issue: issueJson(by.state, parent),
  };
  announce(by, {
    event: "sub_issues",
    action: `sub_issue_${verb}`,
    repository: parent.repository,
    owner: parent.repository.owner,
    facts: { ...facts, sub_issue_repo: repositoryJson(by.state, child.repository) },
  });
  announce(by, {
    event: "sub_issues",
    action: `parent_issue_${verb}`,
    repository: child.repository,
    owner: child.repository.owner,
    facts: { ...facts, parent_issue_repo: repositoryJson(by.state, parent.repository) },
  });
}
