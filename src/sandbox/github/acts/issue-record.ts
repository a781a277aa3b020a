import { nodeId } from "../model/node-ids.ts";
import type { Account, Issue, Repository } from "../model/records.ts";
import type { Acting } from "../model/rights.ts";
import { keep, timestamp } from "../model/state.ts";

export interface NewIssue {
  readonly repository: Repository;
  readonly title: string;
  readonly body: string;
  /** Whoever acts, unless the issue was somebody else's before. */
  readonly author?: Account;
}

/** Makes the record of an issue; tells nobody. */
export function createIssue(by: Acting, draft: NewIssue): Issue {
  const { state } = by;
  const databaseId = state.nextId();
  const now = timestamp(state);
  draft.repository.lastNumber += 1;
  const issue: Issue = {
    ...emptyIssue(),
    id: nodeId("I", draft.repository.databaseId, databaseId),
    databaseId,
    repository: draft.repository,
    number: draft.repository.lastNumber,
    title: draft.title,
    body: draft.body,
    author: draft.author ?? by.account,
    createdAt: now,
    updatedAt: now,
  };
  draft.repository.issues.push(issue);
  return keep(state, issue);
}

type Blank = Omit<
  Issue,
  "id" | "databaseId" | "repository" | "number" | "title" | "body" | "author" | "createdAt" | "updatedAt"
>;

function emptyIssue(): Blank {
  return {
    type: "Issue",
    editor: null,
    lastEditedAt: null,
    state: "OPEN",
    stateReason: null,
    closedAt: null,
    closedBy: null,
    duplicateOf: null,
    locked: false,
    lockReason: null,
    parent: null,
    reactions: [],
    assignees: [],
    labels: [],
    comments: [],
    timeline: [],
    subIssues: [],
    blockedBy: [],
    blocking: [],
    items: [],
  };
}
