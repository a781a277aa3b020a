import { nodeId } from "../model/node-ids.ts";
import type { Owner, Project, StatusUpdate, View, Workflow } from "../model/records.ts";
import { Refusal } from "../model/refusal.ts";
import { demand, granted, mayWriteProject, roleOn, type Acting } from "../model/rights.ts";
import { keep, timestamp } from "../model/state.ts";
import { announce, record } from "../payloads/announce.ts";
import type { Json } from "../payloads/people.ts";
import { projectJson } from "../payloads/project.ts";
import { addBuiltInFields } from "./fields.ts";
import { removeItem } from "./items.ts";
import { checkTitle, drop, touch } from "./timeline.ts";
import { WORKFLOWS } from "./workflows.ts";

/** Creates a board. As GitHub does it: its “Item closed” workflow is switched on, and puts cards into “Done”. */
export function createProject(by: Acting, owner: Owner, title: string): Project {
  demand(by, mayCreate(by, owner));
  checkTitle(title);
  const project = newProject(by, owner, title);
  const closing = project.workflows.find(({ name }) => name === "Item closed");
  if (closing !== undefined) Object.assign(closing, { enabled: true, option: "Done" });
  record(by, { project: project.number, id: project.id, created: title });
  tell(by, project, { action: "created" });
  return project;
}

function mayCreate(by: Acting, owner: Owner): boolean {
  if (owner.type === "User") return by.account === owner;
  if (by.installation === null) return owner.members.has(by.account);
  return by.installation.account === owner && granted(by.installation, "organization_projects", "write");
}

/** Makes the records of a board: built-in fields, one view, and the workflows, all switched off. */
export function newProject(by: Acting, owner: Owner, title: string): Project {
  const databaseId = by.state.nextId();
  const now = timestamp(by.state);
  const project: Project = keep(by.state, {
    ...emptyProject(),
    id: nodeId("PVT", owner.databaseId, databaseId),
    databaseId,
    owner,
    number: by.state.projects.filter((other) => other.owner === owner).length + 1,
    creator: by.account,
    title,
    createdAt: now,
    updatedAt: now,
  });
  by.state.projects.push(project);
  addBuiltInFields(by, project);
  project.views.push(newView(by, project));
  for (const name of WORKFLOWS) project.workflows.push(newWorkflow(by, project, name));
  return project;
}

type Blank = Omit<
  Project,
  "id" | "databaseId" | "owner" | "number" | "creator" | "title" | "createdAt" | "updatedAt"
>;

function emptyProject(): Blank {
  return {
    type: "ProjectV2",
    shortDescription: null,
    readme: null,
    public: false,
    closed: false,
    closedAt: null,
    baseRole: "write",
    roles: new Map(),
    fields: [],
    items: [],
    workflows: [],
    views: [],
    repositories: [],
    statusUpdates: [],
  };
}

function newView(by: Acting, project: Project): View {
  const databaseId = by.state.nextId();
  return keep(by.state, {
    type: "ProjectV2View",
    id: nodeId("PVTV", project.databaseId, databaseId),
    databaseId,
    project,
    number: 1,
    name: "View 1",
    layout: "BOARD_LAYOUT",
    createdAt: project.createdAt,
  });
}

function newWorkflow(by: Acting, project: Project, name: string): Workflow {
  const databaseId = by.state.nextId();
  return keep(by.state, {
    type: "ProjectV2Workflow",
    id: nodeId("PWF", project.databaseId, databaseId),
    databaseId,
    project,
    number: databaseId,
    name,
    enabled: false,
    option: null,
    createdAt: project.createdAt,
    updatedAt: project.createdAt,
  });
}

export interface ProjectEdit {
  readonly title?: string | undefined;
  readonly shortDescription?: string | null | undefined;
  readonly readme?: string | null | undefined;
  readonly public?: boolean | undefined;
  readonly closed?: boolean | undefined;
}

/** Changes a board. Undefined: stays. */
export function editProject(by: Acting, project: Project, edit: ProjectEdit): void {
  demand(by, edit.public === undefined ? mayWriteProject(by, project) : roleOn(by, project) === "admin");
  if (edit.title !== undefined) checkTitle(edit.title);
  const from = { title: project.title, closed: project.closed };
  project.title = edit.title ?? project.title;
  project.public = edit.public ?? project.public;
  if (edit.shortDescription !== undefined) project.shortDescription = edit.shortDescription;
  if (edit.readme !== undefined) project.readme = edit.readme;
  setClosed(by, project, edit.closed ?? project.closed);
  touch(by, project);
  record(by, { project: project.number, edited: Object.keys(edit) });
  const changes = from.title === project.title ? {} : { title: { from: from.title, to: project.title } };
  tell(by, project, { action: actionOf(from.closed, project.closed), changes });
}

function setClosed(by: Acting, project: Project, closed: boolean): void {
  if (closed === project.closed) return;
  project.closed = closed;
  project.closedAt = closed ? timestamp(by.state) : null;
}

function actionOf(before: boolean, after: boolean): string {
  if (before === after) return "edited";
  return after ? "closed" : "reopened";
}

/** Deletes a board with its cards. The issues stay. */
export function deleteProject(by: Acting, project: Project): void {
  demand(by, by.installation === null ? roleOn(by, project) === "admin" : mayWriteProject(by, project));
  for (const item of [...project.items]) removeItem(by, item);
  const parts = [
    ...project.fields,
    ...project.workflows,
    ...project.views,
    ...project.statusUpdates,
    project,
  ];
  for (const part of parts) by.state.nodes.delete(part.id);
  drop(by.state.projects, project);
  record(by, { project: project.number, deleted: project.id });
  tell(by, project, { action: "deleted" });
}

/** Posts a status update on a board. */
export function postStatus(
  by: Acting,
  project: Project,
  facts: Pick<StatusUpdate, "body" | "status" | "startDate" | "targetDate">,
): StatusUpdate {
  demand(by, mayWriteProject(by, project));
  const databaseId = by.state.nextId();
  const now = timestamp(by.state);
  const update: StatusUpdate = keep(by.state, {
    type: "ProjectV2StatusUpdate",
    id: nodeId("PVTSU", project.databaseId, databaseId),
    databaseId,
    project,
    creator: by.account,
    ...facts,
    createdAt: now,
    updatedAt: now,
  });
  project.statusUpdates.unshift(update);
  record(by, { project: project.number, statusUpdate: facts.status });
  return update;
}

/** Takes a built-in workflow off a board. */
export function deleteWorkflow(by: Acting, workflow: Workflow): void {
  demand(by, mayWriteProject(by, workflow.project));
  if (!workflow.project.workflows.includes(workflow))
    throw new Refusal("UNPROCESSABLE", "The workflow is gone");
  drop(workflow.project.workflows, workflow);
  by.state.nodes.delete(workflow.id);
  record(by, { project: workflow.project.number, deletedWorkflow: workflow.name });
}

function tell(by: Acting, project: Project, { action, changes }: { action: string; changes?: Json }): void {
  const { owner } = project;
  if (owner.type !== "Organization") return;
  const facts = {
    projects_v2: projectJson(by.state, project),
    ...(changes === undefined ? {} : { changes }),
  };
  announce(by, { event: "projects_v2", action, repository: null, owner, facts });
}
