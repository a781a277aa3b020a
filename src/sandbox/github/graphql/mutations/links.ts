import { z } from "zod";

import { addBlockedBy, removeBlockedBy } from "../../acts/dependencies.ts";
import { addSubIssue, removeSubIssue, reorderSubIssue } from "../../acts/sub-issues.ts";
import { getNode, maySeeIssue } from "../../model/lookup.ts";
import type { Issue } from "../../model/records.ts";
import { Refusal } from "../../model/refusal.ts";
import type { Acting } from "../../model/rights.ts";
import { repositoryOf } from "../../model/state.ts";
import type { ServedType } from "../served.ts";
import { Id, mutation } from "./mutation.ts";

function childOf(
  by: Acting,
  input: { subIssueId?: string | null | undefined; subIssueUrl?: string | null | undefined },
): Issue {
  if (input.subIssueId != null) return getNode(by, input.subIssueId, ["Issue"]);
  const found = input.subIssueUrl == null ? null : issueAt(by, input.subIssueUrl);
  if (found !== null) return found;
  throw new Refusal("NOT_FOUND", "Could not resolve to an Issue with the given id or URL");
}

function issueAt(by: Acting, url: string): Issue | null {
  const match = /\/(?<name>[^/]+\/[^/]+)\/issues\/(?<number>\d+)$/u.exec(url);
  const { name = "", number = "" } = match?.groups ?? {};
  const repository = repositoryOf(by.state, name);
  const found = repository?.issues.find((issue) => String(issue.number) === number);
  return found !== undefined && maySeeIssue(by, found) ? found : null;
}

/** Sub-issues and dependencies. */
export const LINK_MUTATIONS: readonly ServedType[] = [
  mutation(
    "addSubIssue",
    {
      issueId: Id,
      subIssueId: Id.nullish(),
      subIssueUrl: z.string().nullish(),
      replaceParent: z.boolean().nullish(),
    },
    (by, input) => {
      const issue = getNode(by, input.issueId, ["Issue"]);
      const subIssue = childOf(by, input);
      addSubIssue(by, issue, { child: subIssue, replace: input.replaceParent ?? false });
      return { issue, subIssue };
    },
  ),
  mutation("removeSubIssue", { issueId: Id, subIssueId: Id }, (by, input) => {
    const issue = getNode(by, input.issueId, ["Issue"]);
    const subIssue = getNode(by, input.subIssueId, ["Issue"]);
    removeSubIssue(by, issue, subIssue);
    return { issue, subIssue };
  }),
  mutation("reprioritizeSubIssue", { issueId: Id, subIssueId: Id, afterId: Id.nullish() }, (by, input) => {
    const issue = getNode(by, input.issueId, ["Issue"]);
    const after = input.afterId == null ? null : getNode(by, input.afterId, ["Issue"]);
    reorderSubIssue(by, getNode(by, input.subIssueId, ["Issue"]), after);
    return { issue };
  }),
  mutation("addBlockedBy", { issueId: Id, blockingIssueId: Id }, (by, input) => {
    const issue = getNode(by, input.issueId, ["Issue"]);
    const blockingIssue = getNode(by, input.blockingIssueId, ["Issue"]);
    addBlockedBy(by, { blocked: issue, blocking: blockingIssue });
    return { issue, blockingIssue };
  }),
  mutation("removeBlockedBy", { issueId: Id, blockingIssueId: Id }, (by, input) => {
    const issue = getNode(by, input.issueId, ["Issue"]);
    const blockingIssue = getNode(by, input.blockingIssueId, ["Issue"]);
    removeBlockedBy(by, { blocked: issue, blocking: blockingIssue });
    return { issue, blockingIssue };
  }),
];
