import { z } from "zod";

import { addBlockedBy, removeBlockedBy } from "../acts/dependencies.ts";
import { addSubIssue, removeSubIssue } from "../acts/sub-issues.ts";
import { maySeeIssue } from "../model/lookup.ts";
import type { Issue } from "../model/records.ts";
import type { ApiResponse } from "../../contract.ts";
import { issueIn, issueOfId } from "./find.ts";
import { issueFor } from "./media.ts";
import { paged } from "./page.ts";
import { acting, bodyOf, created, notFound, ok, param, route, type Call, type Route } from "./route.ts";

const Child = z.object({ sub_issue_id: z.number(), replace_parent: z.boolean().default(false) });

function list(call: Call, issues: readonly Issue[]): ApiResponse {
  const visible = issues.filter((issue) => maySeeIssue(call.viewer, issue));
  return paged(call, visible, (issue) => issueFor(call, issue));
}

/** Sub-issues and dependencies. */
export const LINK_ROUTES: readonly Route[] = [
  route("GET /repos/{owner}/{repo}/issues/{number}/sub_issues", (call) =>
    list(call, issueIn(call).subIssues),
  ),
  route("POST /repos/{owner}/{repo}/issues/{number}/sub_issues", (call) => {
    const by = acting(call);
    const parent = issueIn(call);
    const { sub_issue_id, replace_parent } = bodyOf(call, Child);
    const child = issueOfId(by, sub_issue_id);
    addSubIssue(by, parent, { child, replace: replace_parent });
    return created(issueFor(call, parent));
  }),
  route("DELETE /repos/{owner}/{repo}/issues/{number}/sub_issue", (call) => {
    const by = acting(call);
    const parent = issueIn(call);
    removeSubIssue(by, parent, issueOfId(by, bodyOf(call, Child).sub_issue_id));
    return ok(issueFor(call, parent));
  }),
  route("GET /repos/{owner}/{repo}/issues/{number}/parent", (call) => {
    const { parent } = issueIn(call);
    if (parent === null || !maySeeIssue(call.viewer, parent)) throw notFound();
    return ok(issueFor(call, parent));
  }),
  route("GET /repos/{owner}/{repo}/issues/{number}/dependencies/blocked_by", (call) => {
    return list(call, issueIn(call).blockedBy);
  }),
  route("GET /repos/{owner}/{repo}/issues/{number}/dependencies/blocking", (call) => {
    return list(call, issueIn(call).blocking);
  }),
  route("POST /repos/{owner}/{repo}/issues/{number}/dependencies/blocked_by", (call) => {
    const by = acting(call);
    const blocked = issueIn(call);
    const blocking = issueOfId(by, bodyOf(call, z.object({ issue_id: z.number() })).issue_id);
    addBlockedBy(by, { blocked, blocking });
    return created(issueFor(call, blocked));
  }),
  route("DELETE /repos/{owner}/{repo}/issues/{number}/dependencies/blocked_by/{id}", (call) => {
    const by = acting(call);
    const blocked = issueIn(call);
    removeBlockedBy(by, { blocked, blocking: issueOfId(by, Number(param(call, "id"))) });
    return ok(issueFor(call, blocked));
  }),
];
