import type { FieldValue, Item, Option, Project } from "../model/records.ts";
import type { FieldDataType } from "../model/vocabulary.ts";
import type { State } from "../model/state.ts";
import { userJson, type Json } from "./people.ts";

/** Address of a board for people. */
export function projectPage(state: State, project: Project): string {
  const { owner, number } = project;
  const kind = owner.type === "Organization" ? "orgs" : "users";
  return `${state.urls.html}/${kind}/${owner.login}/projects/${number}`;
}

/** A card, as `projects_v2_item` events give it: without title, repository or values. */
export function itemJson(state: State, item: Item): Json {
  return {
    id: item.databaseId,
    node_id: item.id,
    project_node_id: item.project.id,
    content_node_id: item.content.id,
    content_type: item.content.type,
    creator: userJson(state, item.creator),
    created_at: item.createdAt,
    updated_at: item.updatedAt,
    archived_at: item.archivedAt,
  };
}

/** A board, as `projects_v2` events give it. */
export function projectJson(state: State, project: Project): Json {
  return {
    id: project.databaseId,
    node_id: project.id,
    owner: userJson(state, project.owner),
    creator: userJson(state, project.creator),
    title: project.title,
    description: project.readme,
    short_description: project.shortDescription,
    public: project.public,
    closed_at: project.closedAt,
    created_at: project.createdAt,
    updated_at: project.updatedAt,
    number: project.number,
    deleted_at: null,
    deleted_by: null,
  };
}

/** How webhooks name a field's type. */
export function fieldTypeName(dataType: FieldDataType): string {
  return dataType.toLowerCase();
}

/** A value as `changes.field_value.from` and `to` give it. */
export function valueJson(value: FieldValue | undefined): unknown {
  if (value === undefined) return null;
  if (value.type === "ProjectV2ItemFieldSingleSelectValue") return optionJson(value.data);
  if (value.type === "ProjectV2ItemFieldDateValue") return `${value.data}T00:00:00+00:00`;
  return value.data;
}

function optionJson(option: Option): Json {
  return { id: option.id, name: option.name, color: option.color, description: option.description };
}
