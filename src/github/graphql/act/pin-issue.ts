import { graphql } from "../graphql.ts";

/** Pins an issue to its repository, which has room for three. */
export const PinIssue = graphql(`
  mutation PinIssue($input: PinIssueInput!) {
    pinIssue(input: $input) {
      issue {
        id
      }
    }
  }
`);
