/** GitHub's answers, healthy; a test names only what matters. */
export type Shape = Readonly<Record<string, unknown>>;

const EMPTY = { totalCount: 0, nodes: [] };

export function aStatus(changes: Shape = {}): Shape {
  return {
    __typename: "ProjectV2ItemFieldSingleSelectValue",
    optionId: "opt_outreach",
    name: "Outreach",
    updatedAt: "2026-11-20T09:00:00Z",
    ...changes,
  };
}

export function aCardShape(changes: Shape = {}): Shape {
  return {
    __typename: "ProjectV2Item",
    id: "PVTI_1",
    type: "ISSUE",
    isArchived: false,
    updatedAt: "2026-11-21T09:00:00Z",
    project: { id: "PVT_1" },
    status: aStatus(),
    fieldValues: { nodes: [] },
    content: anIssueShape(),
    ...changes,
  };
}

export function anIssueShape(changes: Shape = {}): Shape {
  return {
    __typename: "Issue",
    id: "I_1",
    number: 12,
    title: "Acme",
    body: "## Identification",
    url: "https://github.test/acme/partners/issues/12",
    createdAt: "2026-11-01T09:00:00Z",
    state: "OPEN",
    stateReason: null,
    closedAt: null,
    locked: false,
    author: { __typename: "User", login: "ann" },
    repository: { id: "R_1" },
    assignees: { nodes: [{ id: "U_2", login: "bob" }] },
    labels: { nodes: [{ name: "partner" }] },
    subIssues: EMPTY,
    blockedBy: EMPTY,
    comments: { pageInfo: { hasPreviousPage: false, startCursor: null }, nodes: [] },
    timelineItems: { nodes: [] },
    ...changes,
  };
}

export function aLinkedShape(changes: Shape = {}): Shape {
  return {
    id: "I_2",
    number: 13,
    state: "OPEN",
    stateReason: null,
    closedAt: null,
    labels: { nodes: [{ name: "P1" }] },
    timelineItems: { nodes: [] },
    ...changes,
  };
}

export function aCommentShape(changes: Shape = {}): Shape {
  return {
    __typename: "IssueComment",
    id: "IC_1",
    body: "Hello",
    createdAt: "2026-11-21T10:00:00Z",
    lastEditedAt: null,
    isMinimized: false,
    viewerDidAuthor: false,
    author: { __typename: "User", login: "cat" },
    issue: { id: "I_1" },
    ...changes,
  };
}

export function aStatusEventShape(changes: Shape = {}): Shape {
  return {
    __typename: "ProjectV2ItemStatusChangedEvent",
    createdAt: "2026-11-20T09:00:00Z",
    previousStatus: "Identification",
    status: "Outreach",
    wasAutomated: false,
    actor: { __typename: "User", login: "ann" },
    project: { id: "PVT_1" },
    ...changes,
  };
}

/** What `Look` answers. */
export function aLookAnswer(data: Shape = {}, errors?: readonly Shape[]): object {
  return {
    data: { cards: [], issues: [], comments: [], ...data },
    ...(errors === undefined ? {} : { errors }),
  };
}
