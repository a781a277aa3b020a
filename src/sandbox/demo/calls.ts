import { graphql as octokitGraphql } from "@octokit/graphql";
import type { SandboxAddress } from "../sandbox.ts";

/** A comment as the page shows it. */
export interface Shown {
  readonly id: number;
  readonly author: string;
  readonly body: string;
  readonly folded: boolean;
}

export interface BoardCard {
  readonly number: number;
  readonly title: string;
  readonly column: string | null;
}

/** What a card's field is set to; null clears it. Dates are ISO days. */
export type Value = string | number | null;

interface Field {
  readonly id: string;
  readonly name: string;
  readonly dataType: string;
  readonly options?: readonly { readonly id: string; readonly name: string }[];
}

interface Item {
  readonly id: string;
  readonly status: { readonly name: string } | null;
  readonly content: { readonly number?: number; readonly title?: string } | null;
}

interface BoardAnswer {
  readonly node: {
    readonly fields: { readonly nodes: readonly Field[] };
    readonly items: { readonly nodes: readonly Item[] };
  };
}

const BOARD = `query ($project: ID!) { node(id: $project) { ... on ProjectV2 {
  fields(first: 50) { nodes {
    ... on ProjectV2FieldCommon { id name dataType }
    ... on ProjectV2SingleSelectField { options { id name } }
  } }
  items(first: 100) { nodes { id
    status: fieldValueByName(name: "Status") { ... on ProjectV2ItemFieldSingleSelectValue { name } }
    content { ... on Issue { number title } ... on DraftIssue { title } }
  } }
} } }`;

const SET = `mutation ($input: UpdateProjectV2ItemFieldValueInput!) {
  updateProjectV2ItemFieldValue(input: $input) { projectV2Item { id } } }`;

const CLEAR = `mutation ($input: ClearProjectV2ItemFieldValueInput!) {
  clearProjectV2ItemFieldValue(input: $input) { projectV2Item { id } } }`;

const COMMENTS = `query ($owner: String!, $name: String!, $issue: Int!) {
  repository(owner: $owner, name: $name) { issue(number: $issue) { comments(last: 50) { nodes {
    databaseId body isMinimized author { login }
  } } } } }`;

const VALUES = `query ($project: ID!, $field: String!) { node(id: $project) { ... on ProjectV2 {
  items(first: 100) { nodes {
    content { ... on Issue { number } }
    value: fieldValueByName(name: $field) {
      ... on ProjectV2ItemFieldTextValue { text }
      ... on ProjectV2ItemFieldDateValue { date }
      ... on ProjectV2ItemFieldSingleSelectValue { name }
      ... on ProjectV2ItemFieldNumberValue { number }
    }
  } } } } }`;

interface CommentNode {
  readonly databaseId: number;
  readonly body: string;
  readonly isMinimized: boolean;
  readonly author: { readonly login: string } | null;
}

interface CommentsAnswer {
  readonly repository: {
    readonly issue: {
      readonly comments: {
        readonly nodes: readonly CommentNode[];
      };
    };
  };
}

interface ValuesAnswer {
  readonly node: {
    readonly items: {
      readonly nodes: readonly {
        readonly content: { readonly number?: number } | null;
        readonly value: Readonly<Record<string, string | number>> | null;
      }[];
    };
  };
}

/** The GraphQL half of what a person does: board, fields, comments. */
export interface Calls {
  board(): Promise<readonly BoardCard[]>;
  /** What the card of an issue has in a field; null: nothing, or there is no such card. */
  field(issue: number, field: string): Promise<Value>;
  set(issue: number, field: string, value: Value): Promise<void>;
  comments(issue: number): Promise<readonly Shown[]>;
}

/** Calls with one person's token. */
export function callsOf(address: SandboxAddress, token: string): Calls {
  const [owner = "", name = ""] = address.repo.split("/");
  const graphql = octokitGraphql.defaults({
    baseUrl: address.github.graphql.replace(/\/graphql$/, ""),
    headers: { authorization: `token ${token}` },
  });
  const read = async (): Promise<BoardAnswer["node"]> => {
    const { node } = await graphql<BoardAnswer>(BOARD, { project: address.projectId });
    return node;
  };
  return {
    async board() {
      return (await read()).items.nodes.flatMap(cardOf);
    },
    async field(issue, field) {
      const { node } = await graphql<ValuesAnswer>(VALUES, { project: address.projectId, field });
      const value = node.items.nodes.find(({ content }) => content?.number === issue)?.value;
      return Object.values(value ?? {})[0] ?? null;
    },
    async set(issue, field, value) {
      const input = placeOf(await read(), issue, field);
      const place = { projectId: address.projectId, itemId: input.item.id, fieldId: input.field.id };
      await (value === null
        ? graphql(CLEAR, { input: place })
        : graphql(SET, { input: { ...place, value: fieldValue(input.field, value) } }));
    },
    async comments(issue) {
      const answer = await graphql<CommentsAnswer>(COMMENTS, { owner, name, issue });
      return answer.repository.issue.comments.nodes.map(shown);
    },
  };
}

function cardOf({ status, content }: Item): readonly BoardCard[] {
  if (content?.number === undefined) return [];
  return [{ number: content.number, title: content.title ?? "", column: status?.name ?? null }];
}

function placeOf(
  { fields, items }: BoardAnswer["node"],
  issue: number,
  fieldName: string,
): { readonly item: Item; readonly field: Field } {
  const item = items.nodes.find(({ content }) => content?.number === issue);
  const field = fields.nodes.find(({ name }) => name === fieldName);
  if (item === undefined) throw new Error(`There is no card of issue #${String(issue)}.`);
  if (field === undefined) throw new Error(`The board has no field ${fieldName}.`);
  return { item, field };
}

function shown({ databaseId, body, isMinimized, author }: CommentNode): Shown {
  return { id: databaseId, author: author?.login ?? "ghost", body, folded: isMinimized };
}

function fieldValue({ dataType, options = [] }: Field, value: string | number): Record<string, unknown> {
  switch (dataType) {
    case "SINGLE_SELECT":
      return { singleSelectOptionId: options.find(({ name }) => name === value)?.id ?? String(value) };
    case "NUMBER":
      return { number: Number(value) };
    case "DATE":
      return { date: String(value) };
    default:
      return { text: String(value) };
  }
}
