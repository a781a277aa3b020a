import { z } from "zod";

import type { Actor } from "../../../src/sandbox/contract.ts";
import type { TestWorld } from "./a-world.ts";
import { textAt, valueAt } from "./read.ts";

/** Opens an issue; gives its node id. */
export function openIssue(on: TestWorld, title = "Globex", by: Actor = on.member): string {
  const answer = on.ask(
    by,
    "mutation($r: ID!, $t: String!) { createIssue(input: { repositoryId: $r, title: $t }) { issue { id } } }",
    { r: on.repository, t: title },
  );
  return textAt(answer, "data.createIssue.issue.id");
}

/** Puts an issue on the board; gives the card's node id. */
export function addCard(on: TestWorld, issue: string): string {
  const answer = on.ask(
    on.member,
    "mutation($p: ID!, $c: ID!) { addProjectV2ItemById(input: { projectId: $p, contentId: $c }) { item { id } } }",
    { p: on.project, c: issue },
  );
  return textAt(answer, "data.addProjectV2ItemById.item.id");
}

/** Writes a draft card; gives the card's node id. */
export function addDraft(on: TestWorld, title = "An idea"): string {
  const answer = on.ask(
    on.member,
    "mutation($p: ID!, $t: String!) { addProjectV2DraftIssue(input: { projectId: $p, title: $t }) { projectItem { id } } }",
    { p: on.project, t: title },
  );
  return textAt(answer, "data.addProjectV2DraftIssue.projectItem.id");
}

/** Comments; gives the comment's node id. */
export function comment(on: TestWorld, issue: string, body: string): string {
  const answer = on.ask(on.member, COMMENT, { i: issue, b: body });
  return textAt(answer, "data.addComment.commentEdge.node.id");
}

export const COMMENT =
  "mutation($i: ID!, $b: String!) { addComment(input: { subjectId: $i, body: $b }) { commentEdge { node { id } } } }";

/** A field of the board with its options, by name. */
export function fieldOf(on: TestWorld, name: string): { readonly id: string; option(name: string): string } {
  const answer = on.ask(
    on.member,
    `query($p: ID!, $n: String!) { node(id: $p) { ... on ProjectV2 { field(name: $n) {
      ... on ProjectV2Field { id } ... on ProjectV2SingleSelectField { id options { id name } } } } } }`,
    { p: on.project, n: name },
  );
  const options = z.array(z.unknown()).optional().parse(valueAt(answer, "data.node.field.options")) ?? [];
  return {
    id: textAt(answer, "data.node.field.id"),
    option: (wanted) =>
      textAt(
        options.find((each) => valueAt(each, "name") === wanted),
        "id",
      ),
  };
}

export const SET = `mutation($p: ID!, $i: ID!, $f: ID!, $v: ProjectV2FieldValue!) {
  updateProjectV2ItemFieldValue(input: { projectId: $p, itemId: $i, fieldId: $f, value: $v }) {
    projectV2Item { id status: fieldValueByName(name: "Status") { ... on ProjectV2ItemFieldSingleSelectValue { name optionId updatedAt } } }
  } }`;

/** A member drags a card into a column. */
export function drag(on: TestWorld, card: string, column: string): ReturnType<TestWorld["ask"]> {
  return dragAs(on, on.member, { card, column });
}

/** Somebody drags a card into a column. */
export function dragAs(
  on: TestWorld,
  by: Actor,
  { card, column }: { readonly card: string; readonly column: string },
): ReturnType<TestWorld["ask"]> {
  const status = fieldOf(on, "Status");
  const v = { singleSelectOptionId: status.option(column) };
  return on.ask(by, SET, { p: on.project, i: card, f: status.id, v });
}
