import { z } from "zod";
import type { Actor } from "../contract.ts";
import type { World } from "../github/api.ts";

/** What a field is set to: a text, a number, a date `YYYY-MM-DD`, or the name of an option. */
export type SeedValue = string | number;

interface NewPartner {
  readonly repositoryId: string;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
}

/** A person's hand at the API: issues and cards as somebody would make them. */
export interface Hand {
  /** Answers the issue's node id. */
  openIssue(partner: NewPartner): string;
  /** Answers the card's id. */
  addCard(issue: string): string;
  addDraft(title: string, body: string): string;
  set(card: string, field: string, value: SeedValue): void;
}

const Node = z.object({ id: z.string() });
const Field = z.object({
  id: z.string(),
  name: z.string(),
  dataType: z.string(),
  options: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
});
type Field = z.infer<typeof Field>;

/** Acts as `login` on the project; every refusal of GitHub's is thrown, for a scene must not be half set. */
export function handOf(world: World, login: string, project: string): Hand {
  const actor = world.actorFor(login);
  const ask = <T>(query: string, variables: Readonly<Record<string, unknown>>, answer: z.ZodType<T>): T =>
    asked({ world, actor }, { query, variables, answer });
  const fields = new Map<string, Field>();

  return {
    openIssue: ({ repositoryId, title, body, labels, assignees }) => {
      const repository = ask(IDS, { repositoryId }, Ids).node;
      const labelIds = labels
        .flatMap((name) => repository.labels.nodes.filter((label) => label.name === name))
        .map(({ id }) => id);
      const assigneeIds = assignees
        .flatMap((name) => repository.assignableUsers.nodes.filter((user) => user.login === name))
        .map(({ id }) => id);
      const input = { repositoryId, title, body, labelIds, assigneeIds };
      return ask(OPEN, { input }, Opened).createIssue.issue.id;
    },
    addCard: (issue) =>
      ask(ADD, { input: { projectId: project, contentId: issue } }, Added).addProjectV2ItemById.item.id,
    addDraft: (title, body) =>
      ask(DRAFT, { input: { projectId: project, title, body } }, Drafted).addProjectV2DraftIssue.projectItem
        .id,
    set: (card, name, value) => {
      if (fields.size === 0)
        for (const field of ask(FIELDS, { project }, Fields).node.fields.nodes) fields.set(field.name, field);
      const field = fields.get(name);
      if (field === undefined) throw new Error(`the seeded project has no field ${name}`);
      const input = { projectId: project, itemId: card, fieldId: field.id, value: valueFor(field, value) };
      ask(SET, { input }, z.unknown());
    },
  };
}

const Ids = z.object({
  node: z.object({
    labels: z.object({ nodes: z.array(Node.extend({ name: z.string() })) }),
    assignableUsers: z.object({ nodes: z.array(Node.extend({ login: z.string() })) }),
  }),
});
const Opened = z.object({ createIssue: z.object({ issue: Node }) });
const Added = z.object({ addProjectV2ItemById: z.object({ item: Node }) });
const Drafted = z.object({ addProjectV2DraftIssue: z.object({ projectItem: Node }) });
const Fields = z.object({ node: z.object({ fields: z.object({ nodes: z.array(Field) }) }) });

const IDS = `query($repositoryId: ID!) { node(id: $repositoryId) { ... on Repository {
  labels(first: 50) { nodes { id name } } assignableUsers(first: 50) { nodes { id login } } } } }`;
const OPEN = `mutation($input: CreateIssueInput!) { createIssue(input: $input) { issue { id } } }`;
const ADD = `mutation($input: AddProjectV2ItemByIdInput!) { addProjectV2ItemById(input: $input) { item { id } } }`;
const DRAFT = `mutation($input: AddProjectV2DraftIssueInput!) { addProjectV2DraftIssue(input: $input) { projectItem { id } } }`;
const SET = `mutation($input: UpdateProjectV2ItemFieldValueInput!) {
  updateProjectV2ItemFieldValue(input: $input) { projectV2Item { id } } }`;
const FIELDS = `query($project: ID!) { node(id: $project) { ... on ProjectV2 { fields(first: 50) { nodes {
  ... on ProjectV2FieldCommon { id name dataType }
  ... on ProjectV2SingleSelectField { options { id name } } } } } } }`;

function valueFor({ name, dataType, options }: Field, value: SeedValue): Readonly<Record<string, unknown>> {
  switch (dataType) {
    case "SINGLE_SELECT": {
      const option = options?.find((one) => one.name === value);
      if (option === undefined) throw new Error(`field ${name} has no option ${String(value)}`);
      return { singleSelectOptionId: option.id };
    }
    case "NUMBER":
      return { number: Number(value) };
    case "DATE":
      return { date: value };
    default:
      return { text: String(value) };
  }
}

const Answer = z.object({ data: z.unknown(), errors: z.array(z.object({ message: z.string() })).optional() });

function asked<T>(
  { world, actor }: { readonly world: World; readonly actor: Actor | null },
  {
    query,
    variables,
    answer,
  }: { query: string; variables: Readonly<Record<string, unknown>>; answer: z.ZodType<T> },
): T {
  const { data, errors } = Answer.parse(world.graphql(actor, { query, variables }).body);
  if (errors !== undefined) throw new Error(errors.map(({ message }) => message).join("; "));
  return answer.parse(data);
}
