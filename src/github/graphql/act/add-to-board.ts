import { graphql } from "../graphql.ts";

/** Puts an issue on the board. GitHub answers with the card that is there already, if there is one. */
export const AddToBoard = graphql(`
  mutation AddToBoard($input: AddProjectV2ItemByIdInput!) {
    addProjectV2ItemById(input: $input) {
      item {
        id
      }
    }
  }
`);
