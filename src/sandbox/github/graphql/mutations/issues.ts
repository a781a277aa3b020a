import { z } from "zod";

import { reassign } from "../../acts/assign.ts";
import { closeIssue, editIssue, reopenIssue } from "../../acts/edit-issue.ts";
import { relabel } from "../../acts/label-issue.ts";
import { openIssue } from "../../acts/open-issue.ts";
import { deleteIssue, transferIssue } from "../../acts/remove-issue.ts";
import { getNode } from "../../model/lookup.ts";
import type { Account, Label } from "../../model/records.ts";
import type { Acting, Viewer } from "../../model/rights.ts";
import type { ServedType } from "../served.ts";
import { Id, Ids, mutation } from "./mutation.ts";

/** The people of these ids. */
export function accountsOf(viewer: Viewer, ids: readonly string[]): Account[] {
  return ids.map((id) => getNode(viewer, id, ["User", "Bot"]));
}

/** The labels of these ids. */
export function labelsOf(viewer: Viewer, ids: readonly string[]): Label[] {
  return ids.map((id) => getNode(viewer, id, ["Label"]));
}

const UpdateInput = {
  id: Id,
  title: z.string().nullish(),
  body: z.string().nullish(),
  assigneeIds: Ids,
  labelIds: Ids,
  state: z.enum(["OPEN", "CLOSED"]).nullish(),
};

function update(by: Acting, input: z.infer<z.ZodObject<typeof UpdateInput>>): object {
  const issue = getNode(by, input.id, ["Issue"]);
  editIssue(by, issue, { title: input.title ?? undefined, body: input.body ?? undefined });
  if (input.labelIds != null) relabel(by, issue, labelsOf(by, input.labelIds));
  if (input.assigneeIds != null) reassign(by, issue, accountsOf(by, input.assigneeIds));
  if (input.state === "CLOSED") closeIssue(by, issue, { reason: "COMPLETED", duplicateOf: null });
  if (input.state === "OPEN") reopenIssue(by, issue);
  return { issue, actor: by.account };
}

/** Opening, changing, closing and removing issues. */
export const ISSUE_MUTATIONS: readonly ServedType[] = [
  mutation(
    "createIssue",
    {
      repositoryId: Id,
      title: z.string(),
      body: z.string().nullish(),
      assigneeIds: Ids,
      labelIds: Ids,
      projectV2Ids: Ids,
      parentIssueId: Id.nullish(),
      issueTemplate: z.string().nullish(),
    },
    (by, input) => {
      const issue = openIssue(by, {
        repository: getNode(by, input.repositoryId, ["Repository"]),
        title: input.title,
        body: input.body ?? "",
        labels: labelsOf(by, input.labelIds ?? []),
        assignees: accountsOf(by, input.assigneeIds ?? []),
        projects: (input.projectV2Ids ?? []).map((id) => getNode(by, id, ["ProjectV2"])),
        parent: input.parentIssueId == null ? null : getNode(by, input.parentIssueId, ["Issue"]),
      });
      return { issue };
    },
  ),
  mutation("updateIssue", UpdateInput, update),
  mutation(
    "closeIssue",
    {
      issueId: Id,
      stateReason: z.enum(["COMPLETED", "NOT_PLANNED", "DUPLICATE"]).nullish(),
      duplicateIssueId: Id.nullish(),
    },
    (by, input) => {
      const issue = getNode(by, input.issueId, ["Issue"]);
      const duplicateOf =
        input.duplicateIssueId == null ? null : getNode(by, input.duplicateIssueId, ["Issue"]);
      const usual = duplicateOf === null ? "COMPLETED" : "DUPLICATE";
      closeIssue(by, issue, { reason: input.stateReason ?? usual, duplicateOf });
      return { issue };
    },
  ),
  mutation("reopenIssue", { issueId: Id }, (by, input) => {
    const issue = getNode(by, input.issueId, ["Issue"]);
    reopenIssue(by, issue);
    return { issue };
  }),
  mutation("deleteIssue", { issueId: Id }, (by, input) => {
    const issue = getNode(by, input.issueId, ["Issue"]);
    deleteIssue(by, issue);
    return { repository: issue.repository };
  }),
  mutation(
    "transferIssue",
    { issueId: Id, repositoryId: Id, createLabelsIfMissing: z.boolean().nullish() },
    (by, input) => {
      const to = getNode(by, input.repositoryId, ["Repository"]);
      const createLabels = input.createLabelsIfMissing ?? false;
      return { issue: transferIssue(by, getNode(by, input.issueId, ["Issue"]), { to, createLabels }) };
    },
  ),
];
