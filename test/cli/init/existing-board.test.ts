import { describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { run } from "../../../src/cli/run.ts";
import type { GithubAlone } from "../../support/github-alone.ts";
import { aConsole } from "../a-console.ts";
import {
  addsOption,
  aHealthyProgramme,
  ask,
  dropsOption,
  fieldOf,
  mutate,
  projectOf,
  repository,
} from "../doctor/planting.ts";

const VALUES = `query ($project: ID!) { node(id: $project) { ... on ProjectV2 { items(first: 50) { nodes {
  id fieldValues(first: 50) { nodes { __typename
    ... on ProjectV2ItemFieldTextValue { text } ... on ProjectV2ItemFieldDateValue { date }
    ... on ProjectV2ItemFieldNumberValue { number } ... on ProjectV2ItemFieldSingleSelectValue { name optionId }
  } } } } } } }`;
const Values = z.object({
  node: z.object({
    items: z.object({
      nodes: z.array(z.object({ id: z.string(), fieldValues: z.object({ nodes: z.array(z.unknown()) }) })),
    }),
  }),
});

function valuesOf(github: GithubAlone): z.infer<typeof Values>["node"]["items"]["nodes"] {
  return Values.parse(ask(github, VALUES, { project: projectOf(github) })).node.items.nodes;
}

async function init(github: GithubAlone) {
  const console = aConsole();
  const environment = github.environmentOf("mara-lindqvist");
  return { code: await run(["init", repository, "--yes"], { console, environment }), ...console };
}

describe("stagekeeper init on a board that is in use", () => {
  it("completes it without losing the value of a card, and then finds nothing more to do", async () => {
    const github = await aHealthyProgramme();
    addsOption("Status", "Parked")(github);
    dropsOption("Status", "Graduation")(github);
    dropsOption("Source", fieldOf(github, "Source").options.at(-1)?.name ?? "")(github);
    mutate(github, "deleteProjectV2Field", { fieldId: fieldOf(github, "NPS").id });
    const columns = fieldOf(github, "Status").options;
    const before = valuesOf(github);

    const first = await init(github);
    const written = github.pieces.journal.length;
    const second = await init(github);
    const after = { values: valuesOf(github), columns: fieldOf(github, "Status").options };
    await github.stop();

    expect(before.flatMap(({ fieldValues }) => fieldValues.nodes).length).toBeGreaterThan(10);
    expect(first.code).toBe(0);
    expect(first.said.join("\n")).toContain("“Graduation”");
    expect(after.values).toEqual(before);
    expect(after.columns).toEqual(expect.arrayContaining(columns));
    expect(after.columns.map(({ name }) => name)).toContain("Graduation");
    expect(second.said).toContain("  Nothing is missing.");
    expect(github.pieces.journal).toHaveLength(written);
  }, 60_000);
});
