import type { Account, Issue, Label, Project, Repository } from "../model/records.ts";
import { demand, may, mayWriteProject, type Acting } from "../model/rights.ts";
import { record } from "../payloads/announce.ts";
import { userJson } from "../payloads/people.ts";
import { labelJson } from "../payloads/repository.ts";
import { checkAssignees } from "./assign.ts";
import { issueRef, tellIssue } from "./issue-news.ts";
import { createIssue } from "./issue-record.ts";
import { putOnBoard } from "./items.ts";
import { checkParent, linkSubIssue } from "./sub-issues.ts";
import { checkBody, checkTitle, happened } from "./timeline.ts";

export interface IssueDraft {
  readonly repository: Repository;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly Label[];
  readonly assignees: readonly Account[];
  readonly parent: Issue | null;
  readonly projects: readonly Project[];
}

/** Opens an issue. Labels and assignees of people without triage right are dropped, as GitHub does. */
export function openIssue(by: Acting, draft: IssueDraft): Issue {
  demand(by, may(by, draft.repository, "write"));
  checkTitle(draft.title);
  checkBody(draft.body);
  const triages = may(by, draft.repository, "triage");
  const labels = triages ? draft.labels : [];
  const assignees = triages ? draft.assignees : [];
  checkAssignees(draft.repository, assignees);
  for (const project of draft.projects) demand(by, mayWriteProject(by, project));
  if (draft.parent !== null) checkParent(by, draft.parent);
  const issue = createIssue(by, draft);
  labelNew(by, issue, labels);
  assignNew(by, issue, assignees);
  record(by, {
    issue: issueRef(issue),
    id: issue.id,
    title: issue.title,
    labels: labels.map(({ name }) => name),
  });
  tellNew(by, issue);
  for (const project of draft.projects) putOnBoard(by, project, issue);
  if (draft.parent !== null) linkSubIssue(by, draft.parent, issue);
  return issue;
}

function labelNew(by: Acting, issue: Issue, labels: readonly Label[]): void {
  for (const label of new Set(labels)) {
    issue.labels.push(label);
    happened(by, issue, { type: "LabeledEvent", facts: { label, labelable: issue } });
  }
}

function assignNew(by: Acting, issue: Issue, assignees: readonly Account[]): void {
  for (const assignee of new Set(assignees)) {
    issue.assignees.push(assignee);
    happened(by, issue, { type: "AssignedEvent", facts: { assignee, assignable: issue } });
  }
}

/** `opened` shows the whole issue; then one event for each label and assignee follows, as at GitHub. */
function tellNew(by: Acting, issue: Issue): void {
  tellIssue(by, issue, { action: "opened" });
  for (const label of issue.labels) {
    tellIssue(by, issue, { action: "labeled", facts: { label: labelJson(by.state, label) } });
  }
  for (const assignee of issue.assignees) {
    tellIssue(by, issue, { action: "assigned", facts: { assignee: userJson(by.state, assignee) } });
  }
}
