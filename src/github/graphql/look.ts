import { CardFields } from "./card.ts";
import { CommentFields } from "./comment.ts";
import { graphql } from "./graphql.ts";
import { IssueWhole } from "./issue.ts";
import { NoteFields } from "./note.ts";

/**
 * Partners whole, in one request: cards with their issues, issues whose card is not known with their cards,
 * comments of ours and sync notes. A node that is gone comes back as null with an error of type NOT_FOUND.
 */
export const Look = graphql(
  `
    query Look($cards: [ID!]!, $issues: [ID!]!, $comments: [ID!]!, $notes: [ID!]!, $status: String!) {
      cards: nodes(ids: $cards) {
        __typename
        ... on ProjectV2Item {
          ...CardFields
          content {
            __typename
            ... on Issue {
              ...IssueWhole
            }
            ... on DraftIssue {
              title
            }
            ... on PullRequest {
              title
            }
          }
        }
      }
      issues: nodes(ids: $issues) {
        __typename
        ... on Issue {
          ...IssueWhole
          projectItems(first: 50, includeArchived: true) {
            nodes {
              ...CardFields
            }
          }
        }
      }
      comments: nodes(ids: $comments) {
        __typename
        ... on IssueComment {
          ...CommentFields
          issue {
            id
          }
        }
      }
      notes: nodes(ids: $notes) {
        __typename
        ... on Issue {
          ...NoteFields
        }
      }
    }
  `,
  [CardFields, IssueWhole, CommentFields, NoteFields],
);
