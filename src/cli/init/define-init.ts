import { Option } from "commander";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { BUILT_IN } from "../../core/playbook/schema.ts";
import { accessFrom } from "../access.ts";
import { repositoryName, wholeNumber, type RepositoryName } from "../arguments.ts";
import type { Define } from "../define.ts";
import type { FileToAdd } from "./files.ts";
import { init } from "./init.ts";

export const defineInit: Define = (program, { console, environment }, ended) => {
  program
    .command("init")
    .description(
      "create or complete project, fields, labels, issue form and playbook; shows it and asks first",
    )
    .argument("<owner/repo>", "repository with the partner issues", repositoryName)
    .option("--project <number>", "an existing project of the organisation", wholeNumber)
    .option("--title <text>", "title of the project to find or create", "Design partners")
    .addOption(
      new Option("--extends <playbook>", "built-in playbook of a new playbook file")
        .choices(BUILT_IN)
        .default("design-partner"),
    )
    .option("--folder <path>", "write the new files here instead of opening a pull request")
    .option("--dry-run", "only show what is missing")
    .option("-y, --yes", "do not ask")
    .action(async (repository: RepositoryName, options: InitOptions) => {
      const { setUp } = accessFrom(environment);
      const request = {
        ...repository,
        ...options,
        project: options.project ?? null,
        folder: options.folder ?? null,
        dryRun: options.dryRun ?? false,
        yes: options.yes ?? false,
      };
      ended(await init(request, { github: setUp, console, addFile }));
    });
};

interface InitOptions {
  readonly project?: number;
  readonly title: string;
  readonly extends: string;
  readonly folder?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** Never overwrites: a file that is there was made by somebody. */
function addFile(folder: string, { path, text }: FileToAdd): boolean {
  const whole = join(folder, path);
  mkdirSync(dirname(whole), { recursive: true });
  try {
    writeFileSync(whole, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}
