import { graphql } from "../graphql.ts";

/** One text field of the cards of a board, a page at a time. */
export const CardTexts = graphql(`
  query CardTexts($project: ID!, $field: String!, $after: String) {
    node(id: $project) {
      __typename
      ... on ProjectV2 {
        items(first: 100, after: $after) {
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            isArchived
            value: fieldValueByName(name: $field) {
              __typename
              ... on ProjectV2ItemFieldTextValue {
                text
              }
            }
            content {
              __typename
              ... on Issue {
                number
              }
            }
          }
        }
      }
    }
  }
`);
