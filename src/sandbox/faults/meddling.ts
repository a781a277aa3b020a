import { z } from "zod";
import type { World } from "../github/api.ts";
import type { Seeded } from "../seed/seed.ts";
import type { FaultOrder, ObjectFaultKind } from "./fault.ts";

/** What a person can lay hands on. */
interface Found {
  /** Null: there is no such issue in the partner repository. */
  readonly issue: { readonly id: string; readonly card: string | null } | null;
  readonly field: { readonly id: string; readonly options: readonly Option[] } | null;
  readonly elsewhere: string | null;
  readonly project: string | null;
}

interface Mutation {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface MeddlingParts {
  readonly world: World;
  readonly seeded: Seeded;
}

/**
 * What the maintainer does to an issue or to the board, as a fault orders it, by GitHub's own mutations. Null: there
 * is nothing to do it to.
 */
export function meddling({ world, seeded }: MeddlingParts, order: FaultOrder): (() => void) | null {
  const { kind } = order;
  if (!isAboutObjects(kind)) return null;
  const mutation = acts[kind](find({ world, seeded }, order), order);
  if (mutation === null) return null;
  return () => {
    const { name, input } = mutation;
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation($input: ${type}!) { ${name}(input: $input) { clientMutationId } }`;
    const { errors } = Refused.parse(ask({ world, seeded }, query, { input }));
    if (errors !== undefined) throw new Error(errors.map(({ message }) => message).join("; "));
    if (kind !== "redact-card") return;
    for (const { id } of world.installations()) world.reselect(id, [seeded.repo]);
  };
}

type Act = (found: Found, order: FaultOrder) => Mutation | null;

const acts: Readonly<Record<ObjectFaultKind, Act>> = {
  "lock-issue": ({ issue }) => onIssue(issue, (id) => ({ name: "lockLockable", input: { lockableId: id } })),
  "delete-issue": ({ issue }) => onIssue(issue, (id) => ({ name: "deleteIssue", input: { issueId: id } })),
  "transfer-issue": transfer,
  "redact-card": transfer,
  "archive-card": (found) => onCard("archiveProjectV2Item", found),
  "delete-card": (found) => onCard("deleteProjectV2Item", found),
  "rename-option": (found, { option, to }) =>
    onOptions(found, option ?? "", (all) =>
      all.map((each) => (each.name === option ? { ...each, name: to ?? `${option} (renamed)` } : each)),
    ),
  "remove-option": (found, { option }) =>
    onOptions(found, option ?? "", (all) => all.filter(({ name }) => name !== option)),
  "remove-field": ({ field }) =>
    field === null ? null : { name: "deleteProjectV2Field", input: { fieldId: field.id } },
  "close-project": ({ project }) =>
    project === null ? null : { name: "updateProjectV2", input: { projectId: project, closed: true } },
};

function isAboutObjects(kind: string): kind is ObjectFaultKind {
  return kind in acts;
}

function onIssue(issue: Found["issue"], act: (id: string) => Mutation): Mutation | null {
  return issue === null ? null : act(issue.id);
}

function onCard(name: string, { issue, project }: Found): Mutation | null {
  if (issue?.card == null) return null;
  return { name, input: { projectId: project, itemId: issue.card } };
}

/** A card is redacted once its issue stands where the App may not read. */
function transfer({ issue, elsewhere }: Found): Mutation | null {
  if (elsewhere === null) return null;
  return onIssue(issue, (id) => ({ name: "transferIssue", input: { issueId: id, repositoryId: elsewhere } }));
}

/** GitHub replaces the whole list: options given with their id keep the cards' values. */
function onOptions(
  { field }: Found,
  option: string,
  change: (all: readonly Option[]) => readonly Option[],
): Mutation | null {
  if (field?.options.some(({ name }) => name === option) !== true) return null;
  const input = { fieldId: field.id, singleSelectOptions: change(field.options) };
  return { name: "updateProjectV2Field", input };
}

const Option = z.object({ id: z.string(), name: z.string(), color: z.string(), description: z.string() });
type Option = z.infer<typeof Option>;
const Node = z.object({ id: z.string() });
const Refused = z.object({ errors: z.array(z.object({ message: z.string() })).optional() });
const Answer = z.object({
  data: z.object({
    partners: z.object({
      issue: Node.extend({ projectItems: z.object({ nodes: z.array(Node) }) })
        .transform(({ id, projectItems: { nodes } }) => ({ id, card: nodes[0]?.id ?? null }))
        .nullable(),
    }),
    elsewhere: Node.nullable(),
    board: z
      .object({
        field: Node.extend({ options: z.array(Option).default([]) })
          .nullable()
          .default(null),
      })
      .nullable(),
  }),
});

const FIND = `query($owner: String!, $partners: String!, $elsewhere: String!, $issue: Int!, $project: ID!, $field: String!) {
  partners: repository(owner: $owner, name: $partners) {
    issue(number: $issue) { id projectItems(first: 1, includeArchived: false) { nodes { id } } } }
  elsewhere: repository(owner: $owner, name: $elsewhere) { id }
  board: node(id: $project) { ... on ProjectV2 { field(name: $field) {
    ... on ProjectV2Field { id } ... on ProjectV2SingleSelectField { id options { id name color description } } } } } }`;

function find(parts: MeddlingParts, { issue = 0, field = "Status", to = "shared-notes" }: FaultOrder): Found {
  const { org, repo, projectId } = parts.seeded;
  const names = { owner: org, partners: repo.split("/")[1], elsewhere: to };
  const answer = ask(parts, FIND, { ...names, issue, field, project: projectId ?? "" });
  const { partners, elsewhere, board } = Answer.parse(answer).data;
  return {
    issue: partners.issue,
    field: board?.field ?? null,
    elsewhere: elsewhere?.id ?? null,
    project: projectId,
  };
}

/** As the maintainer. What is not there is null beside an error. */
function ask(
  { world, seeded }: MeddlingParts,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): unknown {
  return world.graphql(world.actorFor(seeded.people.maintainer), { query, variables }).body;
}
