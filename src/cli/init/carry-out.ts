import type { GroundSeen, SetUpGithub, WholeProjectSeen } from "../../github/set-up.ts";
import type { Console } from "../console.ts";
import type { FileToAdd } from "./files.ts";
import { renderStep } from "./render-steps.ts";
import type { Step } from "./steps.ts";

/** Where files of a new programme are proposed. */
export const SET_UP_BRANCH = "stagekeeper/set-up";

export interface Worksite {
  readonly github: SetUpGithub;
  readonly console: Console;
  readonly ground: GroundSeen;
  /** A folder for the new files; null: a pull request. */
  readonly folder: string | null;
  /** Writes a file below a folder unless it is there already; answers whether it did. */
  readonly addFile: (folder: string, file: FileToAdd) => boolean;
}

/** Does one step after the other and says so. An error ends it: what was done is not asked for again by the next run. */
export async function carryOut(steps: readonly Step[], site: Worksite): Promise<void> {
  const files: FileToAdd[] = [];
  for (const step of steps) {
    if (step.kind === "add-file") files.push(step.file);
    else {
      await carryOutOne(step, site);
      site.console.tell(`✓ ${renderStep(step)}`);
    }
  }
  if (files.length > 0) await addFiles(files, site);
}

async function carryOutOne(
  step: Exclude<Step, { readonly kind: "add-file" }>,
  { github, ground }: Worksite,
): Promise<void> {
  switch (step.kind) {
    case "create-project":
      await github.createProject(ground.repository, step.title);
      return;
    case "create-field":
      return github.createField(projectOf(ground), step.field);
    case "replace-options":
      return github.replaceOptions(step.field, step.options);
    case "create-label":
      return github.createLabel(ground.repository, step.label);
  }
}

function projectOf({ project }: GroundSeen): WholeProjectSeen {
  if (project === null) throw new TypeError("a field needs a project");
  return project;
}

async function addFiles(
  files: readonly FileToAdd[],
  { github, console, ground, folder, addFile }: Worksite,
): Promise<void> {
  if (folder !== null) {
    for (const file of files)
      console.tell(
        addFile(folder, file)
          ? `✓ wrote ${file.path}`
          : `  kept ${file.path}: it is there already, and was not changed`,
      );
    return;
  }
  const url = await github.propose(ground.repository, {
    branch: SET_UP_BRANCH,
    title: "Set up Stagekeeper",
    body: "The playbook and the form for new partners. Merge it, and Stagekeeper begins to observe the board.",
    files,
  });
  console.tell(`✓ proposed ${files.map(({ path }) => path).join(" and ")}: ${url}`);
}
