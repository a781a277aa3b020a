import { ActorName } from "./comment.ts";
import { graphql } from "./graphql.ts";

const OwnIssueFields = graphql(
  `
    fragment OwnIssueFields on Issue {
      id
      body
      state
      viewerDidAuthor
      author {
        ...ActorName
      }
    }
  `,
  [ActorName],
);

/**
 * Issues that the App opened. Whether `createdBy` finds an App's is not documented, so the latest
 * of anybody's are read beside them, and the author is checked on all.
 */
export const OwnIssues = graphql(
  `
    query OwnIssues($owner: String!, $name: String!, $self: String!) {
      repository(owner: $owner, name: $name) {
        own: issues(
          first: 100
          filterBy: { createdBy: $self }
          orderBy: { field: CREATED_AT, direction: DESC }
        ) {
          nodes {
            ...OwnIssueFields
          }
        }
        latest: issues(first: 100, orderBy: { field: CREATED_AT, direction: DESC }) {
          nodes {
            ...OwnIssueFields
          }
        }
      }
    }
  `,
  [OwnIssueFields],
);
