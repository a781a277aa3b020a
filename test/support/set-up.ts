import { Octokit } from "@octokit/rest";
import { accessFrom } from "../../src/cli/access.ts";
import { appFrom } from "../../src/cli/doctor/app-settings.ts";
import { diagnose } from "../../src/cli/doctor/diagnose.ts";
import type { Diagnosis } from "../../src/cli/doctor/diagnosis.ts";
import { observe } from "../../src/cli/doctor/observe.ts";
import { init } from "../../src/cli/init/init.ts";
import type { Instant } from "../../src/core/time/time.ts";
import { handsOf, type Hands } from "../../src/sandbox/demo/hands.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { startSandbox } from "../../src/sandbox/start.ts";
import { aConsole } from "../cli/a-console.ts";
import { MONDAY_MORNING } from "./programme.ts";
import { login } from "./situation.ts";

const PLAYBOOK = ".github/stagekeeper.yml";

/** An organisation on which a programme was set up as the README says, and switched on. */
export interface SetUp {
  readonly sandbox: Sandbox;
  readonly mara: Hands;
  readonly octokit: Octokit;
  readonly at: { readonly owner: string; readonly repo: string };
  /** What the card of an issue says in the fields that the form asks for. */
  fieldsOf(issue: number): Promise<Readonly<Record<string, string | undefined>>>;
  doctor(): Promise<readonly Diagnosis[]>;
}

const FIELDS = `query ($owner: String!, $repo: String!, $issue: Int!) { repository(owner: $owner, name: $repo) {
  issue(number: $issue) { projectItems(first: 1) { nodes {
    organisation: fieldValueByName(name: "Organisation") { ... on ProjectV2ItemFieldTextValue { text } }
    contact: fieldValueByName(name: "Primary contact") { ... on ProjectV2ItemFieldTextValue { text } }
    source: fieldValueByName(name: "Source") { ... on ProjectV2ItemFieldSingleSelectValue { text: name } }
  } } } } }`;

interface FieldsAnswer {
  readonly repository: {
    readonly issue: {
      readonly projectItems: {
        readonly nodes: readonly Readonly<Record<string, { readonly text: string } | null>>[];
      };
    };
  };
}

/** Sets a programme up on an empty organisation: init, merge, the workflow off, `mode: observe` out of the file. */
export async function setUp(playbook: string, title: string): Promise<SetUp> {
  const sandbox = await startSandbox({ base: MONDAY_MORNING, seed: "empty", logLevel: "warn" });
  const { address, registration } = sandbox;
  const [owner = "", repo = ""] = address.repo.split("/");
  const at = { owner, repo };
  const environment = {
    ...{ GITHUB_TOKEN: address.tokens.maintainer, GHE_PROTOCOL: "http" },
    ...{ GHE_HOST: new URL(address.github.rest).host, APP_ID: String(registration.id) },
    ...{ PRIVATE_KEY: registration.privateKey, WEBHOOK_SECRET: registration.webhookSecret },
  };
  const access = accessFrom(environment);
  const request = { ...at, project: null, title, extends: playbook, folder: null, yes: true, dryRun: false };
  await init(request, { github: access.setUp, console: aConsole(), addFile: () => false });
  const octokit = new Octokit({ baseUrl: address.github.rest, auth: address.tokens.maintainer });
  const project = await switchOn(sandbox, { octokit, at });
  const hands = { ...address, projectId: project };
  return {
    ...{ sandbox, octokit, at, mara: handsOf(hands, sandbox.login.maintainer, address.tokens.maintainer) },
    async fieldsOf(issue) {
      const { repository } = await octokit.graphql<FieldsAnswer>(FIELDS, { ...at, issue });
      const [card = {}] = repository.issue.projectItems.nodes;
      return Object.fromEntries(Object.entries(card).map(([name, value]) => [name, value?.text]));
    },
    async doctor() {
      const instruments = {
        setUp: access.setUp,
        reader: access.reader(login("stagekeeper[bot]")),
        app: appFrom(environment, at),
      };
      return diagnose(await observe({ ...at, now: Date.parse(sandbox.clock().now) as Instant }, instruments));
    },
  };
}

/** What a person does after init: in the browser, but for the playbook. Answers the project's id. */
async function switchOn(sandbox: Sandbox, { octokit, at }: Pick<SetUp, "octokit" | "at">): Promise<string> {
  const { organization } = await octokit.graphql<{ organization: { projectV2: { id: string } } }>(
    "query ($org: String!) { organization(login: $org) { projectV2(number: 1) { id } } }",
    { org: at.owner },
  );
  const project = organization.projectV2.id;
  sandbox.world.scene.setWorkflow({ project, name: "Item closed", enabled: false });
  await octokit.rest.pulls.merge({ ...at, pull_number: 1 });
  await sandbox.settle();
  const { data } = await octokit.rest.repos.getContent({ ...at, path: PLAYBOOK });
  if (!("content" in data)) throw new Error("init left no playbook");
  const text = Buffer.from(data.content, "base64").toString("utf8");
  await octokit.rest.repos.createOrUpdateFileContents({
    ...{ ...at, path: PLAYBOOK, message: "Switch it on", sha: data.sha },
    content: Buffer.from(text.replace("mode: observe", `lead: ${sandbox.login.maintainer}`)).toString(
      "base64",
    ),
  });
  await sandbox.settle();
  return project;
}
