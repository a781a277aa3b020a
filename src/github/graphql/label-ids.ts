import { graphql } from "./graphql.ts";

/** A page of a repository's labels. */
export const LabelIds = graphql(`
  query LabelIds($repository: ID!, $after: String) {
    node(id: $repository) {
      __typename
      ... on Repository {
        labels(first: 100, after: $after) {
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            id
            name
          }
        }
      }
    }
  }
`);
