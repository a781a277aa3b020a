import { maySeeIssue } from "../../model/lookup.ts";
import type { DraftIssue, Field, FieldValue, Item } from "../../model/records.ts";
import { plainText, renderDraft } from "../../render/render.ts";
import { escapeHtml } from "../../render/escape.ts";
import { textArg } from "../args.ts";
import { connect } from "../connection.ts";
import { own, served, shared, type Asked, type Asking, type ServedType } from "../served.ts";
import { builtInValue, type BuiltInValue } from "./built-in-value.ts";

const VALUES = [
  "ProjectV2ItemFieldTextValue",
  "ProjectV2ItemFieldNumberValue",
  "ProjectV2ItemFieldDateValue",
  "ProjectV2ItemFieldSingleSelectValue",
] as const;

function hidden(item: Item, viewer: Asking): boolean {
  return item.content.type === "Issue" && !maySeeIssue(viewer, item.content);
}

function typeOf(item: Item, { viewer }: Asked): string {
  if (hidden(item, viewer)) return "REDACTED";
  return item.content.type === "Issue" ? "ISSUE" : "DRAFT_ISSUE";
}

function valueOf(item: Item, field: Field, viewer: Asking): FieldValue | BuiltInValue | null {
  const value = item.values.get(field);
  if (value !== undefined) return value;
  return field.builtIn && !hidden(item, viewer) ? builtInValue(item, field) : null;
}

function valueByName(item: Item, { viewer, args }: Asked): FieldValue | BuiltInValue | null {
  const name = textArg(args, "name");
  const field = item.project.fields.find((candidate) => candidate.name === name);
  return field === undefined ? null : valueOf(item, field, viewer);
}

function valuesOf(item: Item, { viewer, args }: Asked): unknown {
  const values = item.project.fields.map((field) => valueOf(item, field, viewer));
  return connect(
    values.filter((value) => value !== null),
    args,
  );
}

type ValueOf<Type extends FieldValue["type"]> = Extract<FieldValue, { readonly type: Type }>;

/** Cards, their values, and drafts. */
export const ITEM_TYPES: readonly ServedType[] = [
  own<Item>("ProjectV2Item", ["id", "databaseId", "createdAt", "updatedAt", "creator", "project"]),
  served<Item>("ProjectV2Item", {
    fullDatabaseId: ({ databaseId }) => String(databaseId),
    isArchived: (item) => item.archivedAt !== null,
    type: typeOf,
    content: (item, { viewer }) => (hidden(item, viewer) ? null : item.content),
    fieldValueByName: valueByName,
    fieldValues: valuesOf,
  }),
  ...VALUES.map((type) =>
    own<FieldValue>(type, ["id", "databaseId", "createdAt", "updatedAt", "creator", "field", "item"]),
  ),
  ...shared<{ readonly data: unknown }>(["ProjectV2ItemFieldTextValue"], { text: ({ data }) => data }),
  ...shared<{ readonly data: unknown }>(["ProjectV2ItemFieldNumberValue"], { number: ({ data }) => data }),
  ...shared<{ readonly data: unknown }>(["ProjectV2ItemFieldDateValue"], { date: ({ data }) => data }),
  served<ValueOf<"ProjectV2ItemFieldSingleSelectValue">>("ProjectV2ItemFieldSingleSelectValue", {
    optionId: ({ data }) => data.id,
    name: ({ data }) => data.name,
    nameHTML: ({ data }) => escapeHtml(data.name),
    color: ({ data }) => data.color,
    description: ({ data }) => data.description,
    descriptionHTML: ({ data }) => escapeHtml(data.description),
  }),
  own<DraftIssue>("DraftIssue", ["id", "title", "body", "createdAt", "updatedAt", "creator"]),
  served<DraftIssue>("DraftIssue", {
    bodyHTML: (draft, { viewer }) => renderDraft(viewer, draft.body),
    bodyText: (draft) => plainText(draft.body),
    assignees: (draft, { args }) => connect(draft.assignees, args),
    projectV2Items: (draft, { args }) => connect(draft.item === null ? [] : [draft.item], args),
    projectsV2: (draft, { args }) => connect(draft.item === null ? [] : [draft.item.project], args),
  }),
];
