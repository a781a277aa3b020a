import type { ResultOf } from "gql.tada";
import type { CardId, OptionId } from "../core/ids.ts";
import type { Card, FieldValue, Status } from "../core/partner/partner.ts";
import type { FieldSpec } from "../core/playbook/playbook.ts";
import type { Day, Instant } from "../core/time/time.ts";
import type { CardFields, StatusValue } from "./graphql/card.ts";
import { present, readInstant } from "./read-values.ts";

/** A card without its content, as GitHub gives it. */
export type CardShape = ResultOf<typeof CardFields>;
type ValueShape = NonNullable<NonNullable<CardShape["fieldValues"]["nodes"]>[number]>;
type IssueValueShape = Extract<ValueShape, { __typename: "ProjectV2ItemIssueFieldValue" }>;
type StatusShape = { readonly __typename: string } & Partial<ResultOf<typeof StatusValue>>;

/** What stands behind a card. */
export interface CardContent {
  readonly kind: Card["content"];
  readonly title: string;
}

/** A card as it is judged; `fields` names its values by the playbook's keys. */
export function readCard(
  shape: CardShape,
  content: CardContent,
  fields: Readonly<Record<string, FieldSpec>>,
): Card {
  return {
    id: shape.id as CardId,
    content: content.kind,
    title: content.title,
    archived: shape.isArchived,
    updatedAt: readInstant(shape.updatedAt),
    status: readStatus(shape.status),
    fields: readFields(shape, fields),
  };
}

/** The Status, or null when there is none or the field of that name is no single select. */
export function readStatus(shape: StatusShape | null): Status | null {
  const { optionId, name, updatedAt } = shape ?? {};
  if (typeof optionId !== "string" || updatedAt === undefined) return null;
  return { option: optionId as OptionId, name: name ?? "", updatedAt: readInstant(updatedAt) };
}

function readFields(
  shape: CardShape,
  specs: Readonly<Record<string, FieldSpec>>,
): Readonly<Record<string, FieldValue>> {
  const byName = new Map<string, FieldValue>();
  for (const value of present(shape.fieldValues)) {
    const read = readValue(value, readInstant(shape.updatedAt));
    if (read !== null && "field" in value) byName.set(nameKey(value.field), read);
  }
  const entries = Object.entries(specs).flatMap(([key, { name }]) => {
    const value = byName.get(name.toLowerCase());
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(entries);
}

/** Names of fields are unique on a board without regard to case. */
function nameKey(field: { readonly name?: string }): string {
  return (field.name ?? "").toLowerCase();
}

/** Other kinds of values (labels, people, iterations, …) are not read through the card. */
function readValue(value: ValueShape, itemUpdatedAt: Instant): FieldValue | null {
  const type = value.__typename;
  if (type === "ProjectV2ItemFieldTextValue") return text(value.text, readInstant(value.updatedAt));
  if (type === "ProjectV2ItemFieldNumberValue") return number(value.number, readInstant(value.updatedAt));
  if (type === "ProjectV2ItemFieldDateValue") return date(value.date, readInstant(value.updatedAt));
  if (type === "ProjectV2ItemFieldSingleSelectValue")
    return option(value.option, readInstant(value.updatedAt));
  return type === "ProjectV2ItemIssueFieldValue"
    ? readIssueField(value.issueFieldValue, itemUpdatedAt)
    : null;
}

/** A field backed by an issue field of the organisation. It bears no time of its own: the card's stands in. */
function readIssueField(value: IssueValueShape["issueFieldValue"], at: Instant): FieldValue | null {
  switch (value?.__typename) {
    case "IssueFieldTextValue":
      return text(value.text, at);
    case "IssueFieldNumberValue":
      return number(value.number, at);
    case "IssueFieldDateValue":
      return date(value.date, at);
    case "IssueFieldSingleSelectValue":
      return option(value.option, at);
    case undefined:
      return null;
  }
}

function text(value: string | null, updatedAt: Instant): FieldValue | null {
  return value === null || value === "" ? null : { kind: "text", text: value, updatedAt };
}

function number(value: number | null, updatedAt: Instant): FieldValue | null {
  return value === null ? null : { kind: "number", number: value, updatedAt };
}

/** GitHub writes a date alone, and at times with midnight behind it. */
function date(value: string | null, updatedAt: Instant): FieldValue | null {
  return value === null ? null : { kind: "date", day: value.slice(0, 10) as Day, updatedAt };
}

function option(value: string | null, updatedAt: Instant): FieldValue | null {
  return value === null ? null : { kind: "option", name: value, updatedAt };
}
