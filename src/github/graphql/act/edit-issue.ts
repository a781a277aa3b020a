import { graphql } from "../graphql.ts";

/** Rewrites title or body of an issue of ours. */
export const EditIssue = graphql(`
  mutation EditIssue($input: UpdateIssueInput!) {
    updateIssue(input: $input) {
      issue {
        id
      }
    }
  }
`);
