import { graphql } from "../graphql.ts";
import { BlobFields } from "../playbook-file.ts";
import { WholeProject } from "./whole-project.ts";

/**
 * A repository, who owns it, and the project of a number if the owner is an organisation that has one. Of the
 * linked projects the first are read: more than that is no new set-up. `MoreLabels` reads further labels.
 */
export const Ground = graphql(
  `
    query Ground(
      $owner: String!
      $name: String!
      $playbook: String!
      $form: String!
      $number: Int!
      $withProject: Boolean!
    ) {
      repository(owner: $owner, name: $name) {
        id
        name
        url
        visibility
        isArchived
        hasIssuesEnabled
        owner {
          __typename
          id
          login
        }
        defaultBranchRef {
          name
        }
        playbook: object(expression: $playbook) {
          __typename
          ...BlobFields
        }
        form: object(expression: $form) {
          __typename
          ...BlobFields
        }
        labels(first: 100) {
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            name
          }
        }
        pinnedIssues(first: 3) {
          nodes {
            issue {
              title
            }
          }
        }
        projectsV2(first: 20) {
          nodes {
            number
            title
            closed
          }
        }
      }
      organization(login: $owner) @include(if: $withProject) {
        projectV2(number: $number) {
          ...WholeProject
        }
      }
    }
  `,
  [BlobFields, WholeProject],
);
