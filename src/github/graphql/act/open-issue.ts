import { graphql } from "../graphql.ts";

/** Opens an issue, under its parent if it has one. */
export const OpenIssue = graphql(`
  mutation OpenIssue($input: CreateIssueInput!) {
    createIssue(input: $input) {
      issue {
        id
      }
    }
  }
`);
