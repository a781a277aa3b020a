import { graphql } from "../graphql.ts";

/** Closes an issue with a reason. */
export const CloseIssue = graphql(`
  mutation CloseIssue($input: CloseIssueInput!) {
    closeIssue(input: $input) {
      issue {
        id
      }
    }
  }
`);
