import { nodeId } from "../../model/node-ids.ts";
import type { Account, Field, Issue, Item, Label, Repository } from "../../model/records.ts";
import { connect } from "../connection.ts";
import { own, served, type ServedType } from "../served.ts";

/** A value that the card shows of its issue; it is stored nowhere else. */
export type BuiltInValue =
  | {
      readonly type: "ProjectV2ItemFieldTextValue";
      readonly id: string;
      readonly databaseId: number;
      readonly data: string;
      readonly createdAt: string;
      readonly updatedAt: string;
      readonly creator: Account;
      readonly item: Item;
      readonly field: Field;
    }
  | {
      readonly type: "ProjectV2ItemFieldUserValue";
      readonly users: readonly Account[];
      readonly field: Field;
    }
  | {
      readonly type: "ProjectV2ItemFieldLabelValue";
      readonly labels: readonly Label[];
      readonly field: Field;
    }
  | {
      readonly type: "ProjectV2ItemFieldRepositoryValue";
      readonly repository: Repository;
      readonly field: Field;
    };

/** Null: empty, or a kind of field of which this GitHub has no values (milestones, pull requests, reviewers …). */
export function builtInValue(item: Item, field: Field): BuiltInValue | null {
  const { content } = item;
  const users = content.assignees;
  if (field.dataType === "TITLE") return titleOf(item, field);
  if (field.dataType === "ASSIGNEES" && users.length > 0) {
    return { type: "ProjectV2ItemFieldUserValue", users, field };
  }
  return content.type === "Issue" ? issueValue(content, field) : null;
}

function issueValue({ labels, repository }: Issue, field: Field): BuiltInValue | null {
  if (field.dataType === "REPOSITORY")
    return { type: "ProjectV2ItemFieldRepositoryValue", repository, field };
  if (field.dataType !== "LABELS" || labels.length === 0) return null;
  return { type: "ProjectV2ItemFieldLabelValue", labels, field };
}

function titleOf(item: Item, field: Field): BuiltInValue {
  const { databaseId, createdAt, updatedAt, creator } = item;
  const id = nodeId("PVTFTV", item.project.databaseId, item.databaseId, field.databaseId);
  const data = item.content.title;
  return {
    type: "ProjectV2ItemFieldTextValue",
    ...{ id, databaseId, data, createdAt, updatedAt, creator, item, field },
  };
}

type ValueOf<Type extends BuiltInValue["type"]> = Extract<BuiltInValue, { readonly type: Type }>;

/** Values that only cards with an issue have. */
export const BUILT_IN_VALUE_TYPES: readonly ServedType[] = [
  own<ValueOf<"ProjectV2ItemFieldUserValue">>("ProjectV2ItemFieldUserValue", ["field"]),
  served<ValueOf<"ProjectV2ItemFieldUserValue">>("ProjectV2ItemFieldUserValue", {
    users: (value, { args }) => connect(value.users, args),
  }),
  own<ValueOf<"ProjectV2ItemFieldLabelValue">>("ProjectV2ItemFieldLabelValue", ["field"]),
  served<ValueOf<"ProjectV2ItemFieldLabelValue">>("ProjectV2ItemFieldLabelValue", {
    labels: (value, { args }) => connect(value.labels, args),
  }),
  own<ValueOf<"ProjectV2ItemFieldRepositoryValue">>("ProjectV2ItemFieldRepositoryValue", [
    "field",
    "repository",
  ]),
];
