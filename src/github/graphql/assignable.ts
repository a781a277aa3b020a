import { graphql } from "./graphql.ts";

/** People of a repository whose login or name resembles `login`: the first ten hold the exact one if there is one. */
export const Assignable = graphql(`
  query Assignable($repository: ID!, $login: String!) {
    node(id: $repository) {
      __typename
      ... on Repository {
        assignableUsers(first: 10, query: $login) {
          nodes {
            id
            login
          }
        }
      }
    }
  }
`);
