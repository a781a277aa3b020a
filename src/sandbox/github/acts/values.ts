import { nodeId } from "../model/node-ids.ts";
import type { Field, FieldValue, Item, Option } from "../model/records.ts";
import { Refusal } from "../model/refusal.ts";
import { demand, mayWriteProject, type Acting } from "../model/rights.ts";
import { keep, timestamp } from "../model/state.ts";
import { record } from "../payloads/announce.ts";
import { fieldTypeName, valueJson } from "../payloads/project.ts";
import { itemRef, tellItem } from "./item-news.ts";
import { happened, touch } from "./timeline.ts";

/** What a client wants a field to be; exactly one of them. */
export interface WantedValue {
  readonly text?: string | undefined;
  readonly number?: number | undefined;
  readonly date?: string | undefined;
  readonly singleSelectOptionId?: string | undefined;
}

type Payload =
  | { readonly type: "ProjectV2ItemFieldTextValue"; readonly data: string }
  | { readonly type: "ProjectV2ItemFieldNumberValue"; readonly data: number }
  | { readonly type: "ProjectV2ItemFieldDateValue"; readonly data: string }
  | { readonly type: "ProjectV2ItemFieldSingleSelectValue"; readonly data: Option };

interface Place {
  readonly item: Item;
  readonly field: Field;
}

/** Sets a field of a card. */
export function setValue(by: Acting, place: Place, wanted: WantedValue): void {
  checkPlace(by, place);
  putValue(by, place, payloadOf(place.field, wanted));
}

/** Empties a field of a card. */
export function clearValue(by: Acting, place: Place): void {
  checkPlace(by, place);
  const { item, field } = place;
  const before = item.values.get(field);
  if (before === undefined) return;
  item.values.delete(field);
  by.state.nodes.delete(before.id);
  changed(by, place, { before, after: undefined });
}

function checkPlace(by: Acting, { item, field }: Place): void {
  demand(by, mayWriteProject(by, item.project));
  if (field.project !== item.project) {
    throw new Refusal("UNPROCESSABLE", "The field does not belong to the project of the item");
  }
  if (item.archivedAt !== null) {
    throw new Refusal("UNPROCESSABLE", "The item is archived and cannot be updated");
  }
}

function payloadOf(field: Field, wanted: WantedValue): Payload {
  const given = Object.values(wanted).filter((value) => value !== undefined).length;
  if (given !== 1) throw new Refusal("UNPROCESSABLE", "Exactly one value must be given");
  if (field.dataType === "TEXT" && wanted.text !== undefined) {
    return { type: "ProjectV2ItemFieldTextValue", data: wanted.text };
  }
  if (field.dataType === "NUMBER" && wanted.number !== undefined) {
    return { type: "ProjectV2ItemFieldNumberValue", data: wanted.number };
  }
  if (field.dataType === "DATE" && wanted.date !== undefined) {
    return { type: "ProjectV2ItemFieldDateValue", data: wanted.date.slice(0, 10) };
  }
  if (field.dataType === "SINGLE_SELECT" && wanted.singleSelectOptionId !== undefined) {
    return {
      type: "ProjectV2ItemFieldSingleSelectValue",
      data: optionOf(field, wanted.singleSelectOptionId),
    };
  }
  throw new Refusal(
    "UNPROCESSABLE",
    `Did not receive a ${kindOf(field)} value to update a field of type ${kindOf(field)}`,
  );
}

function kindOf(field: Field): string {
  return field.dataType.toLowerCase();
}

function optionOf(field: Field, id: string): Option {
  const option = field.options.find((candidate) => candidate.id === id);
  if (option !== undefined) return option;
  throw new Refusal("UNPROCESSABLE", "The single select option Id does not belong to the field");
}

/** Chooses an option without asking for rights: GitHub's own workflows do. */
export function choose(by: Acting, place: Place, option: Option): void {
  putValue(by, place, { type: "ProjectV2ItemFieldSingleSelectValue", data: option });
}

function putValue(by: Acting, place: Place, payload: Payload): void {
  const { item, field } = place;
  const before = item.values.get(field);
  const after: FieldValue = {
    ...identity(by, place, payload),
    updatedAt: timestamp(by.state),
    item,
    field,
    ...payload,
  };
  item.values.set(field, keep(by.state, after));
  if (before?.data === after.data) return;
  changed(by, place, { before, after });
}

/** A value keeps its id when it is overwritten. */
function identity(
  by: Acting,
  { item, field }: Place,
  payload: Payload,
): Pick<FieldValue, "id" | "databaseId" | "createdAt" | "creator"> {
  const before = item.values.get(field);
  if (before !== undefined) {
    const { id, databaseId, createdAt, creator } = before;
    return { id, databaseId, createdAt, creator };
  }
  const databaseId = by.state.nextId();
  const id = nodeId(valuePrefix(payload), item.project.databaseId, item.databaseId, databaseId);
  return { id, databaseId, createdAt: timestamp(by.state), creator: by.account };
}

function valuePrefix(payload: Payload): string {
  const letters = {
    ProjectV2ItemFieldTextValue: "PVTFTV",
    ProjectV2ItemFieldNumberValue: "PVTFNV",
    ProjectV2ItemFieldDateValue: "PVTFDV",
    ProjectV2ItemFieldSingleSelectValue: "PVTFSV",
  } as const;
  return letters[payload.type];
}

interface Change {
  readonly before: FieldValue | undefined;
  readonly after: FieldValue | undefined;
}

function changed(by: Acting, place: Place, { before, after }: Change): void {
  const { item, field } = place;
  const { project } = item;
  touch(by, item);
  if (isStatus(field)) statusChanged(by, item, { before, after });
  record(by, { item: item.id, of: itemRef(item), field: field.name, from: plain(before), to: plain(after) });
  const field_value = {
    field_node_id: field.id,
    field_type: fieldTypeName(field.dataType),
    field_name: field.name,
    project_number: project.number,
    from: valueJson(before),
    to: valueJson(after),
  };
  tellItem(by, item, { action: "edited", changes: { field_value } });
  if (isStatus(field)) by.state.automate({ kind: "status set", item });
}

function statusChanged(by: Acting, item: Item, { before, after }: Change): void {
  if (item.content.type !== "Issue") return;
  const facts = {
    previousStatus: nameOf(before),
    status: nameOf(after),
    project: item.project,
    wasAutomated: by.account === by.state.automation,
  };
  happened(by, item.content, { type: "ProjectV2ItemStatusChangedEvent", facts });
}

function nameOf(value: FieldValue | undefined): string {
  return value?.type === "ProjectV2ItemFieldSingleSelectValue" ? value.data.name : "";
}

function plain(value: FieldValue | undefined): unknown {
  if (value === undefined) return null;
  return value.type === "ProjectV2ItemFieldSingleSelectValue" ? value.data.name : value.data;
}

/** Whether this is the board's built-in field Status. */
export function isStatus(field: Field): boolean {
  return field.builtIn && field.dataType === "SINGLE_SELECT";
}
