import { graphql } from "../graphql.ts";

/** A project with all that a list of options must be sent back with, or cards lose their values. At most 50 fields. */
export const WholeProject = graphql(`
  fragment WholeProject on ProjectV2 {
    id
    number
    title
    url
    closed
    viewerCanUpdate
    items(first: 1) {
      totalCount
    }
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
            color
            description
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
  }
`);
