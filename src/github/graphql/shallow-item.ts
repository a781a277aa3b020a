import { StatusValue } from "./card.ts";
import { graphql } from "./graphql.ts";

/**
 * What a sweep reads of a card: the parts that change when the card or its issue does. Two summaries cost no points.
 * Whether an issue counts as updated when one of its comments is edited is not documented, and a box may be ticked there.
 */
export const ShallowItem = graphql(
  `
    fragment ShallowItem on ProjectV2Item {
      id
      type
      isArchived
      updatedAt
      status: fieldValueByName(name: $status) {
        __typename
        ...StatusValue
      }
      contact: fieldValueByName(name: $contact) {
        __typename
        ... on ProjectV2ItemFieldTextValue {
          text
        }
      }
      content {
        __typename
        ... on Issue {
          id
          number
          title
          updatedAt
          state
          labels(first: 100) {
            nodes {
              name
            }
          }
          comments(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) {
            nodes {
              updatedAt
            }
          }
          subIssuesSummary {
            total
            completed
          }
          issueDependenciesSummary {
            blockedBy
            totalBlockedBy
          }
        }
        ... on DraftIssue {
          title
          updatedAt
        }
        ... on PullRequest {
          number
          title
        }
      }
    }
  `,
  [StatusValue],
);
