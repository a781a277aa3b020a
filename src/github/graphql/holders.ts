import { graphql } from "./graphql.ts";

/** Which of up to 100 repositories hold the playbook file. */
export const Holders = graphql(`
  query Holders($repositories: [ID!]!, $file: String!) {
    nodes(ids: $repositories) {
      __typename
      ... on Repository {
        id
        object(expression: $file) {
          __typename
          ... on Blob {
            oid
          }
        }
      }
    }
  }
`);
