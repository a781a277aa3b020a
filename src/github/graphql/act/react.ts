import { graphql } from "../graphql.ts";

/** Reacts to a comment. Doing it again changes nothing. */
export const React = graphql(`
  mutation React($input: AddReactionInput!) {
    addReaction(input: $input) {
      reaction {
        content
      }
    }
  }
`);
