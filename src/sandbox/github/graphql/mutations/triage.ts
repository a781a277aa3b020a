import { z } from "zod";

import { assign, unassign } from "../../acts/assign.ts";
import { label, relabel, unlabel } from "../../acts/label-issue.ts";
import { addLabel, deleteLabel, editLabel } from "../../acts/labels.ts";
import { lockIssue, pinIssue, unlockIssue, unpinIssue } from "../../acts/moderate.ts";
import { getNode } from "../../model/lookup.ts";
import type { ServedType } from "../served.ts";
import { accountsOf, labelsOf } from "./issues.ts";
import { Id, mutation } from "./mutation.ts";

const Many = z.array(z.string());

/** Labels, assignees, pins and locks. */
export const TRIAGE_MUTATIONS: readonly ServedType[] = [
  mutation("addLabelsToLabelable", { labelableId: Id, labelIds: Many }, (by, input) => {
    const labelable = getNode(by, input.labelableId, ["Issue"]);
    label(by, labelable, labelsOf(by, input.labelIds));
    return { labelable };
  }),
  mutation("removeLabelsFromLabelable", { labelableId: Id, labelIds: Many }, (by, input) => {
    const labelable = getNode(by, input.labelableId, ["Issue"]);
    unlabel(by, labelable, labelsOf(by, input.labelIds));
    return { labelable };
  }),
  mutation("clearLabelsFromLabelable", { labelableId: Id }, (by, input) => {
    const labelable = getNode(by, input.labelableId, ["Issue"]);
    relabel(by, labelable, []);
    return { labelable };
  }),
  mutation("addAssigneesToAssignable", { assignableId: Id, assigneeIds: Many }, (by, input) => {
    const assignable = getNode(by, input.assignableId, ["Issue"]);
    assign(by, assignable, accountsOf(by, input.assigneeIds));
    return { assignable };
  }),
  mutation("removeAssigneesFromAssignable", { assignableId: Id, assigneeIds: Many }, (by, input) => {
    const assignable = getNode(by, input.assignableId, ["Issue"]);
    unassign(by, assignable, accountsOf(by, input.assigneeIds));
    return { assignable };
  }),
  mutation("pinIssue", { issueId: Id }, (by, input) => {
    const issue = getNode(by, input.issueId, ["Issue"]);
    pinIssue(by, issue);
    return { issue };
  }),
  mutation("unpinIssue", { issueId: Id }, (by, input) => {
    const issue = getNode(by, input.issueId, ["Issue"]);
    return { id: unpinIssue(by, issue), issue };
  }),
  mutation(
    "lockLockable",
    { lockableId: Id, lockReason: z.enum(["OFF_TOPIC", "RESOLVED", "SPAM", "TOO_HEATED"]).nullish() },
    (by, input) => {
      const lockedRecord = getNode(by, input.lockableId, ["Issue"]);
      lockIssue(by, lockedRecord, input.lockReason ?? null);
      return { lockedRecord, actor: by.account };
    },
  ),
  mutation("unlockLockable", { lockableId: Id }, (by, input) => {
    const unlockedRecord = getNode(by, input.lockableId, ["Issue"]);
    unlockIssue(by, unlockedRecord);
    return { unlockedRecord, actor: by.account };
  }),
  mutation(
    "createLabel",
    { repositoryId: Id, name: z.string(), color: z.string(), description: z.string().nullish() },
    (by, input) => {
      const { name, color, description = null } = input;
      const repository = getNode(by, input.repositoryId, ["Repository"]);
      return { label: addLabel(by, repository, { name, color, description }) };
    },
  ),
  mutation(
    "updateLabel",
    { id: Id, name: z.string().nullish(), color: z.string().nullish(), description: z.string().nullish() },
    (by, input) => {
      const found = getNode(by, input.id, ["Label"]);
      const { description } = input;
      editLabel(by, found, { name: input.name ?? undefined, color: input.color ?? undefined, description });
      return { label: found };
    },
  ),
  mutation("deleteLabel", { id: Id }, (by, input) => {
    deleteLabel(by, getNode(by, input.id, ["Label"]));
    return {};
  }),
];
