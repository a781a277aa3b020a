import { systemClock } from "../../keeper/system-clock.ts";
import { issueNumber, repositoryName, type RepositoryName } from "../arguments.ts";
import type { Define } from "../define.ts";
import { withRecord } from "../record.ts";
import { forget } from "./forget.ts";

export const defineForget: Define = (program, { console, environment }, ended) => {
  program
    .command("forget")
    .description(
      "take names, logins and text of a partner that has left out of the server's record; asks first",
    )
    .argument("<owner/repo>", "repository with the partner issues", repositoryName)
    .argument("<issue>", "number of the partner's issue", issueNumber)
    .option("-y, --yes", "do not ask")
    .action(async ({ owner, repo }: RepositoryName, issue: number, { yes = false }: { yes?: boolean }) => {
      const code = await withRecord(environment, { owner, repo }, ({ book, pipeline }) =>
        forget(
          { repository: `${owner}/${repo}`, issue, yes, now: systemClock.now() },
          { console, forget: (number, at) => book.forget(pipeline, number, at) },
        ),
      );
      ended(code);
    });
};
