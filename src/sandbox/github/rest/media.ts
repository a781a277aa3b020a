import type { Comment, Issue } from "../model/records.ts";
import { commentJson, issueJson } from "../payloads/issue.ts";
import { userJson, type Json } from "../payloads/people.ts";
import { plainText, renderHtml } from "../render/render.ts";
import type { Call } from "./route.ts";

type Text = Issue | Comment;

/** The body in the forms that `Accept` asks for: raw (the usual one), text, html, or all three. */
function bodies({ viewer, request }: Call, text: Text): Json {
  const accept = request.headers["accept"] ?? "";
  const { repository } = text.type === "Issue" ? text : text.issue;
  const html = (): Json => ({ body_html: renderHtml(viewer, repository, text.body) });
  const plain = (): Json => ({ body_text: plainText(text.body) });
  if (accept.includes("full+json")) return { ...html(), ...plain() };
  if (accept.includes("html+json")) return { ...html(), body: undefined };
  if (accept.includes("text+json")) return { ...plain(), body: undefined };
  return {};
}

/** A comment as this request wants it. */
export function commentFor(call: Call, comment: Comment): Json {
  return { ...commentJson(call.viewer.state, comment), ...bodies(call, comment) };
}

/** An issue as this request wants it. */
export function issueFor(call: Call, issue: Issue): Json {
  const { state } = call.viewer;
  const closedBy = issue.closedBy === null ? null : userJson(state, issue.closedBy);
  return { ...issueJson(state, issue), ...bodies(call, issue), closed_by: closedBy };
}
