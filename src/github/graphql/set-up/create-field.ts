import { graphql } from "../graphql.ts";

/** Adds a field to a project. */
export const CreateField = graphql(`
  mutation CreateField($input: CreateProjectV2FieldInput!) {
    createProjectV2Field(input: $input) {
      projectV2Field {
        __typename
      }
    }
  }
`);
