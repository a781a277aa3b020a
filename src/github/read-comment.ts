import type { ResultOf } from "gql.tada";
import { sameLogin, type CommentId, type Login } from "../core/ids.ts";
import type { Comment } from "../core/partner/partner.ts";
import type { CommentFields } from "./graphql/comment.ts";
import { readInstant, readPerson } from "./read-values.ts";

/** A comment as GitHub gives it. */
export type CommentShape = ResultOf<typeof CommentFields>;

/** A comment as it is judged. `self` is the App's own login: only an App's account can bear it. */
export function readComment(shape: CommentShape, self: Login): Comment {
  const author = readPerson(shape.author);
  return {
    id: shape.id as CommentId,
    author,
    body: shape.body,
    createdAt: readInstant(shape.createdAt),
    edited: shape.lastEditedAt !== null,
    minimised: shape.isMinimized,
    ours: shape.viewerDidAuthor || (author?.bot === true && sameLogin(author.login, self)),
  };
}

/** Each comment once, oldest first. */
export function inOrder(comments: readonly Comment[]): readonly Comment[] {
  const byId = new Map(comments.map((comment) => [comment.id, comment]));
  return [...byId.values()].sort((a, b) => a.createdAt - b.createdAt);
}
