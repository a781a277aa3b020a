import type { Issue, Label, Repository } from "../model/records.ts";
import { Refusal } from "../model/refusal.ts";
import { demand, may, type Acting } from "../model/rights.ts";
import { keep } from "../model/state.ts";
import { record } from "../payloads/announce.ts";
import { issueJson } from "../payloads/issue.ts";
import { repositoryJson } from "../payloads/repository.ts";
import { unblock } from "./dependencies.ts";
import { issueRef, tellIssue } from "./issue-news.ts";
import { tellItem } from "./item-news.ts";
import { removeItem } from "./items.ts";
import { createLabel } from "./labels.ts";
import { dropPin, pinOf } from "./moderate.ts";
import { createIssue } from "./issue-record.ts";
import { unlink } from "./sub-issues.ts";
import { drop, happened, touch } from "./timeline.ts";

/** Deletes an issue for good, with its cards and links. */
export function deleteIssue(by: Acting, issue: Issue): void {
  demand(by, may(by, issue.repository, "delete issues"));
  record(by, { issue: issueRef(issue), deleted: issue.id });
  tellIssue(by, issue, { action: "deleted" });
  for (const item of [...issue.items]) {
    removeItem(by, item);
    tellItem(by, item, { action: "deleted" });
  }
  cutLinks(by, issue);
  forget(by, issue);
}

function cutLinks(by: Acting, issue: Issue): void {
  if (issue.parent !== null) unlink(by, issue.parent, issue);
  for (const child of [...issue.subIssues]) unlink(by, issue, child);
  for (const blocking of [...issue.blockedBy]) unblock(by, { blocked: issue, blocking });
  for (const blocked of [...issue.blocking]) unblock(by, { blocked, blocking: issue });
}

function forget(by: Acting, issue: Issue): void {
  const pin = pinOf(issue);
  if (pin !== null) dropPin(by, issue.repository, pin);
  drop(issue.repository.issues, issue);
  issue.repository.gone.set(issue.number, null);
  for (const gone of [issue, ...issue.comments]) by.state.nodes.delete(gone.id);
}

export interface Transfer {
  readonly to: Repository;
  readonly createLabels: boolean;
}

/** Moves an issue to another repository of the same owner, where it is a new one. Its cards follow. */
export function transferIssue(by: Acting, issue: Issue, { to, createLabels }: Transfer): Issue {
  demand(by, may(by, issue.repository, "moderate") && may(by, to, "moderate"));
  if (to === issue.repository) throw new Refusal("UNPROCESSABLE", "The issue is in this repository");
  if (to.owner !== issue.repository.owner)
    throw new Refusal("UNPROCESSABLE", "Owners of the repositories differ");
  const moved = copyTo(by, issue, to);
  moved.labels.push(...labelsIn(by, issue, { to, createLabels }));
  record(by, { issue: issueRef(issue), transferredTo: issueRef(moved) });
  const news = { new_issue: issueJson(by.state, moved), new_repository: repositoryJson(by.state, to) };
  const old = {
    old_issue: issueJson(by.state, issue),
    old_repository: repositoryJson(by.state, issue.repository),
  };
  tellIssue(by, issue, { action: "transferred", facts: { changes: news } });
  handOver(by, issue, moved);
  tellIssue(by, moved, { action: "opened", facts: { changes: old } });
  return moved;
}

function copyTo(by: Acting, issue: Issue, to: Repository): Issue {
  const moved = createIssue(by, {
    repository: to,
    title: issue.title,
    body: issue.body,
    author: issue.author,
  });
  moved.state = issue.state;
  moved.stateReason = issue.stateReason;
  moved.closedAt = issue.closedAt;
  moved.closedBy = issue.closedBy;
  moved.assignees.push(...issue.assignees);
  moved.timeline.push(...issue.timeline);
  happened(by, moved, {
    type: "TransferredEvent",
    facts: { fromRepository: issue.repository, issue: moved },
  });
  return moved;
}

function labelsIn(by: Acting, issue: Issue, { to, createLabels }: Transfer): Label[] {
  return issue.labels.flatMap(({ name, color, description }) => {
    const present = to.labels.find((label) => label.name.toLowerCase() === name.toLowerCase());
    if (present !== undefined) return [present];
    return createLabels ? [createLabel(by, to, { name, color, description })] : [];
  });
}

/** Comments, cards and links go to the new issue; the old id then names nothing. */
function handOver(by: Acting, issue: Issue, moved: Issue): void {
  for (const comment of issue.comments) {
    const copy = keep(by.state, { ...comment, issue: moved });
    moved.comments.push(copy);
  }
  for (const item of issue.items) {
    item.content = moved;
    touch(by, item);
    moved.items.push(item);
  }
  moveLinks(issue, moved);
  const pin = pinOf(issue);
  if (pin !== null) dropPin(by, issue.repository, pin);
  drop(issue.repository.issues, issue);
  issue.repository.gone.set(issue.number, moved);
  by.state.nodes.delete(issue.id);
}

function moveLinks(issue: Issue, moved: Issue): void {
  moved.parent = issue.parent;
  if (issue.parent !== null) replace(issue.parent.subIssues, issue, moved);
  moved.subIssues.push(...issue.subIssues);
  for (const child of issue.subIssues) child.parent = moved;
  moved.blockedBy.push(...issue.blockedBy);
  for (const other of issue.blockedBy) replace(other.blocking, issue, moved);
  moved.blocking.push(...issue.blocking);
  for (const other of issue.blocking) replace(other.blockedBy, issue, moved);
}

function replace(list: Issue[], old: Issue, next: Issue): void {
  const index = list.indexOf(old);
  if (index >= 0) list[index] = next;
}
