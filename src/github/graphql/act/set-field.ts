import { graphql } from "../graphql.ts";

/** Writes a field of a card. */
export const SetField = graphql(`
  mutation SetField($input: UpdateProjectV2ItemFieldValueInput!) {
    updateProjectV2ItemFieldValue(input: $input) {
      projectV2Item {
        id
      }
    }
  }
`);
