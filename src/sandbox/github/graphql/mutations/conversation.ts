import { z } from "zod";

import { addComment, deleteComment, editComment, minimise, unminimise } from "../../acts/comments.ts";
import { react, unreact } from "../../acts/reactions.ts";
import { getNode } from "../../model/lookup.ts";
import { reactionGroups } from "../objects/reactions.ts";
import type { ServedType } from "../served.ts";
import { Id, mutation } from "./mutation.ts";

const Content = z.enum([
  "THUMBS_UP",
  "THUMBS_DOWN",
  "LAUGH",
  "HOORAY",
  "CONFUSED",
  "HEART",
  "ROCKET",
  "EYES",
]);

/** Comments and reactions. */
export const CONVERSATION_MUTATIONS: readonly ServedType[] = [
  mutation("addComment", { subjectId: Id, body: z.string() }, (by, input) => {
    const issue = getNode(by, input.subjectId, ["Issue"]);
    const node = addComment(by, issue, input.body);
    const edge = { node, cursor: Buffer.from(`cursor:v2:${node.databaseId}:${node.id}`).toString("base64") };
    return { commentEdge: edge, timelineEdge: edge, subject: issue };
  }),
  mutation("updateIssueComment", { id: Id, body: z.string() }, (by, input) => {
    const issueComment = getNode(by, input.id, ["IssueComment"]);
    editComment(by, issueComment, input.body);
    return { issueComment };
  }),
  mutation("deleteIssueComment", { id: Id }, (by, input) => {
    deleteComment(by, getNode(by, input.id, ["IssueComment"]));
    return {};
  }),
  mutation(
    "minimizeComment",
    {
      subjectId: Id,
      classifier: z.enum(["ABUSE", "DUPLICATE", "OFF_TOPIC", "OUTDATED", "RESOLVED", "SPAM"]),
    },
    (by, input) => {
      const minimizedComment = getNode(by, input.subjectId, ["IssueComment"]);
      minimise(by, minimizedComment, input.classifier.toLowerCase().replace("_", "-"));
      return { minimizedComment };
    },
  ),
  mutation("unminimizeComment", { subjectId: Id }, (by, input) => {
    const unminimizedComment = getNode(by, input.subjectId, ["IssueComment"]);
    unminimise(by, unminimizedComment);
    return { unminimizedComment };
  }),
  mutation("addReaction", { subjectId: Id, content: Content }, (by, input) => {
    const subject = getNode(by, input.subjectId, ["Issue", "IssueComment"]);
    const { reaction } = react(by, subject, input.content);
    return { reaction, subject, reactionGroups: reactionGroups(subject) };
  }),
  mutation("removeReaction", { subjectId: Id, content: Content }, (by, input) => {
    const subject = getNode(by, input.subjectId, ["Issue", "IssueComment"]);
    const reaction = unreact(by, subject, input.content);
    return { reaction, subject, reactionGroups: reactionGroups(subject) };
  }),
];
