import { z } from "zod";

import { addComment, deleteComment, editComment } from "../acts/comments.ts";
import { react, unreact } from "../acts/reactions.ts";
import type { Comment, Issue } from "../model/records.ts";
import type { ReactionContent } from "../model/vocabulary.ts";
import { Refusal } from "../model/refusal.ts";
import { reactionJson, REACTION_NAMES } from "../payloads/issue.ts";
import type { ApiResponse } from "../../contract.ts";
import { commentIn, issueIn, readsIssues, repositoryIn } from "./find.ts";
import { commentFor } from "./media.ts";
import { paged } from "./page.ts";
import {
  acting,
  bodyOf,
  created,
  NO_CONTENT,
  notFound,
  ok,
  param,
  route,
  type Call,
  type Route,
} from "./route.ts";

const Body = z.object({ body: z.string() });

function since(call: Call, comments: readonly Comment[]): readonly Comment[] {
  const from = call.request.query.get("since");
  return comments.filter(({ updatedAt }) => from === null || Date.parse(updatedAt) >= Date.parse(from));
}

function list(call: Call, comments: readonly Comment[]): ApiResponse {
  return paged(call, since(call, comments), (comment) => commentFor(call, comment));
}

const CONTENTS = new Map(
  Object.entries(REACTION_NAMES).map(([content, name]) => [name, content as ReactionContent] as const),
);

function reactTo(call: Call, subject: Issue | Comment): ApiResponse {
  const by = acting(call);
  const content = CONTENTS.get(bodyOf(call, z.object({ content: z.string() })).content);
  if (content === undefined) throw new Refusal("UNPROCESSABLE", "content is not one of GitHub's reactions");
  const { reaction, fresh } = react(by, subject, content);
  return { status: fresh ? 201 : 200, body: reactionJson(by.state, reaction) };
}

function takeBack(call: Call, subject: Issue | Comment): ApiResponse {
  const by = acting(call);
  const id = Number(param(call, "reaction"));
  const found = subject.reactions.find((reaction) => reaction.databaseId === id);
  if (found === undefined) throw notFound();
  if (found.user !== by.account) throw new Refusal("FORBIDDEN", "Must be the author of the reaction");
  unreact(by, subject, found.content);
  return NO_CONTENT;
}

function listReactions(call: Call, subject: Issue | Comment): ApiResponse {
  return paged(call, subject.reactions, (reaction) => reactionJson(call.viewer.state, reaction));
}

/** Comments and reactions. */
export const COMMENT_ROUTES: readonly Route[] = [
  route("GET /repos/{owner}/{repo}/issues/comments", (call) => {
    const repository = repositoryIn(call);
    readsIssues(call.viewer, repository);
    return list(
      call,
      repository.issues.flatMap(({ comments }) => comments),
    );
  }),
  route("GET /repos/{owner}/{repo}/issues/comments/{id}", (call) => ok(commentFor(call, commentIn(call)))),
  route("PATCH /repos/{owner}/{repo}/issues/comments/{id}", (call) => {
    const comment = commentIn(call);
    editComment(acting(call), comment, bodyOf(call, Body).body);
    return ok(commentFor(call, comment));
  }),
  route("DELETE /repos/{owner}/{repo}/issues/comments/{id}", (call) => {
    deleteComment(acting(call), commentIn(call));
    return NO_CONTENT;
  }),
  route("GET /repos/{owner}/{repo}/issues/{number}/comments", (call) => list(call, issueIn(call).comments)),
  route("POST /repos/{owner}/{repo}/issues/{number}/comments", (call) => {
    const issue = issueIn(call);
    return created(commentFor(call, addComment(acting(call), issue, bodyOf(call, Body).body)));
  }),
  route("GET /repos/{owner}/{repo}/issues/comments/{id}/reactions", (call) =>
    listReactions(call, commentIn(call)),
  ),
  route("POST /repos/{owner}/{repo}/issues/comments/{id}/reactions", (call) =>
    reactTo(call, commentIn(call)),
  ),
  route("DELETE /repos/{owner}/{repo}/issues/comments/{id}/reactions/{reaction}", (call) => {
    return takeBack(call, commentIn(call));
  }),
  route("GET /repos/{owner}/{repo}/issues/{number}/reactions", (call) => listReactions(call, issueIn(call))),
  route("POST /repos/{owner}/{repo}/issues/{number}/reactions", (call) => reactTo(call, issueIn(call))),
  route("DELETE /repos/{owner}/{repo}/issues/{number}/reactions/{reaction}", (call) =>
    takeBack(call, issueIn(call)),
  ),
];
