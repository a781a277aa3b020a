/**
 * What one writes first: a Probot app that acts in the handler, with the client Probot gives it. It reads the card,
 * checks one criterion, moves the card back and says why. It skips its own events by the kind of their sender.
 */
import type { Context, Probot } from "probot";

type Edited = Context<"projects_v2_item.edited">;

interface Option {
  readonly id: string;
  readonly name: string;
}

interface CardAnswer {
  readonly node: {
    readonly status: { readonly name: string } | null;
    readonly environment: { readonly name: string } | null;
    readonly content: {
      readonly number: number;
      readonly repository: { readonly name: string; readonly owner: { readonly login: string } };
    } | null;
  };
}

interface FieldAnswer {
  readonly node: { readonly field: { readonly id: string; readonly options: readonly Option[] } };
}

const CARD = `query ($card: ID!) { node(id: $card) { ... on ProjectV2Item {
  status: fieldValueByName(name: "Status") { ... on ProjectV2ItemFieldSingleSelectValue { name } }
  environment: fieldValueByName(name: "Environment") { ... on ProjectV2ItemFieldSingleSelectValue { name } }
  content { ... on Issue { number repository { name owner { login } } } }
} } }`;

const FIELD = `query ($project: ID!) { node(id: $project) { ... on ProjectV2 {
  field(name: "Status") { ... on ProjectV2SingleSelectField { id options { id name } } }
} } }`;

const MOVE = `mutation ($input: UpdateProjectV2ItemFieldValueInput!) {
  updateProjectV2ItemFieldValue(input: $input) { projectV2Item { id } } }`;

/** Guards the last column: who is there must run in production. */
export function naiveBot(app: Probot): void {
  app.on("projects_v2_item.edited", async (context) => {
    if (context.isBot) return;
    const { from, status } = changeOf(context.payload);
    if (!status) return;
    const card = await readCard(context);
    if (card.content === null) return;
    const issue = {
      owner: card.content.repository.owner.login,
      repo: card.content.repository.name,
      issue_number: card.content.number,
    };
    const { data } = await context.octokit.rest.issues.get(issue);
    const partner = data.labels.some(
      (label) => (typeof label === "string" ? label : label.name) === "design-partner",
    );
    if (!partner || card.status?.name !== "Graduation" || card.environment?.name === "Production") return;
    await moveBack(context, from);
    const body = "This card was moved back: **Environment** is not Production yet.";
    await context.octokit.rest.issues.createComment({ ...issue, body });
  });
}

async function readCard({ octokit, payload }: Edited): Promise<CardAnswer["node"]> {
  const { node } = await octokit.graphql<CardAnswer>(CARD, { card: payload.projects_v2_item.node_id });
  return node;
}

async function moveBack({ octokit, payload }: Edited, to: string | null): Promise<void> {
  const { node_id: itemId, project_node_id: projectId } = payload.projects_v2_item;
  const { node } = await octokit.graphql<FieldAnswer>(FIELD, { project: projectId });
  const option = node.field.options.find(({ name }) => name === to) ?? node.field.options[0];
  const value = { singleSelectOptionId: option?.id };
  await octokit.graphql(MOVE, { input: { projectId, itemId, fieldId: node.field.id, value } });
}

interface Change {
  readonly field_name?: string;
  readonly from?: { readonly name?: string } | null;
}

function changeOf(payload: object): { readonly status: boolean; readonly from: string | null } {
  const { changes } = payload as { readonly changes?: { readonly field_value?: Change } };
  return {
    status: changes?.field_value?.field_name === "Status",
    from: changes?.field_value?.from?.name ?? null,
  };
}
