import type { Pieces } from "../../../../src/sandbox/assemble.ts";

export type Json = Readonly<Record<string, unknown>>;

/** A field or a label. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly dataType: string;
  readonly options?: readonly { readonly id: string; readonly name: string }[];
}

/** Ids of the repository, its labels, and the fields of the board. */
export const GROUND = `query($owner: String!, $name: String!, $project: ID!) {
  repository(owner: $owner, name: $name) { id labels(first: 50) { nodes { id name } } }
  node(id: $project) { ... on ProjectV2 { fields(first: 50) { nodes { ... on ProjectV2FieldCommon { id name dataType }
    ... on ProjectV2SingleSelectField { options { id name } } } } } } }`;
export const USER = "query($login: String!) { user(login: $login) { id } }";
export const CARDS = `query($cards: [ID!]!) { cards: nodes(ids: $cards) { ... on ProjectV2Item {
  status: fieldValueByName(name: "Status") { ... on ProjectV2ItemFieldSingleSelectValue { optionId } } } } }`;
export const THREADS = `query($issues: [ID!]!) { issues: nodes(ids: $issues) { ... on Issue {
  comments(last: 100) { nodes { id body bodyHTML isMinimized author { login } } } } } }`;

export const OPENED = `query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) {
  issues(first: 100) { nodes { id body bodyHTML closed author { login }
    comments(last: 100) { nodes { id body bodyHTML isMinimized author { login } } } } } } }`;

/** Asks GitHub as anybody; a refusal is thrown. */
export function asker(world: Pieces["world"]): (login: string, query: string, variables: Json) => Json {
  return (login, query, variables) => {
    const { body } = world.graphql(world.actorFor(login), { query, variables });
    const { data, errors } = body as {
      readonly data: Json | null;
      readonly errors?: readonly { readonly message: string; readonly type?: string }[];
    };
    const wrong = (errors ?? []).filter(({ type }) => type !== "NOT_FOUND");
    if (wrong.length > 0 || data === null)
      throw new Error((errors ?? []).map(({ message }) => message).join("; "));
    return data;
  };
}

/** A value as the API takes it. */
export function valueFor({ dataType, options = [] }: Named, value: string | number): Json {
  if (dataType === "SINGLE_SELECT")
    return { singleSelectOptionId: options.find(({ name }) => name === value)?.id };
  if (dataType === "NUMBER") return { number: Number(value) };
  return dataType === "DATE" ? { date: value } : { text: String(value) };
}
