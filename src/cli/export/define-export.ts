import { Option } from "commander";
import { repositoryName, type RepositoryName } from "../arguments.ts";
import { EXIT } from "../console.ts";
import type { Define } from "../define.ts";
import { recordedProgramme, withRecord } from "../record.ts";
import { EXPORT_FORMATS, EXPORT_TABLES, exportRecord, type ExportRequest } from "./export.ts";

export const defineExport: Define = (program, { console, environment }, ended) => {
  program
    .command("export")
    .description("the server's record for other programs, in documented columns")
    .argument("<owner/repo>", "repository with the partner issues", repositoryName)
    .addOption(
      new Option("--what <table>", "a line for each partner, or for each entry of the journal")
        .choices(EXPORT_TABLES)
        .default("partners"),
    )
    .addOption(new Option("--format <format>", "how it is written").choices(EXPORT_FORMATS).default("csv"))
    .action(async (repository: RepositoryName, options: ExportRequest) => {
      const text = await withRecord(environment, repository, async (open) =>
        exportRecord(await recordedProgramme(open), options),
      );
      if (text !== "") console.say(text);
      ended(EXIT.done);
    });
};
