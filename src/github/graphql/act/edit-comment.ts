import { graphql } from "../graphql.ts";

/** Rewrites a comment of ours. */
export const EditComment = graphql(`
  mutation EditComment($input: UpdateIssueCommentInput!) {
    updateIssueComment(input: $input) {
      issueComment {
        id
      }
    }
  }
`);
