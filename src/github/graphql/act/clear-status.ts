import { graphql } from "../graphql.ts";

/** Takes the Status off a card, and reads it back. */
export const ClearStatus = graphql(`
  mutation ClearStatus($input: ClearProjectV2ItemFieldValueInput!, $status: String!) {
    clearProjectV2ItemFieldValue(input: $input) {
      projectV2Item {
        id
        status: fieldValueByName(name: $status) {
          __typename
          ... on ProjectV2ItemFieldSingleSelectValue {
            optionId
            name
            updatedAt
          }
        }
      }
    }
  }
`);
