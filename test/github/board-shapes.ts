import { aStatus, type Shape } from "./shapes.ts";

/** Healthy but for `changes`. */
export function aBoard(about: Shape): object {
  return { data: { repository: aRepository(), organization: { projectV2: aProject(about) } } };
}

/** Healthy but for `changes`. */
export function anItem(changes: Shape): Shape {
  return {
    id: "PVTI_1",
    type: "ISSUE",
    isArchived: false,
    updatedAt: "2026-11-21T09:00:00Z",
    status: aStatus(),
    contact: { __typename: "ProjectV2ItemFieldTextValue", text: "Jane @jane-acme" },
    content: aContent({}),
    ...changes,
  };
}

/** Healthy but for `changes`. */
export function aContent(changes: Shape): Shape {
  return {
    __typename: "Issue",
    id: "I_1",
    number: 12,
    title: "Acme",
    updatedAt: "2026-11-21T09:00:00Z",
    state: "OPEN",
    labels: { nodes: [{ name: "partner" }] },
    comments: { nodes: [{ updatedAt: "2026-11-21T08:00:00Z" }] },
    subIssuesSummary: { total: 1, completed: 0 },
    issueDependenciesSummary: { blockedBy: 0, totalBlockedBy: 0 },
    ...changes,
  };
}

/** Healthy but for `changes`. */
export function aRepository(): Shape {
  return {
    id: "R_1",
    name: "partners",
    visibility: "PRIVATE",
    owner: { login: "acme" },
    object: aBlob({}),
    issues: {
      nodes: [
        {
          id: "I_1",
          number: 12,
          updatedAt: "2026-11-21T12:00:00Z",
          projectItems: { nodes: [{ project: { id: "PVT_1" } }] },
        },
        {
          id: "I_2",
          number: 13,
          updatedAt: "2026-11-21T12:00:00Z",
          projectItems: { nodes: [null, { project: { id: "PVT_other" } }] },
        },
      ],
    },
  };
}

/** Healthy but for `changes`. */
export function aBlob(changes: Shape): Shape {
  return {
    __typename: "Blob",
    oid: "abc",
    byteSize: 23,
    isTruncated: false,
    text: "extends: design-partner",
    ...changes,
  };
}

/** Healthy but for `changes`. */
export function items(about: Shape): Shape {
  return { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [anItem({})], ...about };
}
function aProject(about: Shape): Shape {
  return {
    id: "PVT_1",
    number: 3,
    title: "Partners",
    url: "https://github.test/orgs/acme/projects/3",
    closed: false,
    fields: {
      nodes: [
        {
          __typename: "ProjectV2SingleSelectField",
          id: "F_1",
          name: "Status",
          dataType: "SINGLE_SELECT",
          options: [{ id: "o1", name: "Outreach" }],
        },
        { __typename: "ProjectV2Field", id: "F_2", name: "Due date", dataType: "DATE" },
        null,
      ],
    },
    workflows: {
      nodes: [{ name: "Item closed", enabled: true }, { name: "Auto-add", enabled: false }, null],
    },
    items: items(about),
  };
}
