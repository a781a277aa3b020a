import { fieldsOfBoard, playbook } from "./design.ts";
import { asker, GROUND, STANDING, USER, valueFor, type Json, type Named } from "./ask.ts";
import type { Pieces } from "../../../../src/sandbox/assemble.ts";

/** The columns of the board, in order. The last is GitHub's own, and no stage. */
export const columns = [
  "Identification",
  "Outreach",
  "Qualification Call",
  "Onboarding",
  "Active Partnership",
  "Graduation",
  "Done",
] as const;
/** No Status at all. */
const CLEARED = -1;

interface Comment {
  readonly id: string;
  readonly author: string;
  readonly body: string;
  readonly html: string;
  readonly folded: boolean;
}

/** One partner as it stands on the board; a deleted card has none. */
export interface Standing {
  readonly column: number | null;
  readonly comments: readonly Comment[];
}

/** Values of fields by name; null clears. */
export type Values = Readonly<Record<string, string | number | null>>;

/** The board with its partner issues, and hands that act on it as anybody, at once and without HTTP. */
export interface Board {
  readonly cards: readonly string[];
  readonly issues: readonly string[];
  set(login: string, partner: number, values: Values): void;
  body(login: string, partner: number, text: string): void;
  comment(login: string, partner: number, text: string): string;
  edit(login: string, comment: string, text: string): void;
  close(login: string, partner: number): void;
  reopen(login: string, partner: number): void;
  assign(login: string, partner: number, assigned: boolean): void;
  label(login: string, partner: number, borne: boolean): void;
  removeCard(login: string, partner: number): void;
  /** A P1 under the partner. */
  trouble(login: string, partner: number): string;
  closeTrouble(login: string, issue: string): void;
  standing(): readonly Standing[];
}

export const people = {
  maintainer: "mara-lindqvist",
  member: "tomas-brandt",
  outsider: "otto-walker",
  contact: "jane-acme",
};
export const robot = "triage-helper[bot]";

/** Sets the scene: a board of three partners in the stages given, with their facts; the App has not seen it yet. */
export function setBoard(
  { world }: Pieces,
  partners: readonly {
    readonly stage: number;
    readonly body: string;
    readonly fields: Readonly<Record<string, string>>;
  }[],
): Board {
  const { scene } = world;
  const project = scene.addProject({
    owner: "northwind-labs",
    title: "Design partners",
    statuses: columns,
    fields: fieldsOfBoard,
  });
  scene.setProjectRole({ project: project.id, login: robot, role: "write" });
  scene.setWorkflow({ project: project.id, name: "Item closed", enabled: true, option: "Done" });
  scene.putFile({
    repository: "northwind-labs/partners",
    path: ".github/stagekeeper.yml",
    text: playbook(project.number),
  });
  const ask = asker(world);
  const ground = ask(people.maintainer, GROUND, { project: project.id });
  const repository = ground["repository"] as {
    readonly id: string;
    readonly labels: { readonly nodes: readonly Named[] };
  };
  const fields = (ground["node"] as { readonly fields: { readonly nodes: readonly Named[] } }).fields.nodes;
  const users = new Map(
    Object.values(people).map((login) => [
      login,
      (ask(people.maintainer, USER, { login })["user"] as { id: string }).id,
    ]),
  );
  const labelled = (name: string): string =>
    repository.labels.nodes.find((label) => label.name === name)?.id ?? "";
  const issues: string[] = [];
  const cards: string[] = [];
  const place = (login: string, card: string, values: Values): void => {
    for (const [name, value] of Object.entries(values)) placeOne(login, card, { name, value });
  };
  const placeOne = (
    login: string,
    card: string,
    { name, value }: { readonly name: string; readonly value: string | number | null },
  ): void => {
    const field = fields.find((each) => each.name === name);
    if (field === undefined) throw new Error(`no field ${name}`);
    const where = { projectId: project.id, itemId: card, fieldId: field.id };
    if (value === null)
      ask(
        login,
        "mutation($input: ClearProjectV2ItemFieldValueInput!) { clearProjectV2ItemFieldValue(input: $input) { clientMutationId } }",
        { input: where },
      );
    else
      ask(
        login,
        "mutation($input: UpdateProjectV2ItemFieldValueInput!) { updateProjectV2ItemFieldValue(input: $input) { clientMutationId } }",
        { input: { ...where, value: valueFor(field, value) } },
      );
  };
  scene.quietly(() => {
    for (const [index, { stage, body, fields: values }] of partners.entries()) {
      const input = {
        ...{ repositoryId: repository.id, title: `Partner ${String(index)}`, body },
        ...{ labelIds: [labelled("design-partner")], assigneeIds: [users.get(people.member)] },
      };
      const issue = (
        ask(
          people.member,
          "mutation($input: CreateIssueInput!) { createIssue(input: $input) { issue { id } } }",
          { input },
        )["createIssue"] as { issue: { id: string } }
      ).issue.id;
      const card = (
        ask(
          people.member,
          "mutation($input: AddProjectV2ItemByIdInput!) { addProjectV2ItemById(input: $input) { item { id } } }",
          { input: { projectId: project.id, contentId: issue } },
        )["addProjectV2ItemById"] as { item: { id: string } }
      ).item.id;
      issues.push(issue);
      cards.push(card);
      place(people.member, card, { Status: columns[stage] ?? "", ...values });
    }
  });
  const at = (list: readonly string[], index: number): string => list[index] ?? "";
  const run = (login: string, name: string, input: Json): Json =>
    ask(
      login,
      `mutation($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { clientMutationId } }`,
      { input },
    );
  return {
    cards,
    issues,
    set: (login, partner, values) => {
      place(login, at(cards, partner), values);
    },
    body: (login, partner, text) => void run(login, "updateIssue", { id: at(issues, partner), body: text }),
    comment: (login, partner, body) => {
      const said = ask(
        login,
        "mutation($input: AddCommentInput!) { addComment(input: $input) { commentEdge { node { id } } } }",
        { input: { subjectId: at(issues, partner), body } },
      );
      return (said["addComment"] as { commentEdge: { node: { id: string } } }).commentEdge.node.id;
    },
    edit: (login, id, body) => void run(login, "updateIssueComment", { id, body }),
    close: (login, partner) =>
      void run(login, "closeIssue", {
        issueId: at(issues, partner),
        stateReason: "NOT_PLANNED",
      }),
    reopen: (login, partner) => void run(login, "reopenIssue", { issueId: at(issues, partner) }),
    assign: (login, partner, assigned) => {
      const input = { assignableId: at(issues, partner), assigneeIds: [users.get(people.member)] };
      run(login, assigned ? "addAssigneesToAssignable" : "removeAssigneesFromAssignable", input);
    },
    label: (login, partner, borne) => {
      const input = { labelableId: at(issues, partner), labelIds: [labelled("design-partner")] };
      run(login, borne ? "addLabelsToLabelable" : "removeLabelsFromLabelable", input);
    },
    removeCard: (login, partner) =>
      void run(login, "deleteProjectV2Item", {
        projectId: project.id,
        itemId: at(cards, partner),
      }),
    trouble: (login, partner) => {
      const input = {
        repositoryId: repository.id,
        title: "It is down",
        body: "",
        labelIds: [labelled("P1")],
      };
      const issue = (
        ask(login, "mutation($input: CreateIssueInput!) { createIssue(input: $input) { issue { id } } }", {
          input,
        })["createIssue"] as { issue: { id: string } }
      ).issue.id;
      run(login, "addSubIssue", { issueId: at(issues, partner), subIssueId: issue });
      return issue;
    },
    closeTrouble: (login, issueId) => void run(login, "closeIssue", { issueId, stateReason: "COMPLETED" }),
    standing: () => {
      const seen = ask(people.maintainer, STANDING, { cards, issues });
      const items = seen["cards"] as readonly ({
        readonly status: { readonly name: string } | null;
      } | null)[];
      const threads = seen["issues"] as readonly { readonly comments: { readonly nodes: readonly Said[] } }[];
      return threads.map(({ comments }, index) => ({
        column: columnOf(items[index] ?? null),
        comments: comments.nodes.map(({ id, author, body, bodyHTML, isMinimized }) => ({
          id,
          author: author?.login ?? "",
          body,
          html: bodyHTML,
          folded: isMinimized,
        })),
      }));
    },
  };
}

interface Said {
  readonly id: string;
  readonly author: { readonly login: string } | null;
  readonly body: string;
  readonly bodyHTML: string;
  readonly isMinimized: boolean;
}

function columnOf(item: { readonly status: { readonly name: string } | null } | null): number | null {
  if (item === null) return null;
  return item.status === null ? CLEARED : columns.findIndex((name) => name === item.status?.name);
}
