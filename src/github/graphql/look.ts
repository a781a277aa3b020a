import { CardFields } from "./card.ts";
import { CommentFields } from "./comment.ts";
import { graphql } from "./graphql.ts";
import { IssueWhole } from "./issue.ts";

/**
 * Partners whole, in one request: cards with their issues, issues whose card is not known with their cards,
 * and comments of ours. A node that is gone comes back as null with an error of type NOT_FOUND.
 */
export const Look = graphql(
  `
    query Look($cards: [ID!]!, $issues: [ID!]!, $comments: [ID!]!, $status: String!) {
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
    }
  `,
  [CardFields, IssueWhole, CommentFields],
);
