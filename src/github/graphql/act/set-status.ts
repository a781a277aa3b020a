import { graphql } from "../graphql.ts";

/** Moves a card, and reads its Status back: `fieldValues` of a mutation's answer can omit values, this does not. */
export const SetStatus = graphql(`
  mutation SetStatus($input: UpdateProjectV2ItemFieldValueInput!, $status: String!) {
    updateProjectV2ItemFieldValue(input: $input) {
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
