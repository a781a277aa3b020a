import { Option } from "commander";
import { systemClock } from "../../keeper/system-clock.ts";
import { monthName, repositoryName, type RepositoryName } from "../arguments.ts";
import { EXIT } from "../console.ts";
import type { Define } from "../define.ts";
import { recordedProgramme, withRecord } from "../record.ts";
import { report, REPORT_FORMATS, type ReportRequest } from "./report.ts";

type ReportOptions = Pick<ReportRequest, "month" | "format"> & { readonly anonymous?: boolean };

export const defineReport: Define = (program, { console, environment }, ended) => {
  program
    .command("report")
    .description("a month of the programme for its leadership, from the server's record")
    .argument("<owner/repo>", "repository with the partner issues", repositoryName)
    .requiredOption("--month <YYYY-MM>", "the month, in the programme's time zone", monthName)
    .addOption(
      new Option("--format <format>", "how it is written").choices(REPORT_FORMATS).default("markdown"),
    )
    .option("--anonymous", "no names of partners or people; numbers stand for partners")
    .action(async (repository: RepositoryName, { anonymous = false, ...options }: ReportOptions) => {
      const now = systemClock.now();
      const text = await withRecord(environment, repository, async (open) =>
        report(await recordedProgramme(open), { ...options, anonymous, now }),
      );
      console.say(text);
      ended(EXIT.done);
    });
};
