import { graphql } from "./graphql.ts";

/** A file in a repository. GitHub cuts long texts and says so. */
export const BlobFields = graphql(`
  fragment BlobFields on Blob {
    oid
    byteSize
    isTruncated
    text
  }
`);

/** The playbook file on the default branch. */
export const PlaybookText = graphql(
  `
    query PlaybookText($owner: String!, $name: String!, $file: String!) {
      repository(owner: $owner, name: $name) {
        object(expression: $file) {
          __typename
          ...BlobFields
        }
      }
    }
  `,
  [BlobFields],
);
