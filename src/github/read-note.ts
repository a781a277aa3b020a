import type { ResultOf } from "gql.tada";
import type { IssueId, Login } from "../core/ids.ts";
import type { NoteIssue } from "../core/partner/partner.ts";
import type { NoteFields } from "./graphql/note.ts";
import { inOrder, readComment } from "./read-comment.ts";
import { present, readPerson } from "./read-values.ts";

/** A sync note as GitHub gives it. */
export type NoteShape = ResultOf<typeof NoteFields>;

/** GitHub's scalar `HTML` is text. */
function htmlOf({ bodyHTML }: NoteShape): string {
  return typeof bodyHTML === "string" ? bodyHTML : "";
}

/** A mention that reaches somebody is a link of this class. */
const REACHED = /<a\b(?=[^>]*\bclass="[^"]*\buser-mention\b)[^>]*>@([^<]{1,60})<\/a>/g;

/** A sync note as it is judged. */
export function readNote(shape: NoteShape, self: Login): NoteIssue {
  return {
    id: shape.id as IssueId,
    url: shape.url,
    title: shape.title,
    state: shape.state === "OPEN" ? "open" : "closed",
    body: shape.body,
    editor: readPerson(shape.editor),
    comments: inOrder(present(shape.comments).map((comment) => readComment(comment, self))),
    reached: [...htmlOf(shape).matchAll(REACHED)].map(([, login = ""]) => login as Login),
  };
}
