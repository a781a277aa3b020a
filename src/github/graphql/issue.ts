import { ActorName, CommentFields } from "./comment.ts";
import { graphql } from "./graphql.ts";

/** A sub-issue or blocker. An issue bears at most 100 labels; of their history only the latest counts. */
const LinkedFields = graphql(`
  fragment LinkedFields on Issue {
    id
    number
    title
    url
    state
    stateReason(enableDuplicate: true)
    closedAt
    labels(first: 100) {
      nodes {
        name
      }
    }
    timelineItems(itemTypes: [LABELED_EVENT], last: 10) {
      nodes {
        __typename
        ... on LabeledEvent {
          createdAt
          label {
            name
          }
        }
      }
    }
  }
`);

/**
 * An issue whole. What needs no paging: an issue has at most 10 assignees, 100 labels, 100 sub-issues and
 * 50 blockers. Comments are paged back by `EarlierComments`. Of the Status events only the latest count.
 */
export const IssueWhole = graphql(
  `
    fragment IssueWhole on Issue {
      id
      number
      title
      body
      url
      createdAt
      updatedAt
      state
      stateReason(enableDuplicate: true)
      closedAt
      locked
      isPinned
      author {
        ...ActorName
      }
      repository {
        id
      }
      assignees(first: 20) {
        nodes {
          id
          login
        }
      }
      labels(first: 100) {
        nodes {
          name
        }
      }
      subIssues(first: 100) {
        totalCount
        nodes {
          ...LinkedFields
        }
      }
      blockedBy(first: 50) {
        totalCount
        nodes {
          ...LinkedFields
        }
      }
      comments(last: 50) {
        pageInfo {
          hasPreviousPage
          startCursor
        }
        nodes {
          ...CommentFields
        }
      }
      timelineItems(itemTypes: [PROJECT_V2_ITEM_STATUS_CHANGED_EVENT, CLOSED_EVENT], last: 20) {
        nodes {
          __typename
          ... on ProjectV2ItemStatusChangedEvent {
            createdAt
            previousStatus
            status
            wasAutomated
            actor {
              ...ActorName
            }
            project {
              id
            }
          }
          ... on ClosedEvent {
            createdAt
            actor {
              ...ActorName
            }
          }
        }
      }
    }
  `,
  [ActorName, CommentFields, LinkedFields],
);
