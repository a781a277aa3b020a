import { graphql } from "../graphql.ts";

/** Comments on an issue. */
export const AddComment = graphql(`
  mutation AddComment($input: AddCommentInput!) {
    addComment(input: $input) {
      commentEdge {
        node {
          id
        }
      }
    }
  }
`);
