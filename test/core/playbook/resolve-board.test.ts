import { describe, expect, it } from "@jest/globals";
import type { OptionId, ProjectId } from "../../../src/core/ids.ts";
import type { Board } from "../../../src/core/playbook/board.ts";
import {
  type ProjectSeen,
  resolveBoard,
  type ResolvedBoard,
} from "../../../src/core/playbook/resolve-board.ts";
import { aPlaybook, stage } from "../../support/situation.ts";

type FieldSeen = ProjectSeen["fields"][number];

const PLAYBOOK = aPlaybook("ignore: [Parked]");
const COLUMNS = [...PLAYBOOK.stages.map(({ name }) => name), "Parked"];
const TYPES = { text: "TEXT", number: "NUMBER", date: "DATE", option: "SINGLE_SELECT" };

const options = (names: readonly string[]): FieldSeen["options"] =>
  names.map((name) => ({ id: `id ${name}`, name }));

/** The project that the playbook describes, its Status with these columns, changed where a test says so. */
function aProject(
  columns: FieldSeen["options"] = options(COLUMNS),
  { without = [], ...changes }: Partial<ProjectSeen> & { without?: readonly string[] } = {},
): ProjectSeen {
  const fields = Object.entries(PLAYBOOK.fields)
    .filter(([, { name }]) => !without.includes(name))
    .map(([key, spec]) => ({
      id: `field ${spec.name}`,
      name: spec.name,
      dataType: TYPES[spec.type],
      options: key === "status" ? columns : options(spec.options),
    }));
  return {
    id: "PVT_1" as ProjectId,
    number: 7,
    title: "Partners",
    url: "https://github.com/orgs/northwind/projects/7",
    closed: false,
    fields: [{ id: "field Title", name: "Title", dataType: "TITLE", options: [] }, ...fields],
    ...changes,
  };
}

function resolved(project: ProjectSeen, previous: Board | null = null, playbook = PLAYBOOK): ResolvedBoard {
  return resolveBoard({ project, playbook, previous });
}

function boardOf(result: ResolvedBoard): Board {
  if (result.kind === "paused") throw new Error(result.problems.join("\n"));
  return result.board;
}

/** The columns with one called otherwise, its id as it was. */
function renamed(from: string, to: string): FieldSeen["options"] {
  return options(COLUMNS).map((option) => (option.name === from ? { ...option, name: to } : option));
}

const columnsWithout = (name: string): FieldSeen["options"] =>
  options(COLUMNS.filter((column) => column !== name));

describe("at first sight", () => {
  it("finds every stage and field by name", () => {
    const result = resolved(aProject());

    expect(result).toMatchObject({ kind: "board", notices: [] });
    expect(boardOf(result).stages[1]).toEqual({ stage: "outreach", option: "id Outreach", name: "Outreach" });
    expect(boardOf(result).ignored).toEqual(["id Parked"]);
    expect(boardOf(result).fields["nps"]).toEqual({ id: "field NPS", type: "number", options: [] });
    expect(Object.keys(boardOf(result).fields)).toEqual(Object.keys(PLAYBOOK.fields));
  });

  it("does not mind capitals", () => {
    const board = boardOf(resolved(aProject(renamed("Qualification Call", "Qualification call"))));

    expect(board.stages[2]?.name).toBe("Qualification call");
  });

  it("pauses and names every column that is lacking", () => {
    expect(resolved(aProject(options(["Identification", "Outreach", "Onboarding", "Graduation"])))).toEqual({
      kind: "paused",
      problems: [
        "The board has no column “Qualification Call” for the stage “qualification-call”. It has: “Identification”, “Outreach”, “Onboarding”, “Graduation”.",
        "The board has no column “Active Partnership” for the stage “active-partnership”. It has: “Identification”, “Outreach”, “Onboarding”, “Graduation”.",
      ],
    });
  });

  it.each([
    { what: "a closed project", project: aProject(options(COLUMNS), { closed: true }), problem: "is closed" },
    { what: "no Status", project: aProject([], { without: ["Status"] }), problem: "has no field “Status”" },
    {
      what: "a Status that is text",
      project: aProject([], { fields: [{ id: "f", name: "Status", dataType: "TEXT", options: [] }] }),
      problem: "is no single select",
    },
  ])("pauses on $what", ({ project, problem }) => {
    expect(resolved(project)).toEqual({ kind: "paused", problems: [expect.stringContaining(problem)] });
  });

  it("says which column is foreign, once", () => {
    const project = aProject(options([...COLUMNS, "Done"]));

    const first = resolved(project);

    expect(first).toMatchObject({ notices: [{ kind: "foreign-column", key: "foreign-column/id Done" }] });
    expect(resolved(project, boardOf(first))).toMatchObject({ notices: [] });
  });

  it("says that an ignored column is not there", () => {
    expect(resolved(aProject(columnsWithout("Parked")))).toMatchObject({
      kind: "board",
      notices: [{ kind: "missing-column", message: expect.stringContaining("“Parked”") as unknown }],
    });
  });
});

describe("ever after", () => {
  const before = boardOf(resolved(aProject()));

  it("knows a renamed column as the stage it was, and says so once", () => {
    const project = aProject(renamed("Outreach", "First contact"));

    const result = resolved(project, before);

    expect(result).toMatchObject({
      notices: [
        {
          kind: "renamed",
          message: "The column “Outreach” is now called “First contact”. It stays the stage “outreach”.",
        },
      ],
    });
    expect(boardOf(result).stages[1]).toEqual({
      stage: "outreach",
      option: "id Outreach",
      name: "First contact",
    });
    expect(resolved(project, boardOf(result))).toMatchObject({ notices: [] });
  });

  it("is not confused by two columns that swapped their names", () => {
    const swapped = options(COLUMNS).map(({ id, name }) => ({
      id,
      name: name === "Outreach" ? "Onboarding" : name === "Onboarding" ? "Outreach" : name,
    }));

    const { stages } = boardOf(resolved(aProject(swapped), before));

    expect(stages.map(({ stage: of, option }) => [of, option])).toEqual(
      before.stages.map(({ stage: of, option }) => [of, option]),
    );
  });

  it("follows the option, not the name, when the playbook renames a stage", () => {
    const playbook = aPlaybook("ignore: [Parked]\nstages: {outreach: {name: Contact}}");

    expect(boardOf(resolved(aProject(), before, playbook)).stages[1]?.option).toBe("id Outreach");
  });

  it("pauses while a column is gone, and goes on when it is back", () => {
    const gone = resolved(aProject(columnsWithout("Onboarding")), before);
    const back = resolved(
      aProject([...columnsWithout("Onboarding"), { id: "new id", name: "Onboarding" }]),
      before,
    );

    expect(gone).toEqual({
      kind: "paused",
      problems: [expect.stringContaining("The column “Onboarding” of the stage “onboarding” is gone")],
    });
    expect(boardOf(back).stages[3]).toMatchObject({ stage: "onboarding", option: "new id" });
    expect(back).toMatchObject({ notices: [{ kind: "replaced" }] });
  });

  it("asks for the column of a stage that the playbook added", () => {
    const playbook = aPlaybook("ignore: [Parked]\nstages: {demo: {name: Demo, after: outreach}}");

    expect(resolved(aProject(), before, playbook)).toMatchObject({ kind: "paused" });
  });

  it("gives no stage the column of another", () => {
    const playbook = aPlaybook(
      "ignore: [Parked]\nstages: {outreach: {name: X}, demo: {name: Outreach, after: outreach}}",
    );

    expect(resolved(aProject(), before, playbook)).toMatchObject({ kind: "paused" });
  });

  it("keeps ignoring a column that was renamed", () => {
    const board = boardOf(resolved(aProject(renamed("Parked", "On ice")), before));

    expect(board.ignored).toEqual(["id Parked"]);
  });

  it("forgets what it knew of another project", () => {
    const other = { ...before, project: "PVT_2" as ProjectId };

    expect(resolved(aProject(renamed("Outreach", "First contact")), other)).toMatchObject({ kind: "paused" });
  });

  it("resolves every stage to a column of its own", () => {
    const columns = boardOf(resolved(aProject(renamed("Outreach", "x")), before)).stages;

    expect(new Set<OptionId>(columns.map(({ option }) => option)).size).toBe(PLAYBOOK.stages.length);
    expect(columns.map((column) => column.stage)).toContain(stage("outreach"));
  });
});

describe("fields", () => {
  it("that are missing are left out, with what feels it", () => {
    const result = resolved(aProject(options(COLUMNS), { without: ["Environment", "NPS"] }));

    expect(boardOf(result).fields).not.toHaveProperty("environment");
    expect(result).toMatchObject({
      notices: [
        {
          kind: "missing-field",
          message:
            "The board has no field “Environment” (option). Needed to enter Active Partnership, Graduation.",
        },
        { kind: "missing-field", message: "The board has no field “NPS” (number). No gate needs it." },
      ],
    });
  });

  it("of another type are not used", () => {
    const project = aProject();
    const fields = project.fields.map((field) =>
      field.name === "NPS" ? { ...field, dataType: "TEXT" } : field,
    );

    const result = resolved({ ...project, fields });

    expect(boardOf(result).fields).not.toHaveProperty("nps");
    expect(result).toMatchObject({
      notices: [
        {
          kind: "wrong-type",
          message:
            "The field “NPS” must be of type number, on the board it is of type text. It is not used. No gate needs it.",
        },
      ],
    });
  });

  it("that lack an option are used, and the option is named", () => {
    const project = aProject();
    const fields = project.fields.map((field) =>
      field.name === "Environment" ? { ...field, options: options(["Staging"]) } : field,
    );

    const result = resolved({ ...project, fields });

    expect(boardOf(result).fields).toHaveProperty("environment");
    expect(result).toMatchObject({
      notices: [
        {
          kind: "missing-options",
          message: expect.stringContaining("lacks the option “Production”") as unknown,
        },
      ],
    });
  });
});
