import type { Account, Issue, Repository } from "../model/records.ts";
import { Refusal } from "../model/refusal.ts";
import { assignable, demand, may, type Acting } from "../model/rights.ts";
import { record } from "../payloads/announce.ts";
import { userJson } from "../payloads/people.ts";
import { issueRef, tellIssue } from "./issue-news.ts";
import { tellBuiltInField } from "./item-news.ts";
import { drop, happened, touch } from "./timeline.ts";

const MOST_ASSIGNEES = 10;

/** Refuses people who cannot be assigned, and more than ten. */
export function checkAssignees(repository: Repository, assignees: readonly Account[]): void {
  const strangers = assignees.filter((account) => !assignable(repository, account));
  if (strangers.length > 0) {
    const names = strangers.map(({ login }) => login).join(", ");
    throw new Refusal("UNPROCESSABLE", `Could not assign: ${names}`);
  }
  if (assignees.length > MOST_ASSIGNEES) {
    throw new Refusal("UNPROCESSABLE", `You can assign up to ${MOST_ASSIGNEES} people to an issue`);
  }
}

/** Assigns people, beside those who are. */
export function assign(by: Acting, issue: Issue, accounts: readonly Account[]): void {
  demand(by, may(by, issue.repository, "triage"));
  const added = [...new Set(accounts)].filter((account) => !issue.assignees.includes(account));
  checkAssignees(issue.repository, added);
  checkAssignees(
    issue.repository,
    [...issue.assignees, ...added].filter((one) => assignable(issue.repository, one)),
  );
  for (const assignee of added) {
    issue.assignees.push(assignee);
    happened(by, issue, { type: "AssignedEvent", facts: { assignee, assignable: issue } });
    tell(by, issue, { action: "assigned", assignee });
  }
}

/** Takes people off an issue. */
export function unassign(by: Acting, issue: Issue, accounts: readonly Account[]): void {
  demand(by, may(by, issue.repository, "triage"));
  for (const assignee of new Set(accounts)) {
    if (!issue.assignees.includes(assignee)) continue;
    drop(issue.assignees, assignee);
    happened(by, issue, { type: "UnassignedEvent", facts: { assignee, assignable: issue } });
    tell(by, issue, { action: "unassigned", assignee });
  }
}

/** Makes these the assignees, and nobody else. */
export function reassign(by: Acting, issue: Issue, accounts: readonly Account[]): void {
  demand(by, may(by, issue.repository, "triage"));
  checkAssignees(issue.repository, accounts);
  unassign(
    by,
    issue,
    issue.assignees.filter((assignee) => !accounts.includes(assignee)),
  );
  assign(by, issue, accounts);
}

function tell(by: Acting, issue: Issue, { action, assignee }: { action: string; assignee: Account }): void {
  touch(by, issue);
  record(by, { issue: issueRef(issue), [action]: assignee.login });
  tellIssue(by, issue, { action, facts: { assignee: userJson(by.state, assignee) } });
  tellBuiltInField(by, issue, "ASSIGNEES");
}
