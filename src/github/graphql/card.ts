import { graphql } from "./graphql.ts";

/** The Status of a card: `fieldValueByName` is no connection and adds nothing to the points. */
export const StatusValue = graphql(`
  fragment StatusValue on ProjectV2ItemFieldSingleSelectValue {
    optionId
    name
    updatedAt
  }
`);

/** Which field of the project holds a value. */
const FieldName = graphql(`
  fragment FieldName on ProjectV2FieldConfiguration {
    ... on ProjectV2FieldCommon {
      name
    }
  }
`);

/** A whole card without its content. A project has at most 50 fields, so the values need no paging. */
export const CardFields = graphql(
  `
    fragment CardFields on ProjectV2Item {
      id
      type
      isArchived
      updatedAt
      project {
        id
      }
      status: fieldValueByName(name: $status) {
        __typename
        ...StatusValue
      }
      fieldValues(first: 50) {
        nodes {
          __typename
          ... on ProjectV2ItemFieldTextValue {
            text
            updatedAt
            field {
              ...FieldName
            }
          }
          ... on ProjectV2ItemFieldNumberValue {
            number
            updatedAt
            field {
              ...FieldName
            }
          }
          ... on ProjectV2ItemFieldDateValue {
            date
            updatedAt
            field {
              ...FieldName
            }
          }
          ... on ProjectV2ItemFieldSingleSelectValue {
            option: name
            updatedAt
            field {
              ...FieldName
            }
          }
          ... on ProjectV2ItemIssueFieldValue {
            field {
              ...FieldName
            }
            issueFieldValue {
              __typename
              ... on IssueFieldTextValue {
                text: value
              }
              ... on IssueFieldNumberValue {
                number: value
              }
              ... on IssueFieldDateValue {
                date: value
              }
              ... on IssueFieldSingleSelectValue {
                option: name
              }
            }
          }
        }
      }
    }
  `,
  [StatusValue, FieldName],
);
