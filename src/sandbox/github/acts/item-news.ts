import type { Issue, Item } from "../model/records.ts";
import type { FieldDataType } from "../model/vocabulary.ts";
import type { Acting } from "../model/rights.ts";
import { announce } from "../payloads/announce.ts";
import type { Json } from "../payloads/people.ts";
import { fieldTypeName, itemJson } from "../payloads/project.ts";
import { issueRef } from "./issue-news.ts";
import { touch } from "./timeline.ts";

/** Tells a `projects_v2_item` event. Boards of people send none. */
export function tellItem(by: Acting, item: Item, news: { action: string; changes?: Json }): void {
  const { owner } = item.project;
  if (owner.type !== "Organization") return;
  const changes = news.changes === undefined ? {} : { changes: news.changes };
  const facts = { projects_v2_item: itemJson(by.state, item), ...changes };
  announce(by, { event: "projects_v2_item", action: news.action, repository: null, owner, facts });
}

/** A card shows its issue's title, labels and assignees: a change of those is told as one of the card, without from and to. */
export function tellBuiltInField(by: Acting, issue: Issue, dataType: FieldDataType): void {
  for (const item of issue.items) {
    const field = item.project.fields.find((candidate) => candidate.dataType === dataType);
    if (field === undefined || item.archivedAt !== null) continue;
    touch(by, item);
    const field_value = {
      field_node_id: field.id,
      field_type: fieldTypeName(dataType),
      field_name: field.name,
      project_number: item.project.number,
    };
    tellItem(by, item, { action: "edited", changes: { field_value } });
  }
}

/** How the journal names a card. */
export function itemRef(item: Item): string {
  return item.content.type === "Issue" ? issueRef(item.content) : `draft "${item.content.title}"`;
}
