import { ActorName, CommentFields } from "./comment.ts";
import { graphql } from "./graphql.ts";

/** A sync note of ours. Of its comments the last are read: nobody writes more notes of one meeting. */
export const NoteFields = graphql(
  `
    fragment NoteFields on Issue {
      id
      url
      title
      state
      body
      bodyHTML
      editor {
        ...ActorName
      }
      comments(last: 50) {
        nodes {
          ...CommentFields
        }
      }
    }
  `,
  [ActorName, CommentFields],
);
