import { graphql } from "../graphql.ts";

/** Folds a comment away. Doing it again changes nothing. */
export const Minimise = graphql(`
  mutation Minimise($input: MinimizeCommentInput!) {
    minimizeComment(input: $input) {
      minimizedComment {
        isMinimized
      }
    }
  }
`);
