import { z } from "zod";

import {
  addDraft,
  addToBoard,
  archiveItem,
  convertDraft,
  deleteItem,
  editDraft,
  moveItem,
  restoreItem,
} from "../../acts/items.ts";
import { clearValue, setValue } from "../../acts/values.ts";
import { findNode, getNode } from "../../model/lookup.ts";
import type { Field, Item, Project } from "../../model/records.ts";
import { Refusal } from "../../model/refusal.ts";
import type { Acting } from "../../model/rights.ts";
import { connect } from "../connection.ts";
import { served, type ServedType } from "../served.ts";
import { accountsOf } from "./issues.ts";
import { Id, Ids, mutation } from "./mutation.ts";

const Place = { projectId: Id, itemId: Id };

function itemIn(by: Acting, input: { projectId: string; itemId: string }): Item {
  const project = getNode(by, input.projectId, ["ProjectV2"]);
  const item = getNode(by, input.itemId, ["ProjectV2Item"]);
  if (item.project === project) return item;
  throw new Refusal("NOT_FOUND", "The item does not exist in the project");
}

function fieldOf(by: Acting, id: string): Field {
  return getNode(by, id, ["ProjectV2SingleSelectField", "ProjectV2Field"]);
}

const Value = z.strictObject({
  text: z.string().optional(),
  number: z.number().optional(),
  date: z.string().optional(),
  singleSelectOptionId: z.string().optional(),
});

/** Cards and their values. */
export const ITEM_MUTATIONS: readonly ServedType[] = [
  mutation("addProjectV2ItemById", { projectId: Id, contentId: Id }, (by, input) => {
    const project = getNode(by, input.projectId, ["ProjectV2"]);
    if (findNode(by, input.contentId)?.type === "DraftIssue") {
      throw new Refusal(
        "UNPROCESSABLE",
        "Content must be an issue or a pull request: draft issues are rejected",
      );
    }
    return { item: addToBoard(by, project, getNode(by, input.contentId, ["Issue"])) };
  }),
  mutation(
    "addProjectV2DraftIssue",
    { projectId: Id, title: z.string(), body: z.string().nullish(), assigneeIds: Ids },
    (by, input) => {
      const project = getNode(by, input.projectId, ["ProjectV2"]);
      const assignees = accountsOf(by, input.assigneeIds ?? []);
      return {
        projectItem: addDraft(by, project, { title: input.title, body: input.body ?? "", assignees }),
      };
    },
  ),
  mutation("convertProjectV2DraftIssueItemToIssue", { itemId: Id, repositoryId: Id }, (by, input) => {
    const item = getNode(by, input.itemId, ["ProjectV2Item"]);
    return { item: convertDraft(by, item, getNode(by, input.repositoryId, ["Repository"])) };
  }),
  mutation(
    "updateProjectV2DraftIssue",
    { draftIssueId: Id, title: z.string().nullish(), body: z.string().nullish(), assigneeIds: Ids },
    (by, input) => {
      const draftIssue = getNode(by, input.draftIssueId, ["DraftIssue"]);
      if (draftIssue.item === null) throw new Refusal("NOT_FOUND", "The draft issue has no item");
      const assignees = input.assigneeIds == null ? undefined : accountsOf(by, input.assigneeIds);
      const { title, body } = input;
      editDraft(by, draftIssue.item, { title: title ?? undefined, body: body ?? undefined, assignees });
      return { draftIssue };
    },
  ),
  mutation("updateProjectV2ItemFieldValue", { ...Place, fieldId: Id, value: Value }, (by, input) => {
    const item = itemIn(by, input);
    setValue(by, { item, field: fieldOf(by, input.fieldId) }, input.value);
    return { projectV2Item: item };
  }),
  mutation("clearProjectV2ItemFieldValue", { ...Place, fieldId: Id }, (by, input) => {
    const item = itemIn(by, input);
    clearValue(by, { item, field: fieldOf(by, input.fieldId) });
    return { projectV2Item: item };
  }),
  mutation("archiveProjectV2Item", Place, (by, input) => {
    const item = itemIn(by, input);
    archiveItem(by, item);
    return { item };
  }),
  mutation("unarchiveProjectV2Item", Place, (by, input) => {
    const item = itemIn(by, input);
    restoreItem(by, item);
    return { item };
  }),
  mutation("deleteProjectV2Item", Place, (by, input) => {
    deleteItem(by, itemIn(by, input));
    return { deletedItemId: input.itemId };
  }),
  mutation("updateProjectV2ItemPosition", { ...Place, afterId: Id.nullish() }, (by, input) => {
    const item = itemIn(by, input);
    const after = input.afterId == null ? null : itemIn(by, { ...input, itemId: input.afterId });
    moveItem(by, item, after);
    return { project: item.project };
  }),
  served<{ readonly project: Project }>("UpdateProjectV2ItemPositionPayload", {
    items: ({ project }, { args }) => connect(project.items, args),
  }),
];
