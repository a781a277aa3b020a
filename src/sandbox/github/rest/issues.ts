import { z } from "zod";

import { assign, reassign, unassign } from "../acts/assign.ts";
import { closeIssue, editIssue, reopenIssue } from "../acts/edit-issue.ts";
import { relabel } from "../acts/label-issue.ts";
import { lockIssue, unlockIssue } from "../acts/moderate.ts";
import { openIssue } from "../acts/open-issue.ts";
import type { Issue } from "../model/records.ts";
import type { LockReason } from "../model/vocabulary.ts";
import { assignable, type Acting } from "../model/rights.ts";
import { accountOf } from "../model/state.ts";
import { issueIn, peopleNamed, readsIssues, repositoryIn } from "./find.ts";
import { issuesMatching } from "./issue-filter.ts";
import { labelNames, labelsNamed } from "./labels.ts";
import { issueFor } from "./media.ts";
import { paged } from "./page.ts";
import { acting, bodyOf, created, NO_CONTENT, ok, route, type Call, type Route } from "./route.ts";

const Assignees = z.object({ assignees: z.array(z.string()).default([]) });

const NewIssue = z.object({
  title: z.union([z.string(), z.number()]).transform(String),
  body: z.string().nullish(),
  labels: labelNames.nullish(),
  assignees: z.array(z.string()).nullish(),
});

const IssueEdit = z.object({
  title: z.string().nullish(),
  body: z.string().nullish(),
  state: z.enum(["open", "closed"]).optional(),
  state_reason: z.enum(["completed", "not_planned", "duplicate", "reopened"]).nullish(),
  labels: labelNames.nullish(),
  assignees: z.array(z.string()).nullish(),
});

type Edit = z.infer<typeof IssueEdit>;

function open(call: Call): Issue {
  const by = acting(call);
  const repository = repositoryIn(call);
  const given = bodyOf(call, NewIssue);
  return openIssue(by, {
    repository,
    title: given.title,
    body: given.body ?? "",
    labels: labelsNamed(by, repository, given.labels ?? []),
    assignees: peopleNamed(by, given.assignees ?? []),
    parent: null,
    projects: [],
  });
}

function edit(call: Call): Issue {
  const by = acting(call);
  const issue = issueIn(call);
  const given = bodyOf(call, IssueEdit);
  if (given.title != null || given.body !== undefined) {
    const body = given.body === undefined ? undefined : (given.body ?? "");
    editIssue(by, issue, { title: given.title ?? undefined, body });
  }
  if (given.labels != null) relabel(by, issue, labelsNamed(by, issue.repository, given.labels));
  if (given.assignees != null) reassign(by, issue, peopleNamed(by, given.assignees));
  setState(by, issue, given);
  return issue;
}

const REASONS = { completed: "COMPLETED", not_planned: "NOT_PLANNED", duplicate: "DUPLICATE" } as const;

function setState(by: Acting, issue: Issue, { state, state_reason: reason }: Edit): void {
  if (state === "open") reopenIssue(by, issue);
  if (state !== "closed") return;
  const known = reason == null || reason === "reopened" ? "completed" : reason;
  closeIssue(by, issue, { reason: REASONS[known], duplicateOf: null });
}

/** People who cannot be assigned are passed over in silence, as GitHub does on this route. */
function assignees(call: Call, act: typeof assign): Issue {
  const by = acting(call);
  const issue = issueIn(call);
  const people = bodyOf(call, Assignees).assignees.flatMap((login) => accountOf(by.state, login) ?? []);
  act(
    by,
    issue,
    people.filter((person) => issue.assignees.includes(person) || assignable(issue.repository, person)),
  );
  return issue;
}

const LOCKS: Readonly<Record<string, LockReason>> = {
  "off-topic": "OFF_TOPIC",
  "too heated": "TOO_HEATED",
  resolved: "RESOLVED",
  spam: "SPAM",
};

/** Issues themselves. */
export const ISSUE_ROUTES: readonly Route[] = [
  route("GET /repos/{owner}/{repo}/issues", (call) => {
    const repository = repositoryIn(call);
    readsIssues(call.viewer, repository);
    return paged(call, issuesMatching(repository.issues, call.request.query), (issue) =>
      issueFor(call, issue),
    );
  }),
  route("POST /repos/{owner}/{repo}/issues", (call) => created(issueFor(call, open(call)))),
  route("GET /repos/{owner}/{repo}/issues/{number}", (call) => ok(issueFor(call, issueIn(call)))),
  route("PATCH /repos/{owner}/{repo}/issues/{number}", (call) => ok(issueFor(call, edit(call)))),
  route("POST /repos/{owner}/{repo}/issues/{number}/assignees", (call) => {
    return created(issueFor(call, assignees(call, assign)));
  }),
  route("DELETE /repos/{owner}/{repo}/issues/{number}/assignees", (call) => {
    return ok(issueFor(call, assignees(call, unassign)));
  }),
  route("PUT /repos/{owner}/{repo}/issues/{number}/lock", (call) => {
    const { lock_reason } = bodyOf(call, z.object({ lock_reason: z.string().nullish() }));
    lockIssue(acting(call), issueIn(call), LOCKS[lock_reason ?? ""] ?? null);
    return NO_CONTENT;
  }),
  route("DELETE /repos/{owner}/{repo}/issues/{number}/lock", (call) => {
    unlockIssue(acting(call), issueIn(call));
    return NO_CONTENT;
  }),
];
