import { BlobFields } from "./playbook-file.ts";
import { graphql } from "./graphql.ts";
import { ShallowItem } from "./shallow-item.ts";

/**
 * The first page of a board, with the project, the playbook file and the labelled issues. A project has at
 * most 50 fields; more than 20 built-in workflows do not exist; of labelled issues the last updated do.
 */
export const Board = graphql(
  `
    query Board(
      $owner: String!
      $name: String!
      $file: String!
      $label: String!
      $number: Int!
      $withProject: Boolean!
      $status: String!
      $contact: String!
    ) {
      repository(owner: $owner, name: $name) {
        id
        name
        visibility
        owner {
          login
        }
        object(expression: $file) {
          __typename
          ...BlobFields
        }
        issues(
          first: 100
          labels: [$label]
          states: [OPEN]
          orderBy: { field: UPDATED_AT, direction: DESC }
        ) {
          nodes {
            id
            number
            updatedAt
            projectItems(first: 20, includeArchived: true) {
              nodes {
                project {
                  id
                }
              }
            }
          }
        }
      }
      organization(login: $owner) @include(if: $withProject) {
        projectV2(number: $number) {
          id
          number
          title
          url
          closed
          fields(first: 50) {
            nodes {
              __typename
              ... on ProjectV2FieldCommon {
                id
                name
                dataType
              }
              ... on ProjectV2SingleSelectField {
                options {
                  id
                  name
                }
              }
            }
          }
          workflows(first: 20) {
            nodes {
              name
              enabled
            }
          }
          items(first: 100) {
            pageInfo {
              hasNextPage
              endCursor
            }
            nodes {
              ...ShallowItem
            }
          }
        }
      }
    }
  `,
  [BlobFields, ShallowItem],
);
