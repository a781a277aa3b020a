import { nodeId } from "../model/node-ids.ts";
import type { Account, Content, DraftIssue, Issue, Item, Project, Repository } from "../model/records.ts";
import { Refusal } from "../model/refusal.ts";
import { demand, may, mayWriteProject, type Acting } from "../model/rights.ts";
import { keep, timestamp } from "../model/state.ts";
import { record } from "../payloads/announce.ts";
import { tellIssue } from "./issue-news.ts";
import { itemRef, tellItem } from "./item-news.ts";
import { createIssue } from "./issue-record.ts";
import { checkBody, checkTitle, drop, happened, touch } from "./timeline.ts";

/** Puts an issue on a board; if it is there, gives its card. */
export function addToBoard(by: Acting, project: Project, issue: Issue): Item {
  demand(by, mayWriteProject(by, project));
  return putOnBoard(by, project, issue);
}

/** Puts an issue on a board without asking for rights. */
export function putOnBoard(by: Acting, project: Project, issue: Issue): Item {
  const present = issue.items.find((item) => item.project === project);
  if (present !== undefined) return present;
  const item = createItem(by, project, issue);
  issue.items.push(item);
  const facts = { project, wasAutomated: by.account === by.state.automation };
  happened(by, issue, { type: "AddedToProjectV2Event", facts });
  return announceNew(by, item);
}

/** Writes a card that has no issue behind it. */
export function addDraft(
  by: Acting,
  project: Project,
  draft: { title: string; body: string; assignees: readonly Account[] },
): Item {
  demand(by, mayWriteProject(by, project));
  checkTitle(draft.title);
  checkBody(draft.body);
  const databaseId = by.state.nextId();
  const now = timestamp(by.state);
  const content: DraftIssue = {
    type: "DraftIssue",
    id: nodeId("DI", project.owner.databaseId, project.databaseId, databaseId),
    databaseId,
    title: draft.title,
    body: draft.body,
    creator: by.account,
    createdAt: now,
    updatedAt: now,
    assignees: [...draft.assignees],
    item: null,
  };
  const item = createItem(by, project, keep(by.state, content));
  content.item = item;
  return announceNew(by, item);
}

function createItem(by: Acting, project: Project, content: Content): Item {
  const databaseId = by.state.nextId();
  const now = timestamp(by.state);
  const item: Item = {
    type: "ProjectV2Item",
    id: nodeId("PVTI", project.owner.databaseId, project.databaseId, databaseId),
    databaseId,
    project,
    creator: by.account,
    content,
    createdAt: now,
    updatedAt: now,
    archivedAt: null,
    values: new Map(),
  };
  project.items.push(item);
  return keep(by.state, item);
}

function announceNew(by: Acting, item: Item): Item {
  record(by, { item: item.id, added: itemRef(item), project: item.project.number });
  tellItem(by, item, { action: "created" });
  by.state.automate({ kind: "item added", item });
  return item;
}

/** Turns a draft card into one with an issue. The card stays the same. */
export function convertDraft(by: Acting, item: Item, repository: Repository): Item {
  demand(by, mayWriteProject(by, item.project) && may(by, repository, "write"));
  const draft = item.content;
  if (draft.type !== "DraftIssue") throw new Refusal("UNPROCESSABLE", "The item is not a draft issue");
  const issue = createIssue(by, { repository, title: draft.title, body: draft.body });
  issue.assignees.push(...draft.assignees);
  issue.items.push(item);
  item.content = issue;
  draft.item = null;
  by.state.nodes.delete(draft.id);
  touch(by, item);
  happened(by, issue, {
    type: "ConvertedFromDraftEvent",
    facts: { project: item.project, wasAutomated: false },
  });
  record(by, { item: item.id, converted: itemRef(item) });
  tellIssue(by, issue, { action: "opened" });
  tellItem(by, item, { action: "converted", changes: { content_type: { from: "DraftIssue", to: "Issue" } } });
  return item;
}

/** Rewrites a draft card. Undefined: stays. */
export function editDraft(
  by: Acting,
  item: Item,
  edit: { title?: string | undefined; body?: string | undefined; assignees?: readonly Account[] | undefined },
): void {
  demand(by, mayWriteProject(by, item.project));
  const draft = item.content;
  if (draft.type !== "DraftIssue") throw new Refusal("UNPROCESSABLE", "The item is not a draft issue");
  if (edit.title !== undefined) checkTitle(edit.title);
  if (edit.body !== undefined) checkBody(edit.body);
  const before = draft.body;
  draft.title = edit.title ?? draft.title;
  draft.body = edit.body ?? draft.body;
  if (edit.assignees !== undefined) draft.assignees.splice(0, Infinity, ...edit.assignees);
  touch(by, draft);
  touch(by, item);
  record(by, { item: item.id, draft: draft.title });
  tellItem(by, item, { action: "edited", changes: { body: { from: before, to: draft.body } } });
}

/** Puts a card into the archive. */
export function archiveItem(by: Acting, item: Item): void {
  demand(by, mayWriteProject(by, item.project));
  if (item.archivedAt !== null) return;
  item.archivedAt = timestamp(by.state);
  touch(by, item);
  record(by, { item: item.id, archived: itemRef(item) });
  tellItem(by, item, { action: "archived", changes: { archived_at: { from: null, to: item.archivedAt } } });
}

/** Takes a card out of the archive. */
export function restoreItem(by: Acting, item: Item): void {
  demand(by, mayWriteProject(by, item.project));
  const from = item.archivedAt;
  if (from === null) return;
  item.archivedAt = null;
  touch(by, item);
  record(by, { item: item.id, restored: itemRef(item) });
  tellItem(by, item, { action: "restored", changes: { archived_at: { from, to: null } } });
}

/** Takes a card off its board. The issue stays. */
export function deleteItem(by: Acting, item: Item): void {
  demand(by, mayWriteProject(by, item.project));
  removeItem(by, item);
  record(by, { item: item.id, removed: itemRef(item), project: item.project.number });
  tellItem(by, item, { action: "deleted" });
}

/** Removes a card's record without a word to anybody. */
export function removeItem(by: Acting, item: Item): void {
  const { content, project } = item;
  drop(project.items, item);
  by.state.nodes.delete(item.id);
  for (const value of item.values.values()) by.state.nodes.delete(value.id);
  if (content.type === "DraftIssue") {
    content.item = null;
    by.state.nodes.delete(content.id);
    return;
  }
  drop(content.items, item);
  happened(by, content, { type: "RemovedFromProjectV2Event", facts: { project, wasAutomated: false } });
}

/** Moves a card behind another one, or to the top. */
export function moveItem(by: Acting, item: Item, after: Item | null): void {
  demand(by, mayWriteProject(by, item.project));
  if (after === item) throw new Refusal("UNPROCESSABLE", "An item cannot be placed after itself");
  const { items } = item.project;
  const before = items[items.indexOf(item) - 1] ?? null;
  drop(items, item);
  items.splice(after === null ? 0 : items.indexOf(after) + 1, 0, item);
  record(by, { item: item.id, after: after?.id ?? null });
  const previous = { from: before?.id ?? null, to: after?.id ?? null };
  tellItem(by, item, { action: "reordered", changes: { previous_projects_v2_item_node_id: previous } });
}
