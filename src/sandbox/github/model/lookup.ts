import type { DraftIssue, Issue, Node } from "./records.ts";
import { noSuchNode } from "./refusal.ts";
import { may, mayReadMembers, mayReadProject, type Viewer } from "./rights.ts";

type Typed<Type extends Node["type"]> = Extract<Node, { readonly type: Type }>;

/** Whether an issue exists for somebody. */
export function maySeeIssue(viewer: Viewer, issue: Issue): boolean {
  return may(viewer, issue.repository, "read issues");
}

function maySeeDraft(viewer: Viewer, draft: DraftIssue): boolean {
  return draft.item !== null && mayReadProject(viewer, draft.item.project);
}

/** Whether a node exists for somebody. */
export function maySee(viewer: Viewer, node: Node): boolean {
  switch (node.type) {
    case "User":
    case "Bot":
    case "Organization":
      return true;
    case "Team":
      return mayReadMembers(viewer, node.organisation);
    case "Repository":
      return may(viewer, node, "read");
    case "Blob":
      return may(viewer, node.repository, "read contents");
    case "Label":
      return may(viewer, node.repository, "read");
    case "Issue":
      return maySeeIssue(viewer, node);
    case "IssueComment":
    case "PinnedIssue":
      return maySeeIssue(viewer, node.issue);
    case "Reaction":
      return maySee(viewer, node.subject);
    case "DraftIssue":
      return maySeeDraft(viewer, node);
    case "ProjectV2":
      return mayReadProject(viewer, node);
    default:
      return maySeeOnBoard(viewer, node);
  }
}

type OnBoard = Extract<Node, { readonly project: unknown } | { readonly item: unknown }>;

function maySeeOnBoard(viewer: Viewer, node: Exclude<OnBoard, DraftIssue>): boolean {
  return mayReadProject(viewer, "item" in node ? node.item.project : node.project);
}

/** The node of this id, if it exists for the viewer. */
export function findNode(viewer: Viewer, id: string): Node | null {
  const node = viewer.state.nodes.get(id);
  return node !== undefined && maySee(viewer, node) ? node : null;
}

/** The node of this id and type; refuses as GitHub does. */
export function getNode<Type extends Node["type"]>(
  viewer: Viewer,
  id: string,
  types: readonly Type[],
): Typed<Type> {
  const node = findNode(viewer, id);
  if (node !== null && isOf(node, types)) return node;
  throw node === null ? noSuchNode(id) : noSuchNode(id, types[0]);
}

function isOf<Type extends Node["type"]>(node: Node, types: readonly Type[]): node is Typed<Type> {
  return types.some((type) => type === node.type);
}
