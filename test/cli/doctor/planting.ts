import { Octokit } from "@octokit/rest";
import { z } from "zod";
import { accessFrom } from "../../../src/cli/access.ts";
import { appFrom } from "../../../src/cli/doctor/app-settings.ts";
import { observe } from "../../../src/cli/doctor/observe.ts";
import type { Observed } from "../../../src/cli/doctor/observed.ts";
import { systemClock } from "../../../src/keeper/system-clock.ts";
import { registerApp } from "../../../src/sandbox/access/registration.ts";
import { login } from "../../support/situation.ts";
import { githubAlone, type GithubAlone } from "../../support/github-alone.ts";

const MARA = "mara-lindqvist";
const PLAYBOOK = ".github/stagekeeper.yml";
export const at = { owner: "northwind-labs", repo: "partners" };
export const repository = `${at.owner}/${at.repo}`;

/** Does something wrong on GitHub, as the programme's maintainer would. */
export type Plant = (on: GithubAlone) => void;

const FIELDS = `query($project: ID!) { node(id: $project) { ... on ProjectV2 {
  fields(first: 50) { nodes { ... on ProjectV2FieldCommon { id name }
    ... on ProjectV2SingleSelectField { options { id name color description } } } }
  items(first: 50) { nodes { id type } } } } }`;
const Board = z.object({
  node: z.object({
    fields: z.object({
      nodes: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          options: z
            .array(z.object({ id: z.string(), name: z.string(), color: z.string(), description: z.string() }))
            .default([]),
        }),
      ),
    }),
    items: z.object({ nodes: z.array(z.object({ id: z.string(), type: z.string() })) }),
  }),
});

/** Making keys is slow: one App for all. */
const registration = registerApp("app.yml");

/** A programme in which all is well. */
export async function aHealthyProgramme(): Promise<GithubAlone> {
  const github = await githubAlone({ registration });
  for (const { id, type } of board(github).items.nodes)
    if (type === "DRAFT_ISSUE")
      mutate(github, "deleteProjectV2Item", { projectId: projectOf(github), itemId: id });
    else writeText(github, id, { field: "Primary contact", text: "Jane Doe @jane-acme" });
  return github;
}

/** What doctor sees, with the maintainer's token and the server's settings. */
export async function observed(
  github: GithubAlone,
  more: Readonly<Record<string, string>> = {},
): Promise<Observed> {
  const environment = { ...github.environmentOf(MARA), ...github.settings(), ...more };
  const { setUp, reader } = accessFrom(environment);
  const instruments = { setUp, reader: reader(login("stagekeeper[bot]")), app: appFrom(environment, at) };
  return observe({ ...at, now: systemClock.now() }, instruments);
}

/** Sends one mutation. */
export function mutate(on: GithubAlone, name: string, input: object): void {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  ask(on, `mutation($input: ${type}!) { ${name}(input: $input) { clientMutationId } }`, { input });
}

/** Writes the whole playbook file. */
export function put(text: string): Plant {
  return (on) => {
    on.pieces.world.scene.putFile({ repository, path: PLAYBOOK, text });
  };
}

/** Writes the issue form. */
export function form(text: string): Plant {
  return (on) => {
    on.pieces.world.scene.putFile({ repository, path: ".github/ISSUE_TEMPLATE/partner.yml", text });
  };
}

/** A healthy playbook file with one line more. */
export function writes(line: string): Plant {
  return put(`extends: design-partner\nproject: 1\nlead: ${MARA}\n${line}\n`);
}

/** Takes an option out of a field; its cards lose their value. */
export function dropsOption(field: string, option: string): Plant {
  return (on) => {
    const { id, options } = fieldOf(on, field);
    const singleSelectOptions = options.filter(({ name }) => name !== option);
    mutate(on, "updateProjectV2Field", { fieldId: id, singleSelectOptions });
  };
}

/** Adds an option to a field. */
export function addsOption(field: string, option: string): Plant {
  return (on) => {
    const { id, options } = fieldOf(on, field);
    const singleSelectOptions = [...options, { name: option, color: "GRAY", description: "" }];
    mutate(on, "updateProjectV2Field", { fieldId: id, singleSelectOptions });
  };
}

/** Writes a text field of the first card. */
export function setsField(field: string, text: string): Plant {
  return (on) => {
    const [card] = board(on).items.nodes;
    writeText(on, card?.id ?? "", { field, text });
  };
}

/** Pins new issues, as many as GitHub takes. */
export async function takesAllPins(on: GithubAlone): Promise<void> {
  for (const title of ["Welcome", "Rules", "Roadmap"]) {
    const { data } = await octokit(on).rest.issues.create({ ...at, title });
    mutate(on, "pinIssue", { issueId: data.node_id });
  }
}

/** Puts an issue onto the board as it is. */
export async function putsOnBoard(on: GithubAlone): Promise<void> {
  const { data } = await octokit(on).rest.issues.create({ ...at, title: "Gala" });
  mutate(on, "addProjectV2ItemById", { projectId: projectOf(on), contentId: data.node_id });
}

function writeText(
  on: GithubAlone,
  itemId: string,
  { field, text }: { readonly field: string; readonly text: string },
): void {
  const fieldId = fieldOf(on, field).id;
  mutate(on, "updateProjectV2ItemFieldValue", {
    ...{ projectId: projectOf(on), itemId, fieldId, value: { text } },
  });
}

/** The programme's maintainer at the REST API. */
export function octokit(on: GithubAlone): Octokit {
  const { GITHUB_TOKEN: auth, GHE_HOST: host } = on.environmentOf(MARA);
  return new Octokit({ auth, baseUrl: `http://${String(host)}/api/v3` });
}

export function projectOf({ pieces }: GithubAlone): string {
  return pieces.seeded.projectId ?? "";
}

export function fieldOf(
  on: GithubAlone,
  name: string,
): z.infer<typeof Board>["node"]["fields"]["nodes"][number] {
  const found = board(on).fields.nodes.find((field) => field.name === name);
  if (found === undefined) throw new Error(`the board has no field ${name}`);
  return found;
}

export function installationOf({ pieces }: GithubAlone): number {
  return pieces.world.installationOf(repository)?.id ?? 0;
}

function board(on: GithubAlone): z.infer<typeof Board>["node"] {
  return Board.parse(ask(on, FIELDS, { project: projectOf(on) })).node;
}

/** Asks as the maintainer. */
export function ask(
  { pieces }: GithubAlone,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): unknown {
  const { body } = pieces.world.graphql(pieces.world.actorFor(MARA), { query, variables });
  const { data, errors } = z
    .object({ data: z.unknown(), errors: z.array(z.unknown()).optional() })
    .parse(body);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}
