import type { Field, Option, Project, StatusUpdate, View, Workflow } from "../../model/records.ts";
import { Refusal } from "../../model/refusal.ts";
import { may, mayWriteProject } from "../../model/rights.ts";
import { projectPage } from "../../payloads/project.ts";
import { escapeHtml } from "../../render/escape.ts";
import { numberArg, optionalText, orderArg, textArg, textsArg } from "../args.ts";
import { connect } from "../connection.ts";
import { listed } from "../../model/lag.ts";
import { own, served, shared, type Asked, type ServedType } from "../served.ts";
import { pathOf } from "./accounts.ts";

const FIELDS = ["ProjectV2Field", "ProjectV2SingleSelectField"] as const;
const NUMBERED = ["ProjectV2", "ProjectV2Workflow", "ProjectV2View", "ProjectV2StatusUpdate"] as const;

/** Archived cards are among them: clients look at `isArchived`. */
function itemsOf(project: Project, { viewer, args }: Asked): unknown {
  const query = optionalText(args, "query") ?? "";
  if (query.trim() !== "") throw new Refusal("NOT_SERVED", "This sandbox does not serve items(query:)");
  const order = orderArg(args);
  const items = project.items.filter((item) => listed(viewer, item));
  return connect(order?.direction === "DESC" ? items.toReversed() : items, args);
}

function fieldsOf(project: Project, { args }: Asked): unknown {
  const order = orderArg(args);
  if (order === null || order.field === "POSITION") {
    return connect(order?.direction === "DESC" ? project.fields.toReversed() : project.fields, args);
  }
  const key = order.field === "NAME" ? nameOf : createdAtOf;
  const rising = project.fields.toSorted((one, other) => key(one).localeCompare(key(other)));
  return connect(order.direction === "DESC" ? rising.toReversed() : rising, args);
}

function nameOf({ name }: Field): string {
  return name;
}

function createdAtOf({ createdAt }: Field): string {
  return createdAt;
}

function fieldOf(project: Project, { args }: Asked): Field | null {
  const name = textArg(args, "name");
  return project.fields.find((field) => field.name === name) ?? null;
}

function viewOf(project: Project, { args }: Asked): View | null {
  const number = numberArg(args, "number");
  return project.views.find((view) => view.number === number) ?? null;
}

function workflowOf(project: Project, { args }: Asked): Workflow | null {
  const number = numberArg(args, "number");
  return project.workflows.find((workflow) => workflow.number === number) ?? null;
}

function optionsOf(field: Field, { args }: Asked): readonly Option[] {
  const names = textsArg(args, "names");
  return field.options.filter(({ name }) => names === null || names.includes(name));
}

function canUpdate(project: Project, { viewer }: Asked): boolean {
  return mayWriteProject(viewer, project);
}

/** Boards, without their cards. */
export const PROJECT_TYPES: readonly ServedType[] = [
  own<Project>("ProjectV2", ["id", "databaseId", "number", "title", "shortDescription", "readme", "public"]),
  own<Project>("ProjectV2", ["closed", "closedAt", "createdAt", "updatedAt", "owner", "creator"]),
  ...shared<{ readonly databaseId: number }>(NUMBERED, {
    fullDatabaseId: ({ databaseId }) => String(databaseId),
  }),
  served<Project>("ProjectV2", {
    template: () => false,
    url: (project, { viewer }) => projectPage(viewer.state, project),
    resourcePath: (project, { viewer }) => pathOf(projectPage(viewer.state, project)),
    field: fieldOf,
    fields: fieldsOf,
    items: itemsOf,
    view: viewOf,
    views: (project, { args }) => connect(project.views, args),
    workflow: workflowOf,
    workflows: (project, { args }) => {
      return connect(
        project.workflows.toSorted((one, other) => one.name.localeCompare(other.name)),
        args,
      );
    },
    repositories: (project, { viewer, args }) => {
      return connect(
        project.repositories.filter((repository) => may(viewer, repository, "read")),
        args,
      );
    },
    teams: (_, { args }) => connect([], args),
    statusUpdates: (project, { args }) => connect(project.statusUpdates, args),
    viewerCanUpdate: canUpdate,
    viewerCanClose: canUpdate,
    viewerCanReopen: canUpdate,
  }),
  ...FIELDS.map((type) =>
    own<Field>(type, ["id", "databaseId", "name", "dataType", "createdAt", "updatedAt", "project"]),
  ),
  served<Field>("ProjectV2SingleSelectField", { options: optionsOf }),
  own<Option>("ProjectV2SingleSelectFieldOption", ["id", "name", "color", "description"]),
  served<Option>("ProjectV2SingleSelectFieldOption", {
    nameHTML: ({ name }) => escapeHtml(name),
    descriptionHTML: ({ description }) => escapeHtml(description),
  }),
  own<Workflow>("ProjectV2Workflow", ["id", "databaseId", "number", "name", "enabled"]),
  own<Workflow>("ProjectV2Workflow", ["createdAt", "updatedAt", "project"]),
  own<View>("ProjectV2View", ["id", "databaseId", "number", "name", "layout", "createdAt", "project"]),
  served<View>("ProjectV2View", {
    filter: () => "",
    updatedAt: (view) => view.createdAt,
    fields: (view, { args }) => connect(view.project.fields, args),
    groupByFields: (_, { args }) => connect([], args),
    sortByFields: (_, { args }) => connect([], args),
    verticalGroupByFields: (_, { args }) => connect([], args),
  }),
  own<StatusUpdate>("ProjectV2StatusUpdate", [
    "id",
    "databaseId",
    "body",
    "status",
    "startDate",
    "targetDate",
  ]),
  own<StatusUpdate>("ProjectV2StatusUpdate", ["createdAt", "updatedAt", "creator", "project"]),
];
