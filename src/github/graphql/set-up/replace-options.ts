import { graphql } from "../graphql.ts";

/** Replaces a field's options: one that is sent without its id is a new one, and the cards of the old lose their value. */
export const ReplaceOptions = graphql(`
  mutation ReplaceOptions($input: UpdateProjectV2FieldInput!) {
    updateProjectV2Field(input: $input) {
      projectV2Field {
        __typename
      }
    }
  }
`);
