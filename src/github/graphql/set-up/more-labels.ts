import { graphql } from "../graphql.ts";

/** A later page of a repository's labels. */
export const MoreLabels = graphql(`
  query MoreLabels($owner: String!, $name: String!, $after: String!) {
    repository(owner: $owner, name: $name) {
      labels(first: 100, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          name
        }
      }
    }
  }
`);
