import { graphql } from "../graphql.ts";

/** Opens a closed issue again. */
export const ReopenIssue = graphql(`
  mutation ReopenIssue($input: ReopenIssueInput!) {
    reopenIssue(input: $input) {
      issue {
        id
      }
    }
  }
`);
