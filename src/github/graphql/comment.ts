import { graphql } from "./graphql.ts";

/** Whoever did something. GitHub leaves `[bot]` off the logins of Apps here. */
export const ActorName = graphql(`
  fragment ActorName on Actor {
    __typename
    login
  }
`);

/** A comment as it is judged. */
export const CommentFields = graphql(
  `
    fragment CommentFields on IssueComment {
      id
      body
      createdAt
      lastEditedAt
      isMinimized
      viewerDidAuthor
      author {
        ...ActorName
      }
    }
  `,
  [ActorName],
);
