import type { Account, Issue, Node, Organisation, Project, Reaction, Repository, Team } from "./records.ts";
import { noSuchNode } from "./refusal.ts";
import { may, mayReadMembers, mayReadProject, type Viewer } from "./rights.ts";

type Typed<Type extends Node["type"]> = Extract<Node, { readonly type: Type }>;

/** Whether an issue exists for somebody. */
export function maySeeIssue(viewer: Viewer, issue: Issue): boolean {
  return may(viewer, issue.repository, "read issues");
}

/** Whether a node exists for somebody. */
export function maySee(viewer: Viewer, node: Node): boolean {
  if (node.type === "User" || node.type === "Bot" || node.type === "Organization") return true;
  if (node.type === "Team") return mayReadMembers(viewer, node.organisation);
  if (node.type === "Reaction") return maySee(viewer, node.subject);
  return isContent(node) ? maySeeContent(viewer, node) : maySeeOnBoard(viewer, node);
}

type InRepository =
  Repository | Extract<Node, { readonly repository: unknown } | { readonly issue: unknown }>;
type OnBoard = Exclude<Node, InRepository | Account | Organisation | Team | Reaction>;

function isContent(node: InRepository | OnBoard): node is InRepository {
  return node.type === "Repository" || "repository" in node || "issue" in node;
}

function maySeeContent(viewer: Viewer, node: InRepository): boolean {
  if (node.type === "Repository") return may(viewer, node, "read");
  if ("issue" in node) return maySeeIssue(viewer, node.issue);
  if (node.type === "Issue") return maySeeIssue(viewer, node);
  return may(viewer, node.repository, node.type === "Blob" ? "read contents" : "read");
}

function maySeeOnBoard(viewer: Viewer, node: OnBoard): boolean {
  const project = boardOf(node);
  return project !== null && mayReadProject(viewer, project);
}

function boardOf(node: OnBoard): Project | null {
  if (node.type === "ProjectV2") return node;
  if ("project" in node) return node.project;
  return node.item?.project ?? null;
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
