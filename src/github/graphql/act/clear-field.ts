import { graphql } from "../graphql.ts";

/** Empties a field of a card. */
export const ClearField = graphql(`
  mutation ClearField($input: ClearProjectV2ItemFieldValueInput!) {
    clearProjectV2ItemFieldValue(input: $input) {
      projectV2Item {
        id
      }
    }
  }
`);
