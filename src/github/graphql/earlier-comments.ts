import { CommentFields } from "./comment.ts";
import { graphql } from "./graphql.ts";

/** The page of comments before `before`. */
export const EarlierComments = graphql(
  `
    query EarlierComments($issue: ID!, $before: String!) {
      node(id: $issue) {
        __typename
        ... on Issue {
          comments(last: 100, before: $before) {
            pageInfo {
              hasPreviousPage
              startCursor
            }
            nodes {
              ...CommentFields
            }
          }
        }
      }
    }
  `,
  [CommentFields],
);
