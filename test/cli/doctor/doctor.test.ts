import { describe, expect, it } from "@jest/globals";
import { diagnose } from "../../../src/cli/doctor/diagnose.ts";
import type { Diagnosis } from "../../../src/cli/doctor/diagnosis.ts";
import { renderDiagnoses } from "../../../src/cli/doctor/render.ts";
import type { GithubAlone } from "../../support/github-alone.ts";
import * as planting from "./planting.ts";
import { aHealthyProgramme, at, mutate, projectOf, put, writes, type Plant } from "./planting.ts";

async function doctor(
  github: GithubAlone,
  more: Readonly<Record<string, string>> = {},
): Promise<readonly Diagnosis[]> {
  return diagnose(await planting.observed(github, more));
}

interface Planted {
  readonly code: string;
  readonly plant: Plant | ((on: GithubAlone) => Promise<unknown>);
  readonly says: string;
}

const inTheRepository: readonly Planted[] = [
  {
    code: "playbook-missing",
    plant: async (on) => {
      const path = ".github/stagekeeper.yml";
      const { repos } = planting.octokit(on).rest;
      const { data } = await repos.getContent({ ...at, path });
      if (!("sha" in data)) throw new Error("no file");
      await repos.deleteFile({ ...at, path, message: "gone", sha: data.sha });
    },
    says: "no .github/stagekeeper.yml",
  },
  { code: "playbook-invalid", plant: writes("auto: sometimes"), says: ".github/stagekeeper.yml:4 auto" },
  { code: "mode-observe", plant: writes("mode: observe"), says: "nothing is moved back yet" },
  { code: "mode-off", plant: writes('mode: "off"'), says: "does nothing" },
  { code: "label-missing", plant: writes("labels: { p1: urgent }"), says: "“urgent”" },
  {
    code: "partner-off-board",
    plant: (on) =>
      planting.octokit(on).rest.issues.create({ ...at, title: "Gala", labels: ["design-partner"] }),
    says: "has no card",
  },
  { code: "pins-taken", plant: planting.takesAllPins, says: "the dashboard cannot be" },
  {
    code: "form-label-wrong",
    plant: planting.form("name: Partner\nlabels: [partner]\nbody: []\n"),
    says: "does not set the label “design-partner”",
  },
  { code: "form-unreadable", plant: planting.form("name: [Partner\n"), says: "is no issue form" },
];

const onTheBoard: readonly Planted[] = [
  {
    code: "project-missing",
    plant: put("extends: design-partner\nproject: 9\nlead: mara-lindqvist\n"),
    says: "no project number 9",
  },
  {
    code: "project-closed",
    plant: (on) => {
      mutate(on, "updateProjectV2", { projectId: projectOf(on), closed: true });
    },
    says: "is closed",
  },
  {
    code: "field-missing",
    plant: (on) => {
      mutate(on, "deleteProjectV2Field", { fieldId: planting.fieldOf(on, "In production since").id });
    },
    says: "no field “In production since”",
  },
  {
    code: "field-type-wrong",
    plant: (on) => {
      mutate(on, "deleteProjectV2Field", { fieldId: planting.fieldOf(on, "NPS").id });
      mutate(on, "createProjectV2Field", { projectId: projectOf(on), name: "NPS", dataType: "TEXT" });
    },
    says: "NUMBER is needed",
  },
  {
    code: "option-missing",
    plant: planting.dropsOption("Environment", "Production"),
    says: "lacks “Production”",
  },
  {
    code: "stage-column-missing",
    plant: planting.dropsOption("Status", "Onboarding"),
    says: "no column for “Onboarding”",
  },
  { code: "column-unknown", plant: planting.addsOption("Status", "Parked"), says: "“Parked” is no stage" },
  {
    code: "workflow-on",
    plant: (on) => {
      const workflow = { name: "Item closed", enabled: true, option: "Graduation" };
      on.pieces.world.scene.setWorkflow({ project: projectOf(on), ...workflow });
    },
    says: "“Item closed” is on",
  },
  {
    code: "draft-card",
    plant: (on) => {
      mutate(on, "addProjectV2DraftIssue", { projectId: projectOf(on), title: "Fjord" });
    },
    says: "“Fjord” is a draft",
  },
  { code: "card-without-label", plant: planting.putsOnBoard, says: "without the label “design-partner”: #" },
];

const amongPeople: readonly Planted[] = [
  {
    code: "lead-without-access",
    plant: put("extends: design-partner\nproject: 1\nlead: otto-walker\n"),
    says: "The lead @otto-walker cannot write",
  },
  { code: "lead-missing", plant: put("extends: design-partner\nproject: 1\n"), says: "no lead" },
  {
    code: "cover-without-access",
    plant: writes("away: [{ login: tomas-brandt, until: 2099-01-01, cover: otto-walker }]"),
    says: "covers for @tomas-brandt",
  },
  {
    code: "away-over",
    plant: writes("away: [{ login: tomas-brandt, until: 2020-01-01, cover: mara-lindqvist }]"),
    says: "was away until 2020-01-01",
  },
  {
    code: "overrider-without-access",
    plant: writes("override: { logins: [otto-walker] }"),
    says: "@otto-walker may override",
  },
  {
    code: "override-team-unknown",
    plant: writes("override: { team: northwind-labs/ghosts }"),
    says: "The team northwind-labs/ghosts cannot be read",
  },
  {
    code: "nobody-may-override",
    plant: writes("override: { maintainers: false }"),
    says: "Nobody may let a refused move through",
  },
  {
    code: "contact-can-read",
    plant: ({ pieces: { world } }) => {
      world.scene.setRight({ repository: planting.repository, login: "jane-acme", permission: "read" });
    },
    says: "@jane-acme can read the repository",
  },
  {
    code: "contact-e-mail",
    plant: planting.setsField("Primary contact", "Jane Doe jane@acme.com"),
    says: "is an e-mail address",
  },
  {
    code: "note-repository-missing",
    plant: writes("sync: { repository: northwind-labs/nowhere }"),
    says: "`sync.repository` names “northwind-labs/nowhere” for sync notes, which cannot be read",
  },
  {
    code: "shared-repository-missing",
    plant: planting.setsField("Shared repository", "northwind-labs/typo"),
    says: "Shared repository of #1 names “northwind-labs/typo” for sync notes, which cannot be read",
  },
  {
    code: "shared-repository-missing",
    plant: planting.setsField("Shared repository", "our wiki"),
    says: "“our wiki” for sync notes, which is no repository",
  },
  {
    code: "shared-repository-missing",
    plant: planting.setsField("Shared repository", "https://github.com/acme/notes"),
    says: "which belongs to somebody else",
  },
];

const inTheApp: readonly Planted[] = [
  {
    code: "app-not-installed",
    plant: (on) => {
      on.pieces.world.uninstall(planting.installationOf(on));
    },
    says: "is not installed on this repository",
  },
  {
    code: "app-suspended",
    plant: (on) => {
      on.pieces.world.suspend(planting.installationOf(on), true);
    },
    says: "The installation is suspended",
  },
  {
    code: "note-repository-not-installed",
    plant: (on) => {
      const { scene } = on.pieces.world;
      scene.addOrganisation({ login: "fabrikam" });
      scene.addRepository({ owner: "fabrikam", name: "notes", private: false });
      writes("sync: { repository: fabrikam/notes }")(on);
    },
    says: "The App is not installed on fabrikam/notes",
  },
  {
    code: "webhook-url-missing",
    plant: (on) => {
      on.pieces.at.app = null;
    },
    says: "no webhook address",
  },
];

describe("stagekeeper doctor", () => {
  it("finds no fault where all is well, and writes nothing", async () => {
    const github = await aHealthyProgramme();
    const before = github.pieces.journal.length;

    const found = await doctor(github);
    await github.stop();

    expect(renderDiagnoses(found)).toBe("No fault, 0 pieces of advice.");
    expect(github.pieces.journal).toHaveLength(before);
  }, 30_000);

  it.each([...inTheRepository, ...onTheBoard, ...amongPeople, ...inTheApp])(
    "names $code",
    async ({ code, plant, says }) => {
      const github = await aHealthyProgramme();
      await plant(github);

      const found = await doctor(github);
      await github.stop();

      expect(found.map((each) => each.code)).toContain(code);
      expect(renderDiagnoses(found)).toContain(says);
    },
    30_000,
  );

  it.each([
    { settings: { WEBHOOK_SECRET: "development" }, code: "app-settings", says: "well-known default" },
    { settings: { APP_ID: "7" }, code: "app-settings", says: "PRIVATE_KEY is no key of the App 7." },
    { settings: { APP_ID: "" }, code: "app-not-checked", says: "was not checked" },
  ])(
    "looks at the App's own settings: $says",
    async ({ settings, code, says }) => {
      const github = await aHealthyProgramme();

      const found = await doctor(github, settings);
      await github.stop();

      expect(found).toMatchObject([{ code, what: expect.stringContaining(says) }]);
    },
    30_000,
  );
});
