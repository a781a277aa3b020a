import { graphql } from "../graphql.ts";

/** Creates a project and shows it in the repository's Projects tab. */
export const CreateProject = graphql(`
  mutation CreateProject($input: CreateProjectV2Input!) {
    createProjectV2(input: $input) {
      projectV2 {
        number
      }
    }
  }
`);
